import { z } from 'zod';
import { boolean, isLoopbackHost, listOf } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { PlatformValues } from './platform.js';
import type { ServerConfig } from './server.js';
import type { StaticTokenValues } from './static-tokens.js';

/** A chosen verifier's answer is final, so the order in which they are asked is ours and not that of AUTH_MODES. */
const authModes = ['iap', 'oauth', 'google-oidc', 'jwt', 'static', 'cloud-run-iam', 'none'] as const;

/** `none` stands alone: nobody is asked for a token. */
export type ConfiguredAuthMode = (typeof authModes)[number];

/** Which kinds of token are asked for. Over HTTP that has to be said: nobody is let in by an oversight. */
export const authModeSettings = {
  AUTH_MODES: {
    // The words themselves are checked with the rest, so that one wrong mode does not hide what another lacks.
    schema: listOf(z.string().toLowerCase()),
    unset: 'required, except for stdio',
    example: 'google-oidc,jwt',
    description:
      'Who may call: google-oidc, jwt, static, oauth, iap, cloud-run-iam (comma list), or none, alone and on a loopback HOST.',
  },
  MCP_DISABLE_AUTH: {
    schema: boolean,
    default: 'false',
    description: 'true is the same as AUTH_MODES=none.',
  },
} as const satisfies SettingTable;

type Values = SettingValues<typeof authModeSettings> & PlatformValues & Pick<StaticTokenValues, 'DEV_TOKENS'>;

/** The modes that are on, in the order in which they are asked. */
export function toModes(values: Values, report: Report): readonly ConfiguredAuthMode[] {
  const given = new Set(values.AUTH_MODES);
  const unknown = [...given].filter((mode) => !authModes.some((known) => known === mode));
  if (unknown.length > 0) {
    report.fault('AUTH_MODES', `has modes that do not exist; the modes are ${authModes.join(', ')}`);
  }
  if (values.MCP_DISABLE_AUTH) given.add('none');
  if (given.size === 0 && !values.DEV_TOKENS) {
    const choice = authModes.filter((mode) => mode !== 'none').join(', ');
    report.missing('AUTH_MODES', `is required: ${choice}, or none on a loopback HOST`);
  }
  return authModes.filter((mode) => given.has(mode));
}

/** No authentication: alone, on this machine, and never on Cloud Run. */
export function guardNone(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
  report: Report,
): void {
  if (!modes.includes('none')) return;
  const variable = values.MCP_DISABLE_AUTH ? 'MCP_DISABLE_AUTH' : 'AUTH_MODES';
  if (modes.length > 1) {
    report.fault(variable, 'turns authentication off, but another mode checks tokens; choose one of the two');
  }
  if (values.DEV_TOKENS) {
    report.fault(
      variable,
      'turns authentication off, but DEV_TOKENS=true gives out tokens to check; remove one of the two',
    );
  }
  if (!isLoopbackHost(server.host)) {
    report.fault(variable, 'turns authentication off, which needs HOST=127.0.0.1; in a container use static tokens');
  }
  if (values.K_SERVICE !== undefined) {
    report.fault(
      variable,
      'turns authentication off, which is refused on Cloud Run; choose google-oidc, jwt or static',
    );
  }
}

import type { AuthConfig, ConfiguredAuthMode, ServerConfig } from '../config.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';
import { guardDevTokens, guardNone } from './guards.js';
import { toGoogle } from './google.js';
import { toJwt } from './jwt.js';
import { toStaticTokens } from './static-tokens.js';
import { warnAboutUnusedModes } from './unused-modes.js';

/** A chosen verifier's answer is final, so the order is ours and not that of AUTH_MODES. */
const order: readonly ConfiguredAuthMode[] = ['google-oidc', 'jwt', 'static', 'none'];
const laterModes = ['cloud-run-iam', 'iap', 'oauth'];
const knownModes = `the modes are ${order.join(', ')}`;
const googleIssuers = ['https://accounts.google.com', 'accounts.google.com'];

/** Who may call, and the guards that keep an open door on the local machine. stdio has no door: its caller is local. */
export function toAuth(values: Values, server: ServerConfig, report: Report): AuthConfig {
  const defaultScopes = values.DEFAULT_SCOPES;
  if (server.transport === 'stdio') return { modes: [], defaultScopes, devTokens: false };

  const modes = toModes(values, report);
  guardNone(modes, values, server, report);
  guardDevTokens(values, server, report);
  warnAboutUnusedModes(modes, values, report);
  const google = modes.includes('google-oidc') ? toGoogle(values, report) : undefined;
  const jwt = modes.includes('jwt') ? toJwt(values, issuersInUse(modes, values, server), report) : undefined;
  const staticTokens = modes.includes('static') ? toStaticTokens(values, report) : undefined;
  return {
    modes,
    ...(google && { google }),
    ...(jwt && { jwt }),
    ...(staticTokens && { staticTokens }),
    defaultScopes,
    ...(values.JWT_AUTHORIZATION_SERVER && { authorizationServer: values.JWT_AUTHORIZATION_SERVER }),
    devTokens: values.DEV_TOKENS,
  };
}

function toModes(values: Values, report: Report): readonly ConfiguredAuthMode[] {
  const given = new Set(values.AUTH_MODES);
  const later = laterModes.filter((mode) => given.has(mode));
  const unknown = [...given].filter((mode) => ![...order, ...laterModes].includes(mode));
  if (later.length > 0) report.fault('AUTH_MODES', `${later.join(', ')} is not in this version yet; ${knownModes}`);
  if (unknown.length > 0) report.fault('AUTH_MODES', `has modes that do not exist; ${knownModes}`);
  if (values.MCP_DISABLE_AUTH) given.add('none');
  if (given.size === 0 && !values.DEV_TOKENS) {
    report.missing('AUTH_MODES', 'is required: google-oidc, jwt or static, or none on a loopback HOST');
  }
  return order.filter((mode) => given.has(mode));
}

function issuersInUse(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
): ReadonlyMap<string, string> {
  return new Map([
    ...(modes.includes('google-oidc') ? googleIssuers.map((issuer) => [issuer, 'google-oidc'] as const) : []),
    ...(values.DEV_TOKENS ? [[`${server.baseUrl}/dev`, 'DEV_TOKENS'] as const] : []),
  ]);
}

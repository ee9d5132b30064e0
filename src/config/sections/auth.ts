import type { AuthConfig, ConfiguredAuthMode } from '../auth-config.js';
import type { ServerConfig } from '../config.js';
import type { Report } from '../report.js';
import { scopeWords } from '../identity-formats.js';
import type { Values } from '../settings.js';
import { guardDevTokens, guardNone, guardUserAccounts } from './guards.js';
import { toCloudRunIam, toIap } from './front-end.js';
import { toGoogle } from './google.js';
import { toGrants } from './grants.js';
import { toJwt } from './jwt.js';
import { toOAuth } from './oauth.js';
import { toStaticTokens } from './static-tokens.js';
import type { ToolCatalogue } from './tools.js';
import { warnAboutUnusedModes } from './unused-modes.js';

/** A chosen verifier's answer is final, so the order is ours and not that of AUTH_MODES. */
const order: readonly ConfiguredAuthMode[] = ['iap', 'oauth', 'google-oidc', 'jwt', 'static', 'cloud-run-iam', 'none'];
const googleIssuers = ['https://accounts.google.com', 'accounts.google.com'];

/** Who may call, and the guards that keep an open door on the local machine. stdio has no door: its caller is local. */
export function toAuth(
  values: Values,
  server: ServerConfig,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): AuthConfig {
  const defaultScopes = toDefaultScopes(values);
  if (server.transport === 'stdio') {
    guardUserAccounts([], values, server, report);
    return { modes: [], defaultScopes, devTokens: false };
  }
  const modes = toModes(values, report);
  guardNone(modes, values, server, report);
  guardDevTokens(values, server, report);
  guardUserAccounts(modes, values, server, report);
  warnAboutUnusedModes(modes, values, report);
  const when = <T>(mode: ConfiguredAuthMode, read: () => T): T | undefined =>
    modes.includes(mode) ? read() : undefined;
  return {
    modes,
    ...withoutUndefined({
      iap: when('iap', () => toIap(modes, values, report)),
      oauth: when('oauth', () => toOAuth(values, server, report)),
      google: when('google-oidc', () => toGoogle(values, report)),
      jwt: when('jwt', () => toJwt(values, issuersInUse(modes, values, server), report)),
      staticTokens: when('static', () => toStaticTokens(values, report)),
      cloudRunIam: when('cloud-run-iam', () => toCloudRunIam(modes, values, report)),
      grants: toGrants(values, catalogue, report),
      authorizationServer: toAuthorizationServer(modes, values, report),
    }),
    defaultScopes,
    devTokens: values.DEV_TOKENS,
  };
}

/** With each caller's own account, the person's rights in Confluence decide. */
function toDefaultScopes(values: Values): AuthConfig['defaultScopes'] {
  return values.DEFAULT_SCOPES ?? (values.CONFLUENCE_AUTH === 'user' ? scopeWords : ['confluence:read']);
}

function toModes(values: Values, report: Report): readonly ConfiguredAuthMode[] {
  const given = new Set(values.AUTH_MODES);
  const unknown = [...given].filter((mode) => !order.some((known) => known === mode));
  if (unknown.length > 0) {
    report.fault('AUTH_MODES', `has modes that do not exist; the modes are ${order.join(', ')}`);
  }
  if (values.MCP_DISABLE_AUTH) given.add('none');
  if (given.size === 0 && !values.DEV_TOKENS) {
    const choice = order.filter((mode) => mode !== 'none').join(', ');
    report.missing('AUTH_MODES', `is required: ${choice}, or none on a loopback HOST`);
  }
  return order.filter((mode) => given.has(mode));
}

function toAuthorizationServer(
  modes: readonly ConfiguredAuthMode[],
  { JWT_AUTHORIZATION_SERVER: outside }: Values,
  report: Report,
): string | undefined {
  if (outside === undefined || !modes.includes('oauth')) return outside;
  report.warn('JWT_AUTHORIZATION_SERVER has no effect with oauth: clients are sent to our own authorization server.');
  return undefined;
}

function issuersInUse(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
): ReadonlyMap<string, string> {
  return new Map([
    ...(modes.includes('google-oidc') ? googleIssuers.map((issuer) => [issuer, 'google-oidc'] as const) : []),
    ...(modes.includes('oauth') ? [[server.baseUrl, 'oauth'] as const] : []),
    ...(values.DEV_TOKENS ? [[`${server.baseUrl}/dev`, 'DEV_TOKENS'] as const] : []),
  ]);
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function withoutUndefined<T extends object>(parts: T): Given<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<T>;
}

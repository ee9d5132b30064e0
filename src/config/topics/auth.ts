import type { Report } from '../report.js';
import type { Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';
import { authModeSettings, guardNone, toModes, type ConfiguredAuthMode } from './auth-modes.js';
import type { ConfluenceValues } from './confluence.js';
import {
  type frontEndSettings,
  toCloudRunIam,
  toIap,
  type CloudRunIamConfig,
  type IapAuthConfig,
} from './front-end.js';
import { type googleSettings, toGoogle, type GoogleAuthConfig } from './google.js';
import { grantSettings, toDefaultScopes, toGrants, type ConfiguredScope, type GrantConfig } from './grants.js';
import { type jwtSettings, toJwt, type JwtAuthConfig } from './jwt.js';
import { keySecrets, oauthSecrets, type oauthSettings, toOAuth, type OAuthConfig } from './oauth.js';
import type { PlatformValues } from './platform.js';
import type { ServerConfig, ServerValues } from './server.js';
import { guardDevTokens, type staticTokenSettings, toStaticTokens } from './static-tokens.js';
import type { ToolCatalogue } from './tools.js';

/** What holds for callers of every mode; the settings of each mode are in the file named after it. */
export const authSettings = {
  ...authModeSettings,
  ...grantSettings,
} as const satisfies SettingTable;

type ModeSettings = typeof googleSettings &
  typeof jwtSettings &
  typeof staticTokenSettings &
  typeof frontEndSettings &
  typeof oauthSettings;

type Values = SettingValues<typeof authSettings & ModeSettings> & PlatformValues & ServerValues & ConfluenceValues;

/** Who may call. */
export interface AuthConfig {
  /** In the order in which they are asked; empty for stdio, and when only dev tokens are accepted. */
  readonly modes: readonly ConfiguredAuthMode[];
  readonly iap?: IapAuthConfig;
  readonly oauth?: OAuthConfig;
  readonly google?: GoogleAuthConfig;
  readonly jwt?: JwtAuthConfig;
  /** The parsed file, keyed by token or `sha256:hex`; its meaning is checked by auth. */
  readonly staticTokens?: Secret<Readonly<Record<string, unknown>>>;
  readonly cloudRunIam?: CloudRunIamConfig;
  /** GRANTS_FILE, keyed by `prefix:EMAIL`, `prefix:@domain` or `prefix:SUBJECT`. */
  readonly grants?: Readonly<Record<string, GrantConfig>>;
  readonly defaultScopes: readonly ConfiguredScope[];
  /** Issuer of an outside authorization server, exactly as given. */
  readonly authorizationServer?: string;
  readonly devTokens: boolean;
  /** MCP_JWT_SIGNING_KEY, whatever the modes are: it seals what clients carry from one request to the next. */
  readonly sealKeys?: Secret<readonly Uint8Array[]>;
}

const googleIssuers = ['https://accounts.google.com', 'accounts.google.com'];

/** Who may call, and the guards that keep a service without authentication on the local machine. stdio needs none: its caller is local. */
export function toAuth(
  values: Values,
  server: ServerConfig,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): AuthConfig {
  const defaultScopes = toDefaultScopes(values);
  if (server.transport === 'stdio') {
    guardUserAccounts([], values, server, report);
    return {
      modes: [],
      defaultScopes,
      devTokens: false,
      ...withoutUndefined({ sealKeys: values.MCP_JWT_SIGNING_KEY }),
    };
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
      staticTokens: when('static', () => toStaticTokens(values, catalogue, report)),
      cloudRunIam: when('cloud-run-iam', () => toCloudRunIam(modes, values, report)),
      grants: toGrants(values, catalogue, report),
      authorizationServer: toAuthorizationServer(modes, values, report),
      sealKeys: values.MCP_JWT_SIGNING_KEY,
    }),
    defaultScopes,
    devTokens: values.DEV_TOKENS,
  };
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

const marksOfMode: Readonly<Partial<Record<ConfiguredAuthMode, readonly (keyof ModeSettings)[]>>> = {
  'google-oidc': ['GOOGLE_AUDIENCES', 'GOOGLE_ALLOWED_EMAILS', 'GOOGLE_ALLOWED_DOMAINS'],
  jwt: ['JWT_PUBLIC_KEY', 'JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'],
  static: ['STATIC_TOKENS_FILE'],
  iap: ['IAP_AUDIENCE'],
  oauth: ['OAUTH_ALLOWED_EMAILS', 'OAUTH_ALLOWED_DOMAINS', 'OIDC_CONFIG_URL', 'ATLASSIAN_OAUTH_CLIENT_ID'],
};

/** Settings of a mode that is off do nothing; the operator may believe otherwise. */
function warnAboutUnusedModes(modes: readonly ConfiguredAuthMode[], values: Values, report: Report): void {
  for (const [mode, names] of Object.entries(marksOfMode)) {
    const given = names.filter((name) => values[name] !== undefined);
    if (given.length === 0 || modes.some((on) => on === mode)) continue;
    report.warn(`${given.join(', ')} set without ${mode} in AUTH_MODES: no effect.`);
  }
}

/** Each caller's own Atlassian login exists only for callers of our own authorization server. */
function guardUserAccounts(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
  report: Report,
): void {
  if (values.CONFLUENCE_AUTH !== 'user') return;
  if (server.transport === 'stdio') {
    report.fault('CONFLUENCE_AUTH', 'is user, which needs people who log in; stdio has none, use service');
  } else if (modes.join() !== 'oauth' || values.DEV_TOKENS) {
    report.fault(
      'CONFLUENCE_AUTH',
      'is user, which needs AUTH_MODES=oauth and no other mode: others have no Atlassian login',
    );
  }
}

/** Texts that must never be printed. */
export function authSecrets({ staticTokens, oauth, sealKeys }: AuthConfig): readonly string[] {
  const tokens = Object.keys(staticTokens?.reveal() ?? {}).filter((key) => !key.startsWith('sha256:'));
  return [...tokens, ...keySecrets(sealKeys), ...(oauth === undefined ? [] : oauthSecrets(oauth))];
}

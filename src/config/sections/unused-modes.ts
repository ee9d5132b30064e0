import type { ConfiguredAuthMode } from '../auth-config.js';
import type { Report } from '../report.js';
import type { SettingName, Values } from '../settings.js';

const marksOfMode: Readonly<Partial<Record<ConfiguredAuthMode, readonly SettingName[]>>> = {
  'google-oidc': ['GOOGLE_AUDIENCES', 'GOOGLE_ALLOWED_EMAILS', 'GOOGLE_ALLOWED_DOMAINS'],
  jwt: ['JWT_PUBLIC_KEY', 'JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'],
  static: ['STATIC_TOKENS_FILE'],
  iap: ['IAP_AUDIENCE'],
  oauth: [
    'MCP_JWT_SIGNING_KEY',
    'OAUTH_ALLOWED_EMAILS',
    'OAUTH_ALLOWED_DOMAINS',
    'OIDC_CONFIG_URL',
    'ATLASSIAN_OAUTH_CLIENT_ID',
  ],
};

/** Settings of a mode that is off do nothing; the operator may believe otherwise. */
export function warnAboutUnusedModes(modes: readonly ConfiguredAuthMode[], values: Values, report: Report): void {
  for (const [mode, names] of Object.entries(marksOfMode)) {
    const given = names.filter((name) => values[name] !== undefined);
    if (given.length === 0 || modes.some((on) => on === mode)) continue;
    report.warn(`${given.join(', ')} set without ${mode} in AUTH_MODES: no effect.`);
  }
}

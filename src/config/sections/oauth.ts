import type { AtlassianUpstreamConfig, OAuthConfig, OidcUpstreamConfig } from '../auth-config.js';
import type { ServerConfig } from '../config.js';
import { isLoopbackHost } from '../formats.js';
import { commonRedirectUris } from '../redirect-pattern.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';
import { warnAboutHttp } from './plain-http.js';

/** Our own authorization server: what it signs with, where people log in, and who may. */
export function toOAuth(values: Values, server: ServerConfig, report: Report): OAuthConfig | undefined {
  const { MCP_JWT_SIGNING_KEY: signingKeys } = values;
  requirePublicUrl(server, report);
  if (signingKeys === undefined) {
    report.missing('MCP_JWT_SIGNING_KEY', 'is required with oauth: hex or base64url of 32 random bytes or more');
  }
  const upstream = toUpstream(values, report);
  const allowed = toAllowed(values, report);
  if (signingKeys === undefined || upstream === undefined) return undefined;
  return {
    signingKeys,
    upstream,
    ...allowed,
    allowedRedirectUris: values.OAUTH_ALLOWED_REDIRECT_URIS ?? commonRedirectUris,
  };
}

/** Browsers and tokens name this URL, so nothing can be guessed from a request. */
function requirePublicUrl({ baseUrl, baseUrlGiven }: ServerConfig, report: Report): void {
  if (!baseUrlGiven)
    return report.missing('BASE_URL', 'is required with oauth: the public https origin of this service');
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'https:' && !isLoopbackHost(hostname)) {
    report.fault('BASE_URL', 'must be https with oauth, except on loopback: codes and tokens travel to it');
  }
}

function toUpstream(values: Values, report: Report): OidcUpstreamConfig | AtlassianUpstreamConfig | undefined {
  const oidc = [values.OIDC_CONFIG_URL, values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET];
  const { ATLASSIAN_OAUTH_CLIENT_ID: clientId, ATLASSIAN_OAUTH_CLIENT_SECRET: clientSecret } = values;
  if (oidc.some(Boolean) && (clientId ?? clientSecret) !== undefined) {
    report.fault('OIDC_CONFIG_URL', 'and ATLASSIAN_OAUTH_* are set together; people log in at one of the two');
  }
  return values.CONFLUENCE_AUTH === 'user' ? toAtlassian(values, report) : toOidc(values, report);
}

function toOidc(values: Values, report: Report): OidcUpstreamConfig | undefined {
  const { OIDC_CONFIG_URL: configUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (configUrl === undefined) {
    report.missing('OIDC_CONFIG_URL', 'is required with oauth: the discovery document of the OpenID provider');
  }
  if (clientId === undefined) report.missing('OIDC_CLIENT_ID', 'is required with oauth: our client id at the provider');
  warnAboutHttp('OIDC_CONFIG_URL', configUrl, report);
  if (configUrl === undefined || clientId === undefined) return undefined;
  return { kind: 'oidc', configUrl, clientId, ...(clientSecret && { clientSecret }) };
}

function toAtlassian(values: Values, report: Report): AtlassianUpstreamConfig | undefined {
  const { ATLASSIAN_OAUTH_CLIENT_ID: clientId, ATLASSIAN_OAUTH_CLIENT_SECRET: clientSecret } = values;
  for (const name of ['ATLASSIAN_OAUTH_CLIENT_ID', 'ATLASSIAN_OAUTH_CLIENT_SECRET'] as const) {
    if (values[name] === undefined) {
      report.missing(name, 'is required with CONFLUENCE_AUTH=user: the OAuth 2.0 (3LO) app at Atlassian');
    }
  }
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const { ATLASSIAN_OAUTH_SCOPES: scopes, ATLASSIAN_AUTH_URL: authUrl, ATLASSIAN_API_URL: apiUrl } = values;
  warnAboutHttp('ATLASSIAN_AUTH_URL', authUrl, report);
  return { kind: 'atlassian', clientId, clientSecret, ...(scopes && { scopes }), authUrl, apiUrl };
}

/** With each caller's own account Atlassian decides who may come in; a list narrows that. */
function toAllowed(values: Values, report: Report): Pick<OAuthConfig, 'allowedEmails' | 'allowedDomains'> {
  const { OAUTH_ALLOWED_EMAILS: emails, OAUTH_ALLOWED_DOMAINS: domains } = values;
  if (emails === undefined && domains === undefined) {
    if (values.CONFLUENCE_AUTH === 'user') return { allowedEmails: 'any', allowedDomains: [] };
    if (!report.isUnusable('OAUTH_ALLOWED_DOMAINS')) {
      report.missing('OAUTH_ALLOWED_EMAILS', 'or OAUTH_ALLOWED_DOMAINS is required with oauth: who may log in');
    }
  }
  if (emails?.includes('*') !== true) return { allowedEmails: emails ?? [], allowedDomains: domains ?? [] };
  report.warn('OAUTH_ALLOWED_EMAILS is *: everybody who can log in at the upstream may use this service.');
  return { allowedEmails: 'any', allowedDomains: [] };
}

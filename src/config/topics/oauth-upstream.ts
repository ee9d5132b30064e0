import { z } from 'zod';
import { baseUrl, httpUrlText, secretText, text } from '../formats.js';
import type { Report } from '../report.js';
import type { Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { ConfluenceValues } from './confluence.js';

const words = z.string().transform((given) => [...new Set(given.split(/[\s,]+/).filter((word) => word !== ''))]);

/** Clerk names the issuer; its discovery document is at the well-known place below it. */
function discoveryUrlOf(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
}

/**
 * Where people log in: an OpenID provider, or Atlassian
 * (https://developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps/).
 */
export const upstreamSettings = {
  OIDC_CONFIG_URL: {
    schema: httpUrlText,
    unset: 'required with oauth, except with CONFLUENCE_AUTH=user',
    example: 'https://idp.example.com/realms/acme/.well-known/openid-configuration',
    aliases: ['KEYCLOAK_OIDC_CONFIG_URL', 'CLERK_ISSUER'],
    fromAlias: { CLERK_ISSUER: discoveryUrlOf },
    description: 'Discovery document of the OpenID provider where people log in (Keycloak, Clerk, Google, Entra…).',
  },
  OIDC_CLIENT_ID: {
    schema: text,
    unset: 'required with OIDC_CONFIG_URL',
    example: 'confluence-mcp',
    aliases: ['KEYCLOAK_CLIENT_ID', 'CLERK_AUDIENCE'],
    description: 'Our client id at that provider.',
  },
  OIDC_CLIENT_SECRET: {
    schema: secretText,
    secret: true,
    unset: 'a public client with PKCE',
    aliases: ['CLERK_CLIENT_SECRET', 'CLIENT_SECRET'],
    description: 'Our client secret at that provider.',
  },
  ATLASSIAN_OAUTH_CLIENT_ID: {
    schema: text,
    unset: 'required with CONFLUENCE_AUTH=user',
    description: 'Client id of the OAuth 2.0 (3LO) app at Atlassian.',
  },
  ATLASSIAN_OAUTH_CLIENT_SECRET: {
    schema: secretText,
    secret: true,
    unset: 'required with CONFLUENCE_AUTH=user',
    description: 'Client secret of that app.',
  },
  ATLASSIAN_OAUTH_SCOPES: {
    schema: words,
    unset: 'what the enabled tools need',
    example: 'read:page:confluence write:page:confluence offline_access',
    description: 'Scopes that people are asked for at Atlassian, separated by spaces or commas.',
  },
  ATLASSIAN_AUTH_URL: {
    schema: baseUrl,
    default: 'https://auth.atlassian.com',
    description: "Where Atlassian's OAuth server is, for tests, mirrors and air-gapped sites.",
  },
} as const satisfies SettingTable;

/** An OpenID provider, known by its discovery document (https://openid.net/specs/openid-connect-discovery-1_0.html). */
export interface OidcUpstreamConfig {
  readonly kind: 'oidc';
  /** URL of the discovery document. */
  readonly configUrl: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: Secret;
}

/** Our app at Atlassian, through which each caller acts as themselves. */
export interface AtlassianUpstreamConfig {
  readonly kind: 'atlassian';
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Absent: what the enabled tools need. */
  readonly scopes?: readonly string[];
  /** Without trailing slash, e.g. `https://auth.atlassian.com`. */
  readonly authUrl: string;
  /** Without trailing slash, e.g. `https://api.atlassian.com`. */
  readonly apiUrl: string;
}

type Values = SettingValues<typeof upstreamSettings> & Pick<ConfluenceValues, 'CONFLUENCE_AUTH' | 'ATLASSIAN_API_URL'>;

/** Where people log in: at an OpenID provider, or at Atlassian with each caller's own account. */
export function toUpstream(values: Values, report: Report): OidcUpstreamConfig | AtlassianUpstreamConfig | undefined {
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
  report.warnAboutHttp('OIDC_CONFIG_URL', configUrl);
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
  report.warnAboutHttp('ATLASSIAN_AUTH_URL', authUrl);
  return { kind: 'atlassian', clientId, clientSecret, ...(scopes && { scopes }), authUrl, apiUrl };
}

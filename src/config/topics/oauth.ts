import { z } from 'zod';
import { domain, email, isLoopbackHost, listOf } from '../formats.js';
import type { Report } from '../report.js';
import { basicCredentials, type Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { ConfluenceValues } from './confluence.js';
import {
  toUpstream,
  upstreamSettings,
  type AtlassianUpstreamConfig,
  type OidcUpstreamConfig,
} from './oauth-upstream.js';
import { commonRedirectUris, redirectPattern } from './redirect-uris.js';
import type { ServerConfig } from './server.js';
import { signingKeys } from './signing-keys.js';

const emailOrAll = z.union([z.literal('*'), email], 'takes exact e-mail addresses, or a lone * for everybody');

/** Our own authorization server: what it signs with, who may log in, and where clients may be. */
export const oauthSettings = {
  MCP_JWT_SIGNING_KEY: {
    schema: signingKeys,
    secret: true,
    unset: 'required with oauth',
    description:
      'Key of our own authorization server, and of what clients carry between requests (replicas need one): base64url or hex of 32 random bytes or more. Several, with commas, rotate: the first signs.',
  },
  OAUTH_ALLOWED_EMAILS: {
    schema: listOf(emailOrAll),
    unset: 'this or OAUTH_ALLOWED_DOMAINS is required with oauth, except with CONFLUENCE_AUTH=user',
    example: 'ada@example.com',
    description: 'Who may log in, by verified e-mail address; * lets in everybody whom the upstream knows.',
  },
  OAUTH_ALLOWED_DOMAINS: {
    schema: listOf(domain),
    unset: 'this or OAUTH_ALLOWED_EMAILS is required with oauth, except with CONFLUENCE_AUTH=user',
    example: 'example.com',
    description: 'Domains of verified e-mail addresses that may log in.',
  },
  OAUTH_ALLOWED_REDIRECT_URIS: {
    schema: listOf(redirectPattern),
    unset:
      'loopback on any port, and the callbacks of Claude, ChatGPT, Microsoft Copilot, n8n Cloud, VS Code and Cursor',
    example: 'http://127.0.0.1:*/*,https://claude.ai/api/mcp/auth_callback',
    description:
      'Where a client may get its code, exactly or with * for the port or for the last segments of the path.',
  },
  ...upstreamSettings,
} as const satisfies SettingTable;

/** Our own authorization server. Its issuer is `server.baseUrl`. */
export interface OAuthConfig {
  /** The first signs; each has 32 bytes or more. */
  readonly signingKeys: Secret<readonly Uint8Array[]>;
  readonly upstream: OidcUpstreamConfig | AtlassianUpstreamConfig;
  /** Lower case; `any` lets in whoever the upstream knows. */
  readonly allowedEmails: 'any' | readonly string[];
  /** Lower case. */
  readonly allowedDomains: readonly string[];
  /** Exact, or with `*` in place of the port or of the last segments of the path. */
  readonly allowedRedirectUris: readonly string[];
}

type Values = SettingValues<typeof oauthSettings> & Pick<ConfluenceValues, 'CONFLUENCE_AUTH' | 'ATLASSIAN_API_URL'>;

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

/**
 * Every text that a log must not show of the upstream: the client secret, and id and secret as a Basic header has them.
 * Keys are `keySecrets`.
 */
export function oauthSecrets({ upstream }: OAuthConfig): readonly string[] {
  const secret = upstream.clientSecret?.reveal();
  return secret === undefined ? [] : [secret, basicCredentials(upstream.clientId, secret)];
}

/** Keys in every spelling that a log could hold. */
export function keySecrets(keys: Secret<readonly Uint8Array[]> | undefined): readonly string[] {
  return (keys?.reveal() ?? [])
    .map((key) => Buffer.from(key))
    .flatMap((key) => [key.toString('hex'), key.toString('base64url'), key.toString('base64')]);
}

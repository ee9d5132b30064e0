import { z } from 'zod';
import { baseUrl, boolean, httpUrlText, listOf, secretText, text } from '../formats.js';
import { domain, email } from '../identity-formats.js';
import { redirectPattern } from '../redirect-pattern.js';
import type { SettingTable } from '../setting.js';
import { signingKeys } from '../signing-keys.js';

const emailOrAll = z.union([z.literal('*'), email], 'takes exact e-mail addresses, or a lone * for everybody');

const words = z.string().transform((given) => [...new Set(given.split(/[\s,]+/).filter((word) => word !== ''))]);

/** Clerk names the issuer; its discovery document is at the well-known place below it. */
function discoveryUrlOf(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
}

export const oauthSettings = {
  MCP_JWT_SIGNING_KEY: {
    schema: signingKeys,
    secret: true,
    unset: 'required with oauth',
    description:
      'Key of our own authorization server: base64url or hex of 32 random bytes or more. Several, with commas, rotate: the first signs.',
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
    unset: 'loopback on any port, and the callbacks of Claude, VS Code and Cursor',
    example: 'http://127.0.0.1:*/*,https://claude.ai/api/mcp/auth_callback',
    description:
      'Where a client may get its code, exactly or with * for the port or for the last segments of the path.',
  },
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

export const stateSettings = {
  REDIS_URL: {
    schema: z
      .string()
      .refine((given) => /^rediss?:\/\/[^/]/i.test(given) && URL.canParse(given), {
        error: 'must be a URL that starts with redis:// or rediss://',
      })
      .pipe(secretText),
    secret: true,
    unset: 'state stays in this process, and with oauth in MCP_CLIENT_STORAGE_DIR',
    example: 'rediss://:PASSWORD@redis.example.com:6379',
    description: 'Redis that all replicas share: OAuth, rate limits, caches and locks.',
  },
  MCP_CLIENT_STORAGE_DIR: {
    schema: text,
    default: '/var/lib/mcp/oidc-proxy',
    description: 'Folder of the embedded durable store of the oauth mode; must be writable. Not used with REDIS_URL.',
  },
  MCP_CLIENT_STORAGE_EPHEMERAL: {
    schema: boolean,
    default: 'false',
    description: 'true: the oauth mode keeps its state in memory, for trials: every restart logs everybody out.',
  },
} as const satisfies SettingTable;

import { z } from 'zod';
import { boolean, httpUrlText, listOf, text } from '../formats.js';
import { domain, email, scopes } from '../identity-formats.js';
import { publicKeyPem } from '../public-key.js';
import type { SettingTable } from '../setting.js';

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const algorithm = z.enum(
  asymmetric,
  `takes ${asymmetric.join(', ')}; symmetric algorithms and none are refused, because whoever can check could also sign`,
);

export const authSettings = {
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
  DEFAULT_SCOPES: {
    schema: scopes,
    unset: 'confluence:read; all with CONFLUENCE_AUTH=user',
    example: 'confluence:read,confluence:write',
    description:
      'Scopes of a caller whose token carries none and whom GRANTS_FILE does not name; with oauth, the most that such a caller can be granted.',
  },
  GRANTS_FILE: {
    schema: text,
    unset: 'DEFAULT_SCOPES for everybody',
    example: '/secrets/grants.json',
    description:
      'JSON file of what single callers may do: `{"google:ada@example.com": {"scopes": […], "tools": […], "spaces": […]}}`; also jwt:, iap:, oauth:, @domain and subject.',
  },
} as const satisfies SettingTable;

export const googleSettings = {
  GOOGLE_AUDIENCES: {
    schema: listOf(text),
    unset: 'required with google-oidc',
    example: 'https://confluence-mcp-123456789012.europe-west1.run.app',
    aliases: ['GOOGLE_AUDIENCE'],
    description: "Exact audiences of Google ID tokens: the service's URLs.",
  },
  GOOGLE_ALLOWED_EMAILS: {
    schema: listOf(email),
    unset: 'this or GOOGLE_ALLOWED_DOMAINS is required with google-oidc',
    example: 'ada@example.com,agent@my-project.iam.gserviceaccount.com',
    description: 'People and service accounts that may come in.',
  },
  GOOGLE_ALLOWED_DOMAINS: {
    schema: listOf(domain),
    unset: 'this or GOOGLE_ALLOWED_EMAILS is required with google-oidc',
    example: 'example.com,my-project.iam.gserviceaccount.com',
    description: "Workspace domains (a person's hd) and projects of service accounts that may come in.",
  },
  GOOGLE_JWKS_URL: {
    schema: httpUrlText,
    unset: "Google's own",
    example: 'https://mirror.example.com/google-certs',
    description: "Where Google's public keys are, for mirrors and air-gapped sites.",
  },
} as const satisfies SettingTable;

export const jwtSettings = {
  JWT_PUBLIC_KEY: {
    schema: publicKeyPem,
    fromFile: true,
    unset: 'this or JWT_JWKS_URL is required with jwt',
    example: '-----BEGIN PUBLIC KEY-----\\nMIIB…\\n-----END PUBLIC KEY-----',
    description: 'Public key as PEM, with line breaks or \\n.',
  },
  JWT_JWKS_URL: {
    schema: httpUrlText,
    unset: 'this or JWT_PUBLIC_KEY is required with jwt',
    example: 'https://idp.example.com/.well-known/jwks.json',
    aliases: ['JWKS_URI'],
    description: 'URL of a key set.',
  },
  JWT_ISSUER: {
    schema: text,
    unset: 'required with jwt',
    example: 'https://idp.example.com/',
    aliases: ['ISSUER'],
    description: 'Exact issuer of the tokens.',
  },
  JWT_AUDIENCE: {
    schema: text,
    unset: 'required with jwt',
    example: 'confluence-mcp',
    aliases: ['AUDIENCE'],
    description: 'Exact audience of the tokens.',
  },
  JWT_ALGORITHMS: {
    schema: listOf(algorithm),
    default: 'RS256',
    description: 'Signature algorithms that are accepted; asymmetric only.',
  },
  JWT_AUTHORIZATION_SERVER: {
    schema: httpUrlText,
    unset: 'no protected-resource metadata',
    example: 'https://idp.example.com',
    description: 'Issuer URL of an outside authorization server, published in the protected-resource metadata.',
  },
} as const satisfies SettingTable;

export const otherModeSettings = {
  STATIC_TOKENS_FILE: {
    schema: text,
    unset: 'required with static',
    example: '/secrets/static-tokens.json',
    description: 'JSON file: `{"TOKEN or sha256:HEX": {"user_id", "organization_id", "permissions": […]}}`.',
  },
  DEV_TOKENS: {
    schema: boolean,
    default: 'false',
    description:
      'true: /dev/token gives signed test tokens. Loopback HOST only; refused on Cloud Run and in production.',
  },
} as const satisfies SettingTable;

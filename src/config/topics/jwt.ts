import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { httpUrlText, listOf, text } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import { algorithmsOf, publicKeyPem } from './public-key.js';

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const algorithm = z.enum(
  asymmetric,
  `takes ${asymmetric.join(', ')}; symmetric algorithms and none are refused, because whoever can check could also sign`,
);

/** Tokens of an issuer that the operator names (RFC 7519), with either a key or a key set (RFC 7517). */
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

/** One issuer and audience, both compared as they are written. */
export interface JwtAuthConfig {
  readonly keys: JwtKeySource;
  readonly issuer: string;
  readonly audience: string;
  /** JWS names, asymmetric only. */
  readonly algorithms: readonly string[];
}

/** A public key as SPKI PEM, or the URL of a key set. */
type JwtKeySource =
  { readonly kind: 'publicKey'; readonly pem: string } | { readonly kind: 'jwks'; readonly url: string };

type Values = SettingValues<typeof jwtSettings>;

/** `taken` maps the issuers of the other modes in use to the setting that brought them. */
export function toJwt(values: Values, taken: ReadonlyMap<string, string>, report: Report): JwtAuthConfig | undefined {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ALGORITHMS: algorithms } = values;
  const keys = toKeySource(values, report);
  if (issuer === undefined) report.missing('JWT_ISSUER', 'is required with jwt: the exact iss of the tokens');
  if (audience === undefined) report.missing('JWT_AUDIENCE', 'is required with jwt: the exact aud of the tokens');
  const other = taken.get(issuer ?? '');
  if (other !== undefined) report.fault('JWT_ISSUER', `is also the issuer of ${other}; two modes cannot share one`);
  if (keys === undefined || issuer === undefined || audience === undefined) return undefined;
  refuseUnfitAlgorithms(keys, algorithms, report);
  return { keys, issuer, audience, algorithms };
}

function toKeySource(values: Values, report: Report): JwtKeySource | undefined {
  const { JWT_PUBLIC_KEY: pem, JWT_JWKS_URL: url } = values;
  if (pem !== undefined && url !== undefined) {
    report.fault('JWT_PUBLIC_KEY', 'is set together with JWT_JWKS_URL; keep one source of keys');
  }
  report.warnAboutHttp('JWT_JWKS_URL', url);
  if (pem !== undefined) return { kind: 'publicKey', pem };
  if (url !== undefined) return { kind: 'jwks', url };
  if (!report.isUnusable('JWT_JWKS_URL')) {
    report.missing('JWT_PUBLIC_KEY', 'or JWT_JWKS_URL is required with jwt: the key that the tokens are signed for');
  }
  return undefined;
}

/** With one key the algorithms are known; one that never fits would refuse every token without saying why. */
function refuseUnfitAlgorithms(keys: JwtKeySource, algorithms: readonly string[], report: Report): void {
  if (keys.kind === 'jwks') return;
  const possible = algorithmsOf(createPublicKey(keys.pem));
  if (!algorithms.some((algorithm) => possible.includes(algorithm))) {
    report.fault('JWT_ALGORITHMS', `does not fit the key in JWT_PUBLIC_KEY, which takes ${possible.join(', ')}`);
  }
}

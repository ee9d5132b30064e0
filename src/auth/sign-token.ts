import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  SignJWT,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  type JSONWebKeySet,
} from 'jose';
import { AppError } from '../errors.js';

/** The claims of a token, and the key that signs it. */
export interface SignTokenInput {
  /** RSA, PKCS #8 or PKCS #1. */
  privateKeyPem: string;
  subject: string;
  issuer?: string | undefined;
  audience?: string | undefined;
  /** Scopes separated by spaces. */
  scope?: string | undefined;
  /** Seconds, or a number with a unit: `90s`, `15m`, `1h`, `7d`. */
  expiresIn: string | number;
  /** The key's thumbprint when not given. */
  kid?: string | undefined;
}

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A bearer token (JWT, RS256). Throws AppError INVALID_INPUT for a key or a life that cannot be used. */
export async function signToken(input: SignTokenInput): Promise<string> {
  const { subject, issuer, audience, scope, expiresIn } = input;
  const expiresInS = parseSeconds(expiresIn);
  const privateKey = parsePrivateKey(input.privateKeyPem);
  const kid = input.kid ?? (await toKeyId(createPublicKey(privateKey)));
  const token = new SignJWT(scope === undefined ? {} : { scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${expiresInS}s`);
  if (issuer !== undefined) token.setIssuer(issuer);
  if (audience !== undefined) token.setAudience(audience);
  return token.sign(privateKey);
}

function parseSeconds(expiresIn: string | number): number {
  const [, digits, unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(String(expiresIn)) ?? [];
  const seconds = Number(digits ?? 0) * secondsPerUnit[unit as keyof typeof secondsPerUnit];
  if (seconds > 0) return seconds;
  throw new AppError('INVALID_INPUT', 'The life of the token is not a number of seconds, or one with s, m, h or d.', {
    hint: 'Write for example 3600, 90s, 15m, 1h or 7d.',
  });
}

function parsePrivateKey(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // Node's own message can quote what it was given; the one below says enough.
  }
  if (key?.asymmetricKeyType === 'rsa') return key;
  throw new AppError('INVALID_INPUT', 'The key is not an unencrypted RSA private key in PEM.', {
    hint: 'Make one with "confluence-mcp token keypair".',
  });
}

/** An RSA key pair in the forms that settings and key sets take. */
export interface KeyPair {
  /** PKCS #8. */
  privateKeyPem: string;
  /** SPKI. */
  publicKeyPem: string;
  /** The public key as a key set (RFC 7517), its id the thumbprint of RFC 7638. */
  jwks: JSONWebKeySet;
}

/** An RSA 2048 key pair for signing with RS256. */
export async function createKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const publicKeyPem = await exportSPKI(publicKey);
  const jwk = await exportJWK(publicKey);
  const kid = await toKeyId(createPublicKey(publicKeyPem));
  return {
    privateKeyPem: await exportPKCS8(privateKey),
    publicKeyPem,
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
  };
}

/** The thumbprint of a public key (RFC 7638), the same for the pair's key set and for a token signed with it. */
async function toKeyId(publicKey: KeyObject): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(publicKey));
}

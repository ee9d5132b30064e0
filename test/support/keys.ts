/** Real key pairs, and a JWT maker that can write what no library would: it signs whatever bytes it is given. */
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

export interface TestKey {
  kid: string;
  privateKey: KeyObject;
  privateKeyPem: string;
  publicKeyPem: string;
  jwk: JsonWebKey & { kid: string };
}

/** RSA, 2048 bits if nothing else is said. Of the last four of a length, no two are the same. */
export function createTestKey(kid: string, modulusLength = 2048): TestKey {
  return describeKey(kid, nextRsaKey(modulusLength));
}

/** By their length in bits. A key takes a tenth of a second of the processor to find, so that suites use again what is there. */
const rsaKeys = new Map<number, KeyObject[]>();

function nextRsaKey(modulusLength: number): KeyObject {
  const keys = rsaKeys.get(modulusLength) ?? [];
  const key = keys.length < 4 ? generateKeyPairSync('rsa', { modulusLength }).privateKey : (keys.shift() as KeyObject);
  rsaKeys.set(modulusLength, [...keys, key]);
  return key;
}

export function createTestEcKey(kid: string): TestKey {
  return describeKey(kid, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

function describeKey(kid: string, privateKey: KeyObject): TestKey {
  const publicKey = createPublicKey(privateKey);
  return {
    kid,
    privateKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' },
  };
}

export interface ForgedJwt {
  /** Put over `{ alg: 'RS256', typ: 'JWT', kid }` of the key; undefined removes a parameter. */
  header?: Record<string, unknown>;
  /** Claims, or the very text of the payload. */
  claims: Record<string, unknown> | string;
  key: TestKey;
  /** Replaces the RS256 or ES256 signature of the key. */
  signature?: (signingInput: string) => string;
}

export function forgeJwt({ header = {}, claims, key, signature = signWith(key) }: ForgedJwt): string {
  const isEc = key.privateKey.asymmetricKeyType === 'ec';
  const parameters = { alg: isEc ? 'ES256' : 'RS256', typ: 'JWT', kid: key.kid, ...header };
  const payload = typeof claims === 'string' ? claims : JSON.stringify(claims);
  const signingInput = `${encode(JSON.stringify(parameters))}.${encode(payload)}`;
  return `${signingInput}.${signature(signingInput)}`;
}

export function signWith({ privateKey }: TestKey): (signingInput: string) => string {
  return (input) =>
    sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** What an attacker does who hopes that a public key is taken for a shared secret. */
export function hmacWith(secret: string): (signingInput: string) => string {
  return (input) => createHmac('sha256', secret).update(input).digest('base64url');
}

export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

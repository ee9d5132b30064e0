import { createECDH } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { JWK_EC_Private, JWK_EC_Public } from 'jose';
import type { Keyring } from '../../../state/index.js';

/** ES256 keys as JWKs (RFC 7517); `kid` is the thumbprint (RFC 7638). */
export interface SigningKeys {
  /** For the token endpoint: private, the current one first. */
  readonly privateKeys: readonly SigningKey[];
  /** For the verifier. */
  readonly publicKeys: readonly JWK_EC_Public[];
}

type SigningKey = JWK_EC_Private & { kid: string; alg: 'ES256'; use: 'sig' };

/** The number of points of P-256 (FIPS 186-5): private keys are 1 to this minus 1. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** 64 bits more than the order has, so that the remainder favours no key (FIPS 186-5, A.2.1). */
const secretBytes = 40;

/**
 * ES256 keys made from the operator's secrets, always the same ones from the same secret: replicas need share no key
 * file. What 0.1 made from 32 bytes still verifies, for the hour that its tokens live after an update; to be removed
 * in the version after the next.
 */
export async function createSigningKeys(keyring: Keyring): Promise<SigningKeys> {
  const secrets = [...keyring.derive('oauth/signing/fips-186-5', secretBytes), ...keyring.derive('oauth/signing', 32)];
  const privateKeys = await Promise.all(secrets.map(createSigningKey));
  return { privateKeys, publicKeys: privateKeys.map(({ d: _secret, ...shown }) => shown) };
}

async function createSigningKey(secret: Uint8Array): Promise<SigningKey> {
  const scalar = (BigInt(`0x${Buffer.from(secret).toString('hex')}`) % (order - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const shown = { kty: 'EC', crv: 'P-256', x: encode(point.subarray(1, 33)), y: encode(point.subarray(33)) } as const;
  return { ...shown, d: encode(d), kid: await calculateJwkThumbprint(shown), alg: 'ES256', use: 'sig' };
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import type { JSONWebKeySet } from 'jose';

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
export async function toKeyId(publicKey: KeyObject): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(publicKey));
}

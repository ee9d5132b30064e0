import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const leastRsaBits = 2048;

/**
 * A public key as PEM (SPKI, PKCS#1 or a certificate, line breaks possibly written as `\n`), given on as SPKI PEM.
 * A private key is refused although a public one could be derived from it: it has no business on this machine.
 */
export const publicKeyPem = z.string().transform((given, context): string => {
  const pem = given.replaceAll('\\n', '\n');
  const key = /PRIVATE KEY/.test(pem) ? 'private' : parsePublicKey(pem);
  const problem = problemWith(key);
  if (typeof key === 'object' && problem === undefined) return key.export({ type: 'spki', format: 'pem' }).toString();
  context.addIssue(problem ?? '');
  return z.NEVER;
});

function parsePublicKey(pem: string): KeyObject | 'unreadable' {
  try {
    return createPublicKey(pem);
  } catch {
    return 'unreadable';
  }
}

function problemWith(key: KeyObject | 'private' | 'unreadable'): string | undefined {
  if (key === 'private') return 'is a private key; give the public key only, and consider this private key disclosed';
  if (key === 'unreadable') return 'is not a public key in PEM form (-----BEGIN PUBLIC KEY-----)';
  if (algorithmsOf(key).length === 0) return 'must be an RSA, P-256, P-384, P-521 or Ed25519 key';
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < leastRsaBits
    ? `has ${bits} bits; RSA keys need ${leastRsaBits} or more`
    : undefined;
}

const ellipticAlgorithms: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

/** The JWS algorithms (RFC 7518, RFC 8037) that a key can check. */
export function algorithmsOf(key: KeyObject): readonly string[] {
  const padded = ['PS256', 'PS384', 'PS512'];
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return ['RS256', 'RS384', 'RS512', ...padded];
    case 'rsa-pss':
      return padded;
    case 'ed25519':
      return ['EdDSA'];
    case 'ec':
      return [ellipticAlgorithms[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? []].flat();
    default:
      return [];
  }
}

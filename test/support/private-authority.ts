import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { alternativeNames, certificate, isAuthority, toName } from './x509.js';

/** A certificate authority that nobody knows, made for one test run (X.509 v3, RFC 5280; P-256 keys, valid for a day around now). */
export interface PrivateAuthority {
  /** PEM of the authority itself: what a CA bundle holds. */
  readonly certificate: string;
  /** A server certificate for these DNS names and IPv4 addresses. */
  issue(...names: string[]): { cert: string; key: string };
}

export function createPrivateAuthority(name = 'test authority'): PrivateAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = toName(name);
  const certify = (subject: Buffer, publicKey: KeyObject, extension: Buffer): string =>
    certificate({ issuer, subject, publicKey, extensions: [extension], signer: own.privateKey });
  return {
    certificate: certify(issuer, own.publicKey, isAuthority),
    issue: (...names) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        cert: certify(toName('test server'), publicKey, alternativeNames(names)),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

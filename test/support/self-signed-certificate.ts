import { generateKeyPairSync } from 'node:crypto';
import { alternativeNames, certificate, isAuthority, toName } from './x509.js';

export interface SelfSignedCertificate {
  /** PEM. */
  cert: string;
  /** PEM, PKCS #8. */
  key: string;
}

/** A fresh certificate for 127.0.0.1 that is its own authority. */
export function selfSignedCertificate(): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = toName('test authority');
  const extensions = [isAuthority, alternativeNames(['127.0.0.1'])];
  return {
    cert: certificate({ issuer: name, subject: name, publicKey, extensions, signer: privateKey }),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

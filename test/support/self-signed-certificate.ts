import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface SelfSignedCertificate {
  /** PEM. */
  cert: string;
  /** PEM, PKCS #8. */
  key: string;
}

/** A fresh certificate for 127.0.0.1 that is its own authority (X.509 v3, RFC 5280), valid for a day around now. */
export function selfSignedCertificate(): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const name = sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from('test authority')))));
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(-1), time(1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(isAuthority, forLoopback)),
  );
  const signature = tag(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  return {
    cert: pem(sequence(body, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function tag(type: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from([type, ...length]), bytes]);
}

function sequence(...content: Buffer[]): Buffer {
  return tag(0x30, ...content);
}

function oid(hex: string): Buffer {
  return tag(0x06, Buffer.from(hex, 'hex'));
}

function time(daysFromNow: number): Buffer {
  const date = new Date(Date.now() + daysFromNow * 86_400_000).toISOString();
  return tag(0x17, Buffer.from(`${date.replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));
}

const isAuthority = sequence(
  oid('551d13'),
  tag(0x01, Buffer.from([255])),
  tag(0x04, sequence(tag(0x01, Buffer.from([255])))),
);
const forLoopback = sequence(oid('551d11'), tag(0x04, sequence(tag(0x87, Buffer.from([127, 0, 0, 1])))));

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

import { randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

export interface CertificateParts {
  issuer: Buffer;
  subject: Buffer;
  publicKey: KeyObject;
  extensions: readonly Buffer[];
  signer: KeyObject;
}

/** A certificate in PEM (X.509 v3, RFC 5280), valid for a day around now. Keys are P-256. */
export function certificate({ issuer, subject, publicKey, extensions, signer }: CertificateParts): string {
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    issuer,
    sequence(time(-1), time(1)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensions)),
  );
  const signature = tag(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, signer)]));
  return pem(sequence(body, algorithm, signature));
}

export const isAuthority = sequence(
  oid('551d13'),
  tag(0x01, Buffer.from([255])),
  tag(0x04, sequence(tag(0x01, Buffer.from([255])))),
);

export function alternativeNames(names: readonly string[]): Buffer {
  const general = names.map((name) =>
    isIP(name) === 4 ? tag(0x87, Buffer.from(name.split('.').map(Number))) : tag(0x82, Buffer.from(name)),
  );
  return sequence(oid('551d11'), tag(0x04, sequence(...general)));
}

export function toName(commonName: string): Buffer {
  return sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(commonName)))));
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

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

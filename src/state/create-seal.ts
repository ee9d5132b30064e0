import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Keyring } from './create-keyring.js';

const ivBytes = 12;
const tagBytes = 16;

/** Encrypts texts so that each opens only under the name that it was sealed for. */
export interface Seal {
  /** `<key id>.<base64url of IV, ciphertext and tag>`, AES-256-GCM with the name as additional data. */
  seal(name: string, text: string): string;
  /** Undefined when it was not sealed by a key of this ring, or not for this name, or was changed since. */
  open(name: string, sealed: string): string | undefined;
}

export function createSeal(keyring: Keyring): Seal {
  const [current, ...older] = keyring.derive('state', 32).map((key) => ({ id: idOf(key), key }));
  if (current === undefined) throw new TypeError('A keyring is never empty.');
  const keys = new Map([...older, current].map(({ id, key }) => [id, key]));
  return {
    seal: (name, text) => `${current.id}.${encrypt(current.key, name, text).toString('base64url')}`,
    open(name, sealed) {
      const [id = '', body = ''] = sealed.split('.', 2);
      const key = keys.get(id);
      return key && decrypt(key, name, Buffer.from(body, 'base64url'));
    },
  };
}

function encrypt(key: Uint8Array, name: string, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(name));
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, name: string, bytes: Buffer): string | undefined {
  if (bytes.length < ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function idOf(key: Uint8Array): string {
  return createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
}

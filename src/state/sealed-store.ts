import { createHash, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Logger } from '../observability/index.js';
import type { Keyring } from './keyring.js';
import type { StateStore } from './state-store.js';

const mostRemembered = 1_000;

/**
 * The same port over a store that may be read by others: values are encrypted, names hashed. A record that does
 * not open (another key's, moved from another name, changed, cut off) is as good as absent; the log tells of it once.
 */
export function createSealedStore(store: StateStore, keyring: Keyring, { log }: { log: Logger }): StateStore {
  const seal = createSeal(keyring);
  const reported = new Set<string>();

  function read(key: string, sealed: string | undefined): string | undefined {
    const value = sealed === undefined ? undefined : seal.open(key, sealed);
    if (sealed !== undefined && value === undefined) report(nameOf(key));
    return value;
  }
  function report(name: string): void {
    if (reported.has(name)) return;
    if (reported.size >= mostRemembered) reported.clear();
    reported.add(name);
    log.warn(
      { event: 'state_record_unreadable' },
      'A stored record cannot be decrypted with the present keys and is ignored.',
    );
  }

  return {
    get: async (key) => read(key, await store.get(nameOf(key))),
    set: (key, value, ttlMs) => store.set(nameOf(key), seal.seal(key, value), ttlMs),
    delete: (key) => store.delete(nameOf(key)),
    take: async (key) => read(key, await store.take(nameOf(key))),
    async compareAndSet(key, expected, value, ttlMs) {
      // The same text is sealed differently each time: lost to a writer of the same text, the comparison still holds.
      for (;;) {
        const sealed = await store.get(nameOf(key));
        if (read(key, sealed) !== expected) return false;
        if (await store.compareAndSet(nameOf(key), sealed, seal.seal(key, value), ttlMs)) return true;
      }
    },
    rateLimiter: (limit) => store.rateLimiter(limit),
    withLock: (key, options, work) => store.withLock(nameOf(key), options, work),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

/** Names hold tokens. A digest without a key, since a rotated key must find what an older one wrote. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

const ivBytes = 12;
const tagBytes = 16;

/** Encrypts texts so that each opens only under the name that it was sealed for. */
interface Seal {
  /** `<key id>.<base64url of IV, ciphertext and tag>`, AES-256-GCM with the name as additional data. */
  seal(name: string, text: string): string;
  /** Undefined when it was not sealed by a key of this ring, or not for this name, or was changed since. */
  open(name: string, sealed: string): string | undefined;
}

function createSeal(keyring: Keyring): Seal {
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

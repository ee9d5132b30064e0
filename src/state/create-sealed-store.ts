import { createHash } from 'node:crypto';
import type { Logger } from '../observability/index.js';
import type { Keyring } from './create-keyring.js';
import { createSeal } from './create-seal.js';
import type { StateStore } from './state-store.js';

const mostRemembered = 1_000;

/**
 * The same port over a store that may be read by others: values are encrypted, names hashed. A record that does
 * not open (another key's, moved from another name, changed, cut off) is as good as absent; the log tells of it once.
 * Counts stay in clear, under hashed names.
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
    log.warn({ event: 'state_record_unreadable' }, 'A stored record does not open with our keys and is ignored.');
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
    increment: (key, windowMs) => store.increment(nameOf(key), windowMs),
    withLock: (key, options, work) => store.withLock(nameOf(key), options, work),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

/** Names hold tokens. A digest without a key, since a rotated key must find what an older one wrote. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

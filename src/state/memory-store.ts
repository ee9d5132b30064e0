import { createTableStore, type Entry } from './table-store.js';
import type { StateStore } from './state-store.js';

const sweepsPerWrite = 8;

/** Remembers as long as the process lives. */
export function createMemoryStore(): StateStore {
  const entries = new Map<string, Entry>();
  let cursor = entries.entries();
  return createTableStore({
    read: (name) => entries.get(name),
    write: (name, entry) => void entries.set(name, entry),
    remove: (name) => void entries.delete(name),
    // Steps are synchronous, and nothing else runs meanwhile.
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw is a rejection
    atomically: async (step) => step(),
    sweep(nowMs) {
      for (let n = 0; n < sweepsPerWrite; n++) {
        const next = cursor.next();
        if (next.done === true) {
          cursor = entries.entries();
          return;
        }
        const [name, { expiresAtMs }] = next.value;
        if (expiresAtMs <= nowMs) entries.delete(name);
      }
    },
    close: () => Promise.resolve(entries.clear()),
  });
}

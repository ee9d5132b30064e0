import { createLocks } from './locks.js';
import { createMemoryRateLimiter, type RateLimiter } from './rate-limiter.js';
import type { StateStore } from './state-store.js';
import { stateUnavailable } from './state-store.js';

/** A text, and the moment from which it counts as absent. */
export interface Entry {
  readonly value: string;
  /** In ms since the epoch. */
  readonly expiresAtMs: number;
}

/** Where a store of this machine keeps its entries, expired ones included. */
export interface Table {
  read(name: string): Entry | undefined;
  write(name: string, entry: Entry): void;
  remove(name: string): void;
  /** Runs `step` while nobody else writes, in any process; settles when what it wrote is kept. */
  atomically<T>(step: () => T): Promise<T>;
  /** Removes what has expired among the next few entries, round and round, so that each call costs the same. */
  sweep(nowMs: number): void;
  close(): Promise<void>;
}

/** The port's rules (lives, atomic steps, locks), once for every table. */
export function createTableStore(table: Table): StateStore {
  let isOpen = true;
  const limiters = new Map<string, RateLimiter>();
  const attempt = async <T>(step: () => T | Promise<T>): Promise<T> => {
    if (!isOpen) throw stateUnavailable();
    try {
      return await step();
    } catch (cause) {
      throw stateUnavailable(cause);
    }
  };
  const change = <T>(step: () => T): Promise<T> =>
    attempt(() =>
      table.atomically(() => {
        table.sweep(Date.now());
        return step();
      }),
    );

  return {
    get: (key) => attempt(() => findLive(table, record(key))?.value),
    set: (key, value, ttlMs) => change(() => write(table, record(key), value, ttlMs)),
    delete: (key) => change(() => table.remove(record(key))),
    take: (key) =>
      change(() => {
        const taken = findLive(table, record(key))?.value;
        table.remove(record(key));
        return taken;
      }),
    compareAndSet: (key, expected, value, ttlMs) => change(() => writeIf(table, record(key), expected, value, ttlMs)),
    rateLimiter(limit) {
      // Only what one process holds: several of one machine count alone.
      const key = JSON.stringify([limit.name, limit.limit, limit.windowMs]);
      const limiter = limiters.get(key) ?? createMemoryRateLimiter(limit);
      limiters.set(key, limiter);
      return limiter;
    },
    withLock: createLocks({
      acquire: (key, owner, ttlMs) =>
        change(() => {
          if (isHeld(table.read(lock(key)), ttlMs)) return false;
          write(table, lock(key), owner, ttlMs);
          return true;
        }),
      release: (key, owner) =>
        change(() => {
          if (findLive(table, lock(key))?.value === owner) table.remove(lock(key));
        }),
    }),
    ping: () => change(() => undefined),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await table.close();
    },
  };
}

function findLive(table: Table, name: string): Entry | undefined {
  const entry = table.read(name);
  return entry !== undefined && entry.expiresAtMs > Date.now() ? entry : undefined;
}

/**
 * A lock that would fall much later than one taken now was taken before the clock was set back; a holder that died
 * would hold it until the clock is there again.
 */
function isHeld(entry: Entry | undefined, ttlMs: number): boolean {
  const leftMs = (entry?.expiresAtMs ?? 0) - Date.now();
  return leftMs > 0 && leftMs <= 2 * ttlMs;
}

function write(table: Table, name: string, value: string, ttlMs: number): void {
  table.write(name, { value, expiresAtMs: Date.now() + ttlMs });
}

function writeIf(table: Table, name: string, expected: string | undefined, value: string, ttlMs: number): boolean {
  const holds = findLive(table, name)?.value === expected;
  if (holds) write(table, name, value, ttlMs);
  return holds;
}

const record = (key: string): string => `record:${key}`;
const lock = (key: string): string => `lock:${key}`;

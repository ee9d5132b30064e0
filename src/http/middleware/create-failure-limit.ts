import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { rateLimited } from './rate-limited.js';

const windowMs = 60_000;

/** Counts requests without a valid token, per address (IPv6: per /56). */
export interface FailureLimit {
  /** Counts a request from `address` as a failure until `forgive` is called. Rejects with a 429 over the limit. */
  count(address: string): Promise<void>;
  /** The request turned out to be no failure of its sender. */
  forgive(address: string): Promise<void>;
}

/**
 * Counting first and forgiving later makes the bound exact: a burst of bad tokens cannot have more signatures
 * checked than the limit while none of them has been counted yet. `perMinute` 0 turns it off.
 */
export function createFailureLimit(perMinute: number): FailureLimit {
  if (perMinute === 0) return { count: () => Promise.resolve(), forgive: () => Promise.resolve() };
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  return {
    async count(address) {
      const { totalHits, resetTime } = await store.increment(ipKeyGenerator(address));
      if (totalHits > perMinute) throw rateLimited(resetTime);
    },
    forgive: (address) => store.decrement(ipKeyGenerator(address)),
  };
}

import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { insuredCounter, type RateCounter } from './insured-counter.js';
import { rateLimited } from './rate-limited.js';

const windowMs = 60_000;
const mostBlocked = 10_000;

/** Counts requests without a valid token, per address (IPv6: per /56). */
export interface FailureLimit {
  /** Counts a request from `address` as a failure until `forgive` is called. Rejects with a 429 over the limit. */
  count(address: string): Promise<void>;
  /** The request turned out to be no failure of its sender. */
  forgive(address: string): Promise<void>;
  /** It was one, and the other replicas shall know. Rejects with a 429 when all of them together are over the limit. */
  confirm(address: string): Promise<void>;
}

/**
 * Counting first and forgiving later makes the bound of a replica exact: a burst of bad tokens cannot have more
 * signatures checked than the limit while none of them has been counted yet. Only failures are told to the shared
 * counter, so that valid tokens do not wait for it. `perMinute` 0 turns it off.
 */
export function createFailureLimit(perMinute: number, counter?: RateCounter): FailureLimit {
  if (perMinute === 0) return { count: nothing, forgive: nothing, confirm: nothing };
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  const shared = counter && insuredCounter(counter, windowMs);
  const blockedUntilMs = new Map<string, number>();
  return {
    async count(address) {
      const key = ipKeyGenerator(address);
      const untilMs = blockedUntilMs.get(key) ?? 0;
      if (untilMs > Date.now()) throw rateLimited(new Date(untilMs));
      const { totalHits, resetTime } = await store.increment(key);
      if (totalHits > perMinute) throw rateLimited(resetTime);
    },
    forgive: (address) => store.decrement(ipKeyGenerator(address)),
    async confirm(address) {
      if (!shared) return;
      const key = ipKeyGenerator(address);
      const { count, resetsAtMs } = await shared.increment(`failures:${key}`, windowMs);
      if (count >= perMinute) remember(blockedUntilMs, key, resetsAtMs);
      if (count > perMinute) throw rateLimited(new Date(resetsAtMs));
    },
  };
}

const nothing = (): Promise<void> => Promise.resolve();

function remember(blockedUntilMs: Map<string, number>, key: string, untilMs: number): void {
  const [oldest] = blockedUntilMs.keys();
  if (blockedUntilMs.size >= mostBlocked && oldest !== undefined) blockedUntilMs.delete(oldest);
  blockedUntilMs.set(key, untilMs);
}

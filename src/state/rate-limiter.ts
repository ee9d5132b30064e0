import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** How often a key may be used in a window of time. */
export interface RateLimit {
  /** Keeps the keys of one limit apart from those of another. */
  readonly name: string;
  readonly limit: number;
  /** Whole seconds, in ms. */
  readonly windowMs: number;
}

/** How often a key was used so far. */
export interface Usage {
  /** How often the key was used in this window, this time included. */
  readonly count: number;
  /** When the window ends, in ms since the epoch. */
  readonly resetsAtMs: number;
}

/** Counts uses of a key in windows that begin with the first. Whoever asks decides what being over the limit means. */
export interface RateLimiter {
  /** Never throws: while a shared store is away, each process counts alone. */
  consume(key: string): Promise<Usage>;
}

/** Counts in this process alone. */
export function createMemoryRateLimiter(limit: RateLimit): RateLimiter {
  const limiter = new RateLimiterMemory(optionsOf(limit));
  return { consume: (key) => consume(limiter, key, limit) };
}

/** A limit as the library takes it. */
export function optionsOf({ name, limit, windowMs }: RateLimit) {
  return { keyPrefix: `rate:${name}`, points: limit, duration: windowMs / 1000 };
}

/** Counts one use; throws where the place that counts cannot be asked. */
export async function consume(limiter: RateLimiterAbstract, key: string, { windowMs }: RateLimit): Promise<Usage> {
  const usage = await limiter.consume(digestOf(key)).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over;
    throw over;
  });
  // What is counted in memory ends by a timer, and says when by the clock on the wall, which may have been set back.
  return { count: usage.consumedPoints, resetsAtMs: Date.now() + Math.min(usage.msBeforeNext, windowMs) };
}

/** Keys name people and their addresses, which are nobody else's business. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

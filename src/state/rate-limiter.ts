import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** How often a key may be used in a window of time. */
export interface RateLimit {
  /** Keeps the keys of one limit apart from those of another; limits of one name are told apart by how much they allow. */
  readonly name: string;
  readonly limit: number;
  /** Whole seconds, in ms. */
  readonly windowMs: number;
}

/** How often a key was used so far. */
export interface Usage {
  /** How often the key was used in this window, with what was asked for. Beyond the limit that was refused, and not counted. */
  readonly count: number;
  /** When the window ends, in ms since the epoch. */
  readonly resetsAtMs: number;
}

/** Counts uses of a key in windows that begin with the first. Whoever asks decides what being over the limit means. */
export interface RateLimiter {
  /** Counts `times` uses, one when absent: all of them or none. Never throws: while a shared store is away, each process counts alone. */
  consume(key: string, times?: number): Promise<Usage>;
}

/** Counts in this process alone. */
export function createMemoryRateLimiter(limit: RateLimit): RateLimiter {
  const limiter = new RateLimiterMemory(optionsOf(limit));
  const consumeIfWithin = async (key: string, times: number): Promise<Usage> => {
    const { consumedPoints = 0, msBeforeNext = limit.windowMs } = (await limiter.get(digestOf(key))) ?? {};
    if (consumedPoints + times <= limit.limit) return consume(limiter, key, limit, times);
    return { count: consumedPoints + times, resetsAtMs: endOf(msBeforeNext, limit) };
  };
  // One after the other: the library looks and counts in two steps.
  let last: Promise<unknown> = Promise.resolve();
  return {
    consume(key, times = 1) {
      const usage = last.then(() => consumeIfWithin(key, times));
      last = usage.catch(() => undefined);
      return usage;
    },
  };
}

/** A limit as the library takes it. */
export function optionsOf({ name, limit, windowMs }: RateLimit) {
  return { keyPrefix: `rate:${name}:${limit}`, points: limit, duration: windowMs / 1000 };
}

/** Counts uses; throws where the place that counts cannot be asked. */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  limit: RateLimit,
  times: number,
): Promise<Usage> {
  const usage = await limiter.consume(digestOf(key), times).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over;
    throw over;
  });
  return { count: usage.consumedPoints, resetsAtMs: endOf(usage.msBeforeNext, limit) };
}

/** What is counted in memory ends by a timer, and says when by the clock on the wall, which may have been set back. */
function endOf(msBeforeNext: number, { windowMs }: RateLimit): number {
  return Date.now() + Math.min(msBeforeNext, windowMs);
}

/** Keys name people and their addresses, which are nobody else's business. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

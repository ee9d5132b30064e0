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
    const { consumedPoints = 0, msBeforeNext = 0 } = (await limiter.get(key)) ?? {};
    const isOpen = msBeforeNext > 0;
    // The library has counted what it refused.
    const count = (isOpen ? Math.min(consumedPoints, limit.limit) : 0) + times;
    if (count <= limit.limit) return consume(limiter, key, limit, times);
    return { count, resetsAtMs: endOf(isOpen ? msBeforeNext : limit.windowMs, limit) };
  };
  // One use is looked at and counted in a single step of the library, several in two: between those, everybody waits.
  let turn: Promise<void> | undefined;
  return {
    consume(key, times = 1) {
      if (times === 1 && turn === undefined) return consume(limiter, key, limit, times);
      const usage = (turn ?? Promise.resolve()).then(() =>
        times === 1 ? consume(limiter, key, limit, times) : consumeIfWithin(key, times),
      );
      const end = (): void => {
        if (turn === ended) turn = undefined;
      };
      const ended = usage.then(end, end);
      turn = ended;
      return usage;
    },
  };
}

/** A limit as the library takes it. */
export function optionsOf({ name, limit, windowMs }: RateLimit) {
  return { keyPrefix: `rate:${name}:${limit}`, points: limit, duration: windowMs / 1000 };
}

/** Counts uses of a key as it is stored; throws where the place that counts cannot be asked. */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  limit: RateLimit,
  times: number,
): Promise<Usage> {
  const usage = await limiter.consume(key, times).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over;
    throw over;
  });
  // One that counts what it refuses counts on.
  const count = Math.min(usage.consumedPoints, limit.limit + times);
  return { count, resetsAtMs: endOf(usage.msBeforeNext, limit) };
}

/** What is counted in memory ends by a timer, and says when by the clock on the wall, which may have been set back. */
function endOf(msBeforeNext: number, { windowMs }: RateLimit): number {
  return Date.now() + Math.min(msBeforeNext, windowMs);
}

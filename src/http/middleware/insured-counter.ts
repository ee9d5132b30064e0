import { createHash } from 'node:crypto';
import { MemoryStore, type Options } from 'express-rate-limit';

/** Counts up in windows; the state room's stores do. */
export interface RateCounter {
  /** `resetsAtMs`: when the window ends, in ms since the epoch. */
  increment(key: string, windowMs: number): Promise<{ readonly count: number; readonly resetsAtMs: number }>;
}

const timeoutMs = 500;
const pauseMs = 5_000;

/**
 * Counts with the other replicas. When the shared counter fails or dawdles, counts alone and leaves it in peace for
 * a few seconds: a limit that is too generous for a while is better than a service that answers nobody.
 */
export function insuredCounter(shared: RateCounter, windowMs: number, now: () => number = Date.now): RateCounter {
  const local = new MemoryStore();
  local.init({ windowMs } as Options);
  let aloneUntilMs = -Infinity;
  return {
    async increment(key) {
      if (now() >= aloneUntilMs) {
        try {
          return await inTime(shared.increment(digestOf(key), windowMs));
        } catch {
          aloneUntilMs = now() + pauseMs;
        }
      }
      const { totalHits, resetTime } = await local.increment(key);
      return { count: totalHits, resetsAtMs: (resetTime as Date).getTime() };
    },
  };
}

/** Keys name people and their addresses, which are nobody else's business. */
function digestOf(key: string): string {
  return `rate:${createHash('sha256').update(key).digest('base64url')}`;
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The shared counter did not answer in time.')), timeoutMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

import { setTimeout as wait } from 'node:timers/promises';
import type { FetchLike } from '@modelcontextprotocol/client';

/** Answers that say that nothing was done, and that a later try may do. */
const notNow = new Set([429, 503]);
const longestWaitMs = 10_000;

/** How often a request is tried, and how long it waits in between, in ms. */
export interface RetryOptions {
  /** Tries in all (3). */
  readonly attempts?: number | undefined;
  /** First pause; each next one is twice as long, unless the server names one (500). */
  readonly pauseMs?: number | undefined;
}

/**
 * A fetch that tries again where the request was certainly not carried out: no connection, 429, or 503. A connection that
 * breaks later may have delivered a write, so that it is an error at once.
 */
export function retryingFetch(fetch: FetchLike, { attempts = 3, pauseMs = 500 }: RetryOptions = {}): FetchLike {
  return async (input, init) => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attempts;
      const pause = pauseMs * 2 ** (attempt - 1);
      try {
        const response = await fetch(input, init);
        const asked = retryAfterMs(response.headers.get('retry-after'));
        if (isLast || !notNow.has(response.status) || (asked ?? 0) > longestWaitMs) return response;
        await response.body?.cancel();
        await wait(asked ?? pause, undefined, { signal: init?.signal ?? undefined });
      } catch (error) {
        if (isLast || !wasNotConnected(error)) throw error;
        await wait(pause, undefined, { signal: init?.signal ?? undefined });
      }
    }
  };
}

/** Retry-After in seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function wasNotConnected(error: unknown): boolean {
  const code = ((error as { cause?: { code?: unknown } }).cause ?? {}).code;
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

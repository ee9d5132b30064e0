import type { Meter } from '../../observability/index.js';
import { isReadOnly, type WireRequest, type WireResponse } from './wire-request.js';

interface SharedRead {
  readonly response: Promise<WireResponse>;
  readonly controller: AbortController;
  waiting: number;
}

type Start = (signals: readonly AbortSignal[]) => Promise<WireResponse>;

export interface SharedReads {
  /**
   * Joins the same read of the same caller that is in flight, or starts the request. Who goes away ends a read only when
   * nobody else waits for it. Writes are never shared, and reads that come after one start anew: what was in flight
   * before or during a write must not answer them.
   */
  run(
    request: WireRequest<unknown>,
    caller: string,
    cancellers: readonly AbortSignal[],
    start: Start,
  ): Promise<WireResponse>;
}

/** Identical reads of one caller at one time are one request upstream. Nothing is kept once it is answered. */
export function createSharedReads(meter: Pick<Meter, 'cacheRequest'>): SharedReads {
  const inFlight = new Map<string, SharedRead>();
  return {
    run: async (request, caller, cancellers, start) => {
      if (!isReadOnly(request)) {
        inFlight.clear();
        return start(cancellers).finally(() => inFlight.clear());
      }
      if (request.file !== undefined || request.once === true) return start(cancellers);
      const { method, path, query, body, timeoutMs } = request;
      const key = JSON.stringify([caller, method, path, query, body, timeoutMs]);
      meter.cacheRequest('reads_in_flight', inFlight.has(key) ? 'hit' : 'miss');
      return join(inFlight, key, cancellers, start);
    },
  };
}

async function join(
  inFlight: Map<string, SharedRead>,
  key: string,
  cancellers: readonly AbortSignal[],
  start: Start,
): Promise<WireResponse> {
  for (const canceller of cancellers) canceller.throwIfAborted();
  const read = inFlight.get(key) ?? begin(inFlight, key, start);
  read.waiting += 1;
  try {
    return await untilCancelled(read.response, cancellers);
  } finally {
    read.waiting -= 1;
    if (read.waiting === 0) {
      if (inFlight.get(key) === read) inFlight.delete(key);
      read.controller.abort();
    }
  }
}

function begin(inFlight: Map<string, SharedRead>, key: string, start: Start): SharedRead {
  const controller = new AbortController();
  const read: SharedRead = { controller, waiting: 0, response: start([controller.signal]) };
  const forget = (): void => {
    if (inFlight.get(key) === read) inFlight.delete(key);
  };
  read.response.then(forget, forget);
  inFlight.set(key, read);
  return read;
}

async function untilCancelled<T>(work: Promise<T>, cancellers: readonly AbortSignal[]): Promise<T> {
  const leaving = new AbortController();
  const cancelled = new Promise<never>((_resolve, reject) => {
    for (const canceller of cancellers) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a reason is whatever the caller chose
      canceller.addEventListener('abort', () => reject(canceller.reason), { once: true, signal: leaving.signal });
    }
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    leaving.abort();
  }
}

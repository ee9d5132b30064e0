import type { Meter } from '../../observability/index.js';
import { isReadOnly, type WireRequest, type WireResponse } from './wire-request.js';

interface SharedRead {
  readonly response: Promise<WireResponse>;
  readonly controller: AbortController;
  waiting: number;
  isAnswered: boolean;
}

/** Emptied when its read is over, for a table that the Map has left would keep the answer (see InFlight). */
interface Entry {
  read: SharedRead | undefined;
}

/** Begins a request that each of the signals cancels, and the controller too. */
type Start = (signals: readonly AbortSignal[], controller: AbortController) => Promise<WireResponse>;

interface SharedReads {
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
  const inFlight = new Map<string, Entry>();
  return {
    run: async (request, caller, cancellers, start) => {
      if (!isReadOnly(request)) {
        inFlight.clear();
        return start(cancellers, new AbortController()).finally(() => inFlight.clear());
      }
      if (request.file !== undefined || request.once === true) return start(cancellers, new AbortController());
      const { method, path, query, body, timeoutMs } = request;
      const key = JSON.stringify([caller, method, path, query, body, timeoutMs]);
      meter.cacheRequest('reads_in_flight', inFlight.has(key) ? 'hit' : 'miss');
      return join(inFlight, key, cancellers, start);
    },
  };
}

async function join(
  inFlight: Map<string, Entry>,
  key: string,
  cancellers: readonly AbortSignal[],
  start: Start,
): Promise<WireResponse> {
  for (const canceller of cancellers) canceller.throwIfAborted();
  const read = inFlight.get(key)?.read ?? begin(inFlight, key, start);
  read.waiting += 1;
  try {
    return await untilCancelled(read.response, cancellers);
  } finally {
    read.waiting -= 1;
    if (read.waiting === 0) {
      if (inFlight.get(key)?.read === read) inFlight.delete(key);
      // A signal costs more to abort than many a header to read, and there is nothing left to end.
      if (!read.isAnswered) read.controller.abort();
    }
  }
}

function begin(inFlight: Map<string, Entry>, key: string, start: Start): SharedRead {
  const controller = new AbortController();
  const read: SharedRead = { controller, waiting: 0, isAnswered: false, response: start([], controller) };
  const entry: Entry = { read };
  const forget = (): void => {
    read.isAnswered = true;
    entry.read = undefined;
    if (inFlight.get(key) === entry) inFlight.delete(key);
  };
  read.response.then(forget, forget);
  inFlight.set(key, entry);
  return read;
}

function untilCancelled<T>(work: Promise<T>, cancellers: readonly AbortSignal[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = ({ target }: Event): void => end(() => reject((target as AbortSignal).reason as Error));
    const end = (settle: () => void): void => {
      for (const canceller of cancellers) canceller.removeEventListener('abort', leave);
      settle();
    };
    for (const canceller of cancellers) canceller.addEventListener('abort', leave);
    work.then(
      (value) => end(() => resolve(value)),
      (error: Error) => end(() => reject(error)),
    );
  });
}

import { Pool, type Dispatcher } from 'undici';

/** One kind of request to one server. */
export interface Target {
  readonly origin: string;
  readonly tokens: readonly string[];
  /** The n-th request; what it asks for follows from n alone, so that every server is asked the same. */
  request(n: number): { method: 'GET' | 'POST'; path: string; body?: string };
  /** Whether this is the answer to the n-th request. */
  verify(n: number, body: string): boolean;
}

export interface Load {
  readonly concurrency: number;
  readonly durationMs: number;
  /**
   * Each caller makes a request before the clock starts: what is measured then is the service, not a hundred connections
   * that are opened at once, which in a short round are more than the slowest hundredth.
   */
  readonly isSteady?: boolean;
}

/** Figures of one round. Latencies in milliseconds. */
export interface Round {
  readonly requests: number;
  /** Requests before the clock started. */
  readonly opening: number;
  readonly wrong: number;
  readonly perSecond: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Keeps `concurrency` requests in flight for `durationMs`. */
export async function runLoad(target: Target, load: Load, from = 0): Promise<Round> {
  const { concurrency, durationMs, isSteady = false } = load;
  const pool = new Pool(target.origin, { connections: concurrency, pipelining: 1 });
  const latencies: number[] = [];
  let next = from;
  let wrong = 0;
  const opening = isSteady ? concurrency : 0;
  const opened = await Promise.all(Array.from({ length: opening }, () => sendOne(pool, target, next++)));
  wrong += opened.filter((ok) => !ok).length;
  const startedAt = performance.now();
  const until = startedAt + durationMs;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const n = next++;
      const sentAt = performance.now();
      const ok = await sendOne(pool, target, n);
      latencies.push(performance.now() - sentAt);
      if (!ok) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { ...roundOf(latencies, seconds), opening, wrong };
}

async function sendOne(pool: Pool, target: Target, n: number): Promise<boolean> {
  const { method, path, body } = target.request(n);
  const token = target.tokens[n % target.tokens.length] ?? '';
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['accept'] = 'application/json, text/event-stream';
  }
  const options: Dispatcher.RequestOptions = { method, path, headers, body: body ?? null };
  const answer = await pool.request(options);
  const text = await answer.body.text();
  return answer.statusCode < 300 && target.verify(n, text);
}

function roundOf(latencies: number[], seconds: number): Omit<Round, 'opening' | 'wrong'> {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const total = sorted.reduce((sum, ms) => sum + ms, 0);
  return {
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    meanMs: total / Math.max(1, sorted.length),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** Little's law: what was measured is thrown out when it does not hold within a tenth. */
export function isConsistent(round: Round, concurrency: number): boolean {
  const inFlight = (round.perSecond * round.meanMs) / 1000;
  return round.wrong === 0 && Math.abs(inFlight - concurrency) <= concurrency / 10;
}

import {
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
  type BulkheadPolicy,
  type IPolicy,
  type IRetryBackoffContext,
} from 'cockatiel';
import type { Logger } from '../../observability/index.js';
import type { Api, ApiTool } from '../model.js';
import { ExchangeFailed, steadyPause } from '../../outbound/index.js';
import type { ApiResponse } from './exchange.js';
import { retryAfterMs } from './failure.js';

const failuresInARow = 10;
const probeAfterMs = 5_000;
/** Per place at work, this many calls may wait for it. */
const waitingPerPlace = 16;
const mostRetries = 2;
const firstDelayMs = 200;

const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const lastingFailures = /^(?:ANSWER_TOO_LARGE|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HPE_|EPROTO)/;

/**
 * What keeps a sick API from holding up the service: for all tools of it together a breaker and a cap on calls at once,
 * for each call its time limit, and for reads two more attempts. A write is never repeated. The time of a call begins when
 * it has its place: one that waited too long for it has sent nothing, and says nothing of the API.
 */
export function createResilience({ name, maxConcurrency }: Api, log: Logger): Resilience {
  const breaker = circuitBreaker(
    handleWhen(isFailure).orWhenResult((response) => (response as ApiResponse).status >= 500),
    { halfOpenAfter: steadyPause(probeAfterMs), breaker: new ConsecutiveBreaker(failuresInARow) },
  );
  let openedAtMs = 0;
  breaker.onBreak(() => {
    openedAtMs = performance.now();
    log.warn({ event: 'api_circuit_opened', api: name }, 'An API fails repeatedly; calls are paused.');
  });
  breaker.onReset(() => log.info({ event: 'api_circuit_closed', api: name }, 'An API answers again.'));
  const places = bulkhead(maxConcurrency, maxConcurrency * waitingPerPlace);
  return {
    policyFor({ effect, timeoutMs }) {
      const limit = timeout(timeoutMs, TimeoutStrategy.Aggressive);
      const policy = effect === 'read' ? wrap(limit, retryOfReads(timeoutMs), breaker) : wrap(limit, breaker);
      return (attempt, signal) =>
        inPlace(places, timeoutMs, signal, () => policy.execute((context) => attempt(context.signal), signal));
    },
    isPaused: () => breaker.state === CircuitState.Open,
    pausedForMs: () => Math.max(0, openedAtMs + probeAfterMs - performance.now()),
  };
}

interface Resilience {
  policyFor(tool: ApiTool): Attempts;
  /** Whether the breaker keeps calls back. */
  isPaused(): boolean;
  /** For how long it still does. */
  pausedForMs(): number;
}

/** Makes the attempts of one call. Its signal ends them; each attempt gets one that ends with the call's time as well. */
type Attempts = (attempt: (signal: AbortSignal) => Promise<ApiResponse>, signal: AbortSignal) => Promise<ApiResponse>;

/** Runs when there is a place, or gives up waiting for it as where too many wait already. */
async function inPlace<T>(
  places: BulkheadPolicy,
  patienceMs: number,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  const waiting = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.abort();
      reject(new BulkheadRejectedError(places.executionSlots, places.queueSlots));
    }, patienceMs);
    const begin = (): Promise<T> => {
      clearTimeout(timer);
      return run();
    };
    places
      .execute(begin, AbortSignal.any([signal, waiting.signal]))
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}

function isFailure(error: Error): boolean {
  return error instanceof ExchangeFailed && error.code !== 'ANSWER_TOO_LARGE';
}

function retryOfReads(timeoutMs: number): IPolicy {
  const passing = handleWhen(
    (error) => error instanceof ExchangeFailed && !lastingFailures.test(error.code),
  ).orWhenResult((response) => isPassing(response as ApiResponse, timeoutMs));
  const backoff = new DelegateBackoff<IRetryBackoffContext<unknown>>(({ attempt, result }) => {
    const told = 'value' in result ? retryAfterMs((result.value as ApiResponse).headers) : undefined;
    return told ?? Math.random() * firstDelayMs * 2 ** attempt;
  });
  return retry(passing, { maxAttempts: mostRetries, backoff });
}

/** An answer that asks for a longer wait than the call has is the answer. */
function isPassing({ status, headers }: ApiResponse, timeoutMs: number): boolean {
  return passingStatuses.has(status) && (retryAfterMs(headers) ?? 0) < timeoutMs / 2;
}

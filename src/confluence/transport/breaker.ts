import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { Logger } from '../../observability/index.js';
import { BudgetExceeded } from './budget.js';
import { ExchangeFailed, steadyPause } from '../../outbound/index.js';
import type { WireResponse } from './wire-request.js';

/** When calls are paused because Confluence seems to be down, and when one is tried again. */
export interface BreakerOptions {
  /** Failures in a row, over all callers, after which calls are refused without being sent. */
  failures: number;
  /** After which time one call is let through to see whether Confluence is well again. */
  probeAfterMs: number;
}

/** Twenty in a row is a sick Confluence, not a bad minute: a single call that fails makes four at most. */
export const defaultBreaker: BreakerOptions = { failures: 20, probeAfterMs: 3_000 };

/** Calls are paused: this one was not sent. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
  constructor(
    /** After which time a call is let through again, in ms. */
    readonly retryAfterMs: number,
  ) {
    super('the circuit is open');
  }
}

interface Breaker {
  /** Rejects with CircuitOpen while calls are paused. */
  execute<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** For how long calls are still paused, in ms; undefined while they are not. */
  openForMs(): number | undefined;
}

/** Opens after consecutive server errors, broken connections and timeouts; what a caller cancels counts for nothing. */
export function createBreaker({ failures, probeAfterMs }: BreakerOptions, log: Logger): Breaker {
  const sick = handleWhen(isUpstreamFailure).orWhenResult((response) => (response as WireResponse).status >= 500);
  const breaker = circuitBreaker(sick, {
    halfOpenAfter: steadyPause(probeAfterMs),
    breaker: new ConsecutiveBreaker(failures),
  });
  let openedAt = 0;
  breaker.onBreak(() => {
    openedAt = performance.now();
    log.warn({ event: 'confluence_circuit_opened' }, 'Confluence fails repeatedly; calls are paused');
  });
  breaker.onReset(() => log.info({ event: 'confluence_circuit_closed' }, 'Confluence answers again'));
  const remainingMs = (): number => Math.max(0, openedAt + probeAfterMs - performance.now());
  return {
    execute: async (run, signal) => {
      try {
        return await breaker.execute(run, signal);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? new CircuitOpen(remainingMs()) : error;
      }
    },
    openForMs: () => (breaker.state === CircuitState.Closed ? undefined : remainingMs()),
  };
}

function isUpstreamFailure(error: Error): boolean {
  if (error instanceof BudgetExceeded) return true;
  return error instanceof ExchangeFailed && error.code !== 'ANSWER_TOO_LARGE';
}

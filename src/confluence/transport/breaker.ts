import { circuitBreaker, ConsecutiveBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel';
import type { Logger } from '../../observability/index.js';
import { BudgetExceeded } from './budget.js';
import { ExchangeFailed } from './exchange.js';
import type { WireResponse } from './wire-request.js';

export interface BreakerOptions {
  /** Failures in a row, over all callers, after which calls are refused without being sent. */
  failures: number;
  /** After which time one call is let through to see whether Confluence is well again. */
  probeAfterMs: number;
}

/** Twenty in a row is a sick Confluence, not a bad minute: a single call that fails makes four at most. */
export const defaultBreaker: BreakerOptions = { failures: 20, probeAfterMs: 3_000 };

/** Opens after consecutive server errors, broken connections and timeouts; what a caller cancels counts for nothing. */
export function createBreaker({ failures, probeAfterMs }: BreakerOptions, log: Logger): CircuitBreakerPolicy {
  const sick = handleWhen(isUpstreamFailure).orWhenResult((response) => (response as WireResponse).status >= 500);
  const breaker = circuitBreaker(sick, { halfOpenAfter: probeAfterMs, breaker: new ConsecutiveBreaker(failures) });
  breaker.onBreak(() =>
    log.warn({ event: 'confluence_circuit_opened' }, 'Confluence fails repeatedly; calls are paused'),
  );
  breaker.onReset(() => log.info({ event: 'confluence_circuit_closed' }, 'Confluence answers again'));
  return breaker;
}

function isUpstreamFailure(error: Error): boolean {
  if (error instanceof BudgetExceeded) return true;
  return error instanceof ExchangeFailed && error.code !== 'ANSWER_TOO_LARGE';
}

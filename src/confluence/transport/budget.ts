/** The request's own time ran out, as opposed to a caller who went away. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  constructor(readonly timeoutMs: number) {
    super(`no answer within ${String(timeoutMs)} ms`);
  }
}

/** The time that one request may take in all: waiting for its turn, every attempt, every redirect. */
export interface Budget {
  /** Aborts with BudgetExceeded, or with the reason of whoever cancelled. */
  readonly signal: AbortSignal;
  remainingMs(): number;
}

/**
 * Runs work under a time budget and until somebody cancels it. Settles at once when either happens, even while the work
 * still waits somewhere that knows no signals. Its timer and listeners are gone afterwards. Whoever brings the
 * `controller` can cancel by it as well.
 */
export async function withBudget<T>(
  timeoutMs: number,
  cancellers: readonly AbortSignal[],
  run: (budget: Budget) => Promise<T>,
  controller = new AbortController(),
): Promise<T> {
  for (const canceller of cancellers) canceller.throwIfAborted();
  const deadline = performance.now() + timeoutMs;
  const timer = setTimeout(() => controller.abort(new BudgetExceeded(timeoutMs)), timeoutMs);
  const cancel = ({ target }: Event): void => controller.abort((target as AbortSignal).reason);
  for (const canceller of cancellers) canceller.addEventListener('abort', cancel);
  try {
    const budget: Budget = { signal: controller.signal, remainingMs: () => deadline - performance.now() };
    return await Promise.race([run(budget), aborted(controller.signal)]);
  } finally {
    clearTimeout(timer);
    for (const canceller of cancellers) canceller.removeEventListener('abort', cancel);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a reason is whatever the canceller chose
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

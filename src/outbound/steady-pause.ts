/** A backoff as cockatiel has it. */
interface SteadyPause {
  /** In ms. */
  readonly duration: number;
  next(): SteadyPause;
}

/**
 * How long a circuit breaker keeps calls back, as its `halfOpenAfter`. The breaker compares this with the clock on the
 * wall; one that is set back by a day would keep them back for a day. So the pause says itself whether it is over, by a
 * clock that nobody sets.
 */
export function steadyPause(ms: number): Pick<SteadyPause, 'next'> {
  const begin = (): SteadyPause => {
    const endsAt = performance.now() + ms;
    return {
      get duration() {
        return performance.now() < endsAt ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      },
      next: begin,
    };
  };
  return { next: begin };
}

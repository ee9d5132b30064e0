interface Work<T> {
  readonly result: Promise<T>;
  readonly until: number;
}

/**
 * Work that the first caller starts and all of them wait for. Its result is kept for `lifetimeMs`, its failure is not;
 * a caller who goes away ends the waiting for nobody else.
 */
export function createSharedWork<T>(
  run: () => Promise<T>,
  lifetimeMs = Number.POSITIVE_INFINITY,
): (signal?: AbortSignal) => Promise<T> {
  let work: Work<T> | undefined;
  const start = (): Work<T> => {
    const started = { result: run(), until: performance.now() + lifetimeMs };
    started.result.catch(() => {
      if (work === started) work = undefined;
    });
    return started;
  };
  return async (signal) => {
    signal?.throwIfAborted();
    if (work === undefined || work.until <= performance.now()) work = start();
    const { result } = work;
    return signal === undefined ? result : untilAborted(result, signal);
  };
}

async function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a reason is whatever the caller chose
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

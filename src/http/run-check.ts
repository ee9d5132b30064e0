import { TaskCancelledError, timeout, TimeoutStrategy } from 'cockatiel';
import { isAppError } from '../errors.js';
import type { Logger } from '../observability/index.js';

/** Runs one check of readiness; one that fails, or takes too long, is logged by its code. Never throws. */
export async function runCheck(
  name: string,
  check: () => Promise<void>,
  { log, timeoutMs }: { readonly log: Logger; readonly timeoutMs: number },
): Promise<'ok' | 'failing'> {
  try {
    await timeout(timeoutMs, TimeoutStrategy.Aggressive).execute(() => check());
    return 'ok';
  } catch (error) {
    const code = isAppError(error) ? error.code : error instanceof TaskCancelledError ? 'UPSTREAM_TIMEOUT' : 'INTERNAL';
    log.warn({ event: 'readiness_check_failed', check: name, code }, 'A readiness check failed.');
    return 'failing';
  }
}

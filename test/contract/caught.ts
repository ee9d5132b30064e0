import { isAppError, type AppError } from '../../src/errors.js';

/** The AppError that a call ends in; a call that succeeds, or throws anything else, fails the test. */
export async function caught(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && isAppError(outcome.error)) return outcome.error;
  throw new Error(`expected an AppError, got ${JSON.stringify(outcome)}`, {
    cause: 'error' in outcome ? outcome.error : undefined,
  });
}

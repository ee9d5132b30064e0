import { AppError, isAppError } from '../errors.js';

/** What a write left, or whom it names: a look-up that fails after its write must not look like a write that failed. */
export async function readBack<T>(read: () => Promise<T>): Promise<T> {
  return read().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    const hint = 'The write itself has happened; only reading the result failed. Read the content to see it.';
    throw new AppError(error.code, error.message, { hint, details: error.details, cause: error });
  });
}

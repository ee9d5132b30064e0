import { AppError, isAppError } from '../errors.js';

/**
 * Makes a write, and finds out what a NOT_FOUND means: Confluence answers some writes so to an account that may see
 * their target but not change it. `look` throws for what is really missing; else the answer is FORBIDDEN.
 */
export async function missingOrForbidden<T>(write: () => Promise<T>, look: () => Promise<unknown>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
    await look();
    throw new AppError('FORBIDDEN', 'The Confluence account may see this but not change it.', {
      hint: 'Somebody with more rights has to do it, or give this account the right.',
      cause: error,
    });
  }
}

import { isAppError, notFound } from '../../errors.js';

/**
 * Waits for a look-up. Whatever Confluence says to mean "not there for you" becomes the one text; what it may not show
 * has no known space, so it counts as hidden. A token that lacks a scope is the operator's business and is told.
 */
export async function found<T>(subject: string, lookUp: Promise<T>): Promise<T> {
  try {
    return await lookUp;
  } catch (error) {
    throw isAbsence(error) ? notFound(subject) : error;
  }
}

/** Whether a look-up ended in NOT_FOUND: missing, or hidden by Confluence or by the policy, which look alike. */
export function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'NOT_FOUND';
}

function isAbsence(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'FORBIDDEN') return !('scope' in error.details);
  return error.code === 'NOT_FOUND' || error.code === 'NOT_SUPPORTED';
}

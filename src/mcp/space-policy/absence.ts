import { AppError, isAppError } from '../../errors.js';

/** Where to look instead, by the kind of thing; what is not listed here can be searched for. */
const hints: Readonly<Record<string, string>> = {
  Space: 'List the spaces to see which keys there are.',
  Template: 'List the templates of the site or of the space.',
};

/**
 * What is missing and what is hidden: one text for both, and the one that Confluence's own absence gets. A subject is a
 * kind and an id, such as `Page 42`.
 */
export function notFound(subject: string): AppError {
  return new AppError('NOT_FOUND', `${subject} was not found, or is not visible to this account.`, {
    hint: hints[subject.split(' ', 1)[0] ?? ''] ?? 'Check the id or key, or search for the content.',
  });
}

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

export function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'NOT_FOUND';
}

function isAbsence(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'FORBIDDEN') return !('scope' in error.details);
  return error.code === 'NOT_FOUND' || error.code === 'NOT_SUPPORTED';
}

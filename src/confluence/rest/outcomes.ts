import { AppError, isAppError } from '../../errors.js';

/** Whether Confluence has no such thing, or hides it from the account: it does not tell the two apart. */
export function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'NOT_FOUND';
}

/** The first answer among questions asked at once; else the first real failure, else `notFound`. */
export function firstFound<T>(outcomes: readonly PromiseSettledResult<T>[], notFound: unknown): T {
  const found = outcomes.find((outcome) => outcome.status === 'fulfilled');
  if (found !== undefined) return found.value;
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && !isNotFound(outcome.reason));
  throw failed?.status === 'rejected' ? failed.reason : notFound;
}

/** What a write left, or whom it names: a look-up that fails after its write must not look like a write that failed. */
export async function readBack<T>(read: () => Promise<T>): Promise<T> {
  return read().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    const hint = 'The write itself has happened; only reading the result failed. Read the content to see it.';
    throw new AppError(error.code, error.message, { hint, details: error.details, cause: error });
  });
}

/** Not every refusal of a stale write says which version is there, and whoever has to try again needs to know. */
export async function withCurrentVersion(error: unknown, readVersion: () => Promise<number>): Promise<never> {
  if (!isAppError(error) || error.code !== 'VERSION_CONFLICT' || 'current_version' in error.details) throw error;
  const details = { current_version: await readVersion() };
  throw new AppError(error.code, error.message, { ...(error.hint !== undefined && { hint: error.hint }), details });
}

/** Those of which `has` says no, each asked for once, all at a time. */
export async function findMissing(
  names: readonly string[],
  has: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const unique = [...new Set(names)];
  const isThere = await Promise.all(unique.map(has));
  return unique.filter((_name, at) => isThere[at] === false);
}

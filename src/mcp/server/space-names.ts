import type { Confluence } from '../../confluence/index.js';
import { AppError, isAppError, notFound } from '../../errors.js';
import { spaceParameters } from '../schemas/input.js';
import { findSpaceCalled } from '../tools/search/check-names.js';

type Arguments = Record<string, unknown>;

/**
 * Makes a call whose spaces are named by their keys; where there is no such key but one space of that name, makes it
 * again with the key, and says so. Nothing was written by then: a call that writes looks its space up first. Throws what
 * the call throws, with the spaces that could be meant.
 */
export async function withSpacesByName<T>(
  args: Arguments,
  { spaces }: Pick<Confluence, 'spaces'>,
  call: (args: Arguments, warnings: string[]) => Promise<T>,
): Promise<T> {
  try {
    return await call(args, []);
  } catch (error) {
    const field = spaceParameters.find((name) => typeof args[name] === 'string' && isAbout(error, args[name]));
    if (field === undefined) throw error;
    const given = String(args[field]);
    // Whoever may not search is told what there was to tell before.
    const found = await findSpaceCalled(given, spaces).catch(() => ({ near: [] }));
    if ('key' in found) return call({ ...args, [field]: found.key }, [found.warning]);
    if (found.near.length === 0) throw error;
    const hint = `The nearest are ${found.near.join(', ')}. Send the key of the one you mean.`;
    throw new AppError('NOT_FOUND', notFound(`Space ${given}`).message, { hint, cause: error });
  }
}

/** Whether a call ended because there is no such key, or because this cannot be one. */
function isAbout(error: unknown, key: string): boolean {
  if (!isAppError(error)) return false;
  return error.code === 'INVALID_INPUT'
    ? error.details['field'] === 'space_key'
    : error.message === notFound(`Space ${key}`).message;
}

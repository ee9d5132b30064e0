import type { Confluence } from '../../confluence/index.js';
import { AppError, isAppError } from '../../errors.js';

/** The groups of the port that not every deployment has. */
export type OptionalGroup = {
  [Group in keyof Confluence]-?: undefined extends Confluence[Group] ? Group : never;
}[keyof Confluence];

/** A group that the tool named in `needs`. NOT_SUPPORTED where it is missing, for callers that come without the list. */
export function groupOf<Group extends OptionalGroup>(
  confluence: Confluence,
  name: Group,
): NonNullable<Confluence[Group]> {
  const group = confluence[name];
  if (group !== undefined) return group;
  throw new AppError('NOT_SUPPORTED', `This Confluence has no ${name} that a program could use.`);
}

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

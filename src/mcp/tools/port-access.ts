import type { Confluence } from '../../confluence/index.js';
import { AppError, isAppError } from '../../errors.js';

/** The groups of the port that not every deployment has. */
type OptionalGroup = {
  [Group in keyof Confluence]-?: undefined extends Confluence[Group] ? Group : never;
}[keyof Confluence];

/** The operations on pages that not every deployment has. */
type OptionalPageOperation = {
  [Name in keyof Confluence['pages']]-?: undefined extends Confluence['pages'][Name] ? Name : never;
}[keyof Confluence['pages']];

/** What of the port a tool cannot do without. */
export type Need = OptionalGroup | `pages.${OptionalPageOperation}`;

/** Whether this Confluence offers what a tool needs; one that needs what is missing is not listed. */
export function hasNeed(confluence: Confluence, need: Need): boolean {
  if (!isPageOperation(need)) return confluence[need] !== undefined;
  return confluence.pages[operationIn(need)] !== undefined;
}

function isPageOperation(need: Need): need is `pages.${OptionalPageOperation}` {
  return need.startsWith('pages.');
}

function operationIn(need: `pages.${OptionalPageOperation}`): OptionalPageOperation {
  return need.slice('pages.'.length) as OptionalPageOperation;
}

/** An operation on pages that the tool named in `needs`. NOT_SUPPORTED where it is missing, as with groups. */
export function pageOperationOf<Name extends OptionalPageOperation>(
  { pages }: Confluence,
  name: Name,
): NonNullable<Confluence['pages'][Name]> {
  const operation = pages[name];
  if (operation !== undefined) return operation;
  throw new AppError('NOT_SUPPORTED', 'This Confluence has no API for this.', {
    hint: 'It has to be done in the browser.',
  });
}

/** A group that the tool named in `needs`. NOT_SUPPORTED where it is missing, for callers that come without the list. */
export function groupOf<Group extends OptionalGroup>(
  confluence: Confluence,
  name: Group,
): NonNullable<Confluence[Group]> {
  const group = confluence[name];
  if (group !== undefined) return group;
  throw new AppError('NOT_SUPPORTED', `This Confluence has no API for ${name}.`);
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
      hint: 'Somebody with more permissions has to do it, or give this account the permission.',
      cause: error,
    });
  }
}

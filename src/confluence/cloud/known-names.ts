import { isAppError } from '../../errors.js';
import type { GroupContext } from './group-context.js';
import { createUsers } from './users.js';

/** Display names in one request. An account that may not look people up still reads what they wrote, under their ids. */
export async function knownNames(
  context: GroupContext,
  accountIds: (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  const ids = accountIds.filter((id) => typeof id === 'string');
  if (ids.length === 0) return new Map();
  try {
    return await createUsers(context).names(ids);
  } catch (error) {
    if (!isAppError(error) || !['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) throw error;
    context.log.warn({ event: 'confluence_names_hidden', code: error.code }, 'the account may not see names of users');
    return new Map();
  }
}

import type { Confluence } from '../../confluence/index.js';
import { cleanText } from '../../content/index.js';
import { isAppError } from '../../errors.js';

/** An account id; `me` stands for the account that is at work. */
export async function resolveUser(confluence: Confluence, user: string): Promise<string> {
  return user === 'me' ? (await confluence.users.current()).id : user;
}

const accountId = /ri:(?:account-id|userkey|username)="([^"]{1,128})"/g;

/** A person as answers have it; whoever cannot be named goes by their id. */
export function toPerson(id: string, names: ReadonlyMap<string, string>): { id: string; name: string } {
  return { id, name: names.get(id) ?? id };
}

/**
 * The names behind the mentions in some storage, and of others by their ids, in one upstream call, and in none when nobody is mentioned. Storage
 * holds only account ids, on Data Center user keys.
 */
export async function findUserNames(
  confluence: Confluence,
  storages: readonly string[],
  others: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const mentioned = storages.flatMap((storage) => [...storage.matchAll(accountId)].map((match) => match[1] ?? ''));
  const ids = new Set([...mentioned, ...others]);
  if (ids.size === 0) return new Map();
  try {
    const names = await confluence.users.names([...ids]);
    return new Map([...names].map(([id, name]) => [id, cleanText(name)]));
  } catch (error) {
    // An account that may read the page but not people still reads the page; its mentions show ids.
    if (isAppError(error) && error.code === 'FORBIDDEN') return new Map();
    throw error;
  }
}

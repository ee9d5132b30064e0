import type { Confluence } from '../../confluence/index.js';

const accountId = /ri:account-id="([^"]{1,128})"/g;

/**
 * The names behind the mentions in some storage, in one upstream call, and in none when nobody is mentioned. Storage
 * holds only account ids.
 */
export async function findUserNames(
  confluence: Confluence,
  ...storages: string[]
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(storages.flatMap((storage) => [...storage.matchAll(accountId)].map((match) => match[1] ?? '')));
  return ids.size === 0 ? new Map() : confluence.users.names([...ids]);
}

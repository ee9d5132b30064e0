import type { Confluence } from '../../confluence/index.js';
import { cleanText } from '../../content/index.js';
import { AppError, isAppError } from '../../errors.js';

/** Ids of Cloud, which need no look-up to be told from names. */
const cloudAccountId = /^(?:[\da-f]{24}|\d+:[\da-f-]{36})$/i;

/**
 * The account that an argument means: by its id, by somebody's name, or `me` for the account that is at work. A part of
 * a name will do where it is one person's alone, and a whole name is nobody else's. INVALID_INPUT for a name that is
 * nobody's or several people's, with those it could be.
 */
export async function resolveUser(confluence: Confluence, given: string, field: string): Promise<string> {
  const user = given.trim();
  if (/^me$/i.test(user)) return (await confluence.users.current()).id;
  if (cloudAccountId.test(user) || (await isId(user, confluence))) return user;
  const near = await confluence.users.search(user, mostNamesakes).catch(noneForWhatCannotBeSearched);
  const named = near.filter(({ name }) => foldName(name) === foldName(user));
  const meant = named.length > 0 ? named : near.filter(({ name }) => isPartOf(user, name));
  if (meant[0] !== undefined && meant.length === 1) return meant[0].id;
  const candidates = near.slice(0, 5).map(({ id, name }) => `${cleanText(name)} (id ${id})`);
  const could = candidates.length === 0 ? '' : ` It could be ${candidates.join(', ')}.`;
  throw new AppError(
    'INVALID_INPUT',
    `${field}: ${JSON.stringify(user)} is not an id, and it is not the name of exactly one person.${could}`,
    {
      hint:
        candidates.length === 0
          ? 'Find the person with confluence_search_user.'
          : 'Send the id of the person you mean.',
      details: { field, ...(candidates.length > 0 && { candidates }) },
    },
  );
}

/** As `resolveUser`, for a list, of which one text can name several people with commas between them. */
export async function resolveUsers(confluence: Confluence, given: readonly string[], field: string): Promise<string[]> {
  const resolveOne = (user: string) => resolveUser(confluence, user, field);
  const found = given.map(async (text) => {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.length === 1 || parts.includes('')) return [await resolveOne(text)];
    // A comma can be part of a name: "Weber, Jonas".
    return resolveOne(text).then(
      (id) => [id],
      () => Promise.all(parts.map(resolveOne)),
    );
  });
  return (await Promise.all(found)).flat();
}

const mostNamesakes = 25;

/** Every word that was given is a word of the name, so that "Amina" is Amina Diallo, and "Amin" nobody. */
function isPartOf(given: string, name: string): boolean {
  const words = wordsOf(given);
  const own = wordsOf(name);
  return words.length > 0 && words.every((word) => own.includes(word));
}

function wordsOf(name: string): string[] {
  return foldName(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A name as it is compared: without what is invisible, with single blanks, in small letters. */
export function foldName(name: string): string {
  return cleanText(name).normalize().trim().replace(/\s+/g, ' ').toLowerCase();
}

/** An account that may not look at people leaves it to Confluence. */
async function isId(user: string, { users }: Confluence): Promise<boolean> {
  try {
    return (await users.names([user])).has(user);
  } catch (error) {
    if (isAppError(error) && error.code === 'FORBIDDEN') return true;
    throw error;
  }
}

function noneForWhatCannotBeSearched(error: unknown): [] {
  if (isAppError(error) && error.code === 'INVALID_INPUT') return [];
  throw error;
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

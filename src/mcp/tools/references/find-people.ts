import type { Confluence, User } from '../../../confluence/index.js';
import type { People, References } from '../../../content/index.js';
import { cleanText } from '../../../content/index.js';
import { isAppError } from '../../../errors.js';
import { foldName } from '../people.js';

type Users = Confluence['users'];

interface FoundPeople {
  readonly people: People;
  /** Of ids that nobody has, and of names that are nobody's or several people's. */
  readonly warnings: string[];
}

/** The most ids, and the most names, that are looked up for one text. */
const mostIds = 50;
const mostNames = 10;
/** The most people of the page itself, of whom nothing but the name is compared. */
const mostOld = 10;
const mostNamesakes = 25;

/** Finds out whom a text mentions by id, and who is meant by a name behind an `@`, all at once. */
export async function findPeople(
  { users, names }: Pick<References, 'users' | 'names'>,
  port: Users,
): Promise<FoundPeople> {
  const fresh = users.filter(({ isOld }) => isOld !== true);
  const old = users.filter(({ isOld }) => isOld === true);
  const [byId, byName, renamed] = await Promise.all([
    findByIds(fresh, port),
    findByNames(names, port),
    warnOfRenamed(old, port),
  ]);
  const rest = Math.max(0, idsOf(fresh).length - mostIds) + Math.max(0, names.length - mostNames);
  const more = rest > 0 ? [`${rest} more people named in the text were not looked up.`] : [];
  return {
    people: { ids: byId.ids, names: byName.names },
    warnings: [...byId.warnings, ...renamed, ...byName.warnings, ...more],
  };
}

/** One person may be mentioned under several names. */
function idsOf(users: References['users']): string[] {
  return [...new Set(users.map(({ id }) => id))];
}

async function findByIds(
  given: References['users'],
  port: Users,
): Promise<{ ids: Map<string, string>; warnings: string[] }> {
  const asked = idsOf(given).slice(0, mostIds);
  const ids = new Map<string, string>();
  if (asked.length === 0) return { ids, warnings: [] };
  const known = await port.mentionable(asked).catch(codeOf);
  if (typeof known === 'string') {
    return {
      ids,
      warnings: [`People could not be looked up (${known}), so it is not known whether the mentions work.`],
    };
  }
  for (const id of asked) {
    const person = known.get(id);
    if (person !== undefined && person.id !== id) ids.set(id, person.id);
  }
  const unknown = asked.filter((id) => !known.has(id));
  const nobodies = await Promise.all(unknown.map((id, at) => warnOfNobody(id, at < mostNames, port)));
  return { ids, warnings: [...nobodies, ...given.flatMap((one) => warnOfOther(one, known.get(one.id)?.name))] };
}

/** Mentions of the page that came back with another name: the person stays, since only the id says who it is. */
async function warnOfRenamed(given: References['users'], port: Users): Promise<string[]> {
  const asked = idsOf(given).slice(0, mostOld);
  if (asked.length === 0) return [];
  const known = await port.mentionable(asked).catch(codeOf);
  return typeof known === 'string' ? [] : given.flatMap((one) => warnOfOther(one, known.get(one.id)?.name));
}

/** A page shows the name of who has the id, whatever name was written: with another one, somebody else may be meant. */
function warnOfOther({ id, name }: References['users'][number], own: string | undefined): string[] {
  const parts = (text: string) =>
    foldName(text)
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((part) => part !== '');
  if (own === undefined || parts(name).length === 0 || parts(name).some((part) => parts(own).includes(part))) return [];
  return [
    `The mention [@${cleanText(name)}](user:${id}) is of ${cleanText(own)}, and the page shows that name. Correct the id if you mean somebody else.`,
  ];
}

/** Models write what they know of somebody for the id: whoever is called so is named, and not taken for who was meant. */
async function warnOfNobody(id: string, isLookedUp: boolean, port: Users): Promise<string> {
  const found = isLookedUp ? await search(id, port).catch(codeOf) : [];
  const near = typeof found === 'string' ? [] : found.slice(0, 3);
  const hint = near.length === 0 ? 'Find the person with confluence_search_user.' : `${suggest(near, 'Write')}.`;
  return `Nobody has the id "${id}", so the mention does not work. ${hint}`;
}

async function findByNames(
  given: readonly string[],
  port: Users,
): Promise<{ names: Map<string, string>; warnings: string[] }> {
  const outcomes = await Promise.all(given.slice(0, mostNames).map((words) => findByName(words, port)));
  return {
    names: new Map(outcomes.flatMap(({ found }) => (found === undefined ? [] : [found]))),
    warnings: outcomes.flatMap(({ warning }) => (warning === undefined ? [] : [warning])),
  };
}

interface NameOutcome {
  /** The words that are the name, and the id to mention. */
  readonly found?: readonly [string, string];
  readonly warning?: string;
}

/** The words behind an `@` can go on after the name: the longest beginning of them that is somebody's whole name counts. */
async function findByName(words: string, port: Users): Promise<NameOutcome> {
  const parts = words.split(' ');
  const beginnings = parts.map((_part, i) => parts.slice(0, parts.length - i).join(' '));
  const searches = await Promise.all(beginnings.map((name) => search(name, port).catch(codeOf)));
  const near = new Map<string, User>();
  for (const [i, found] of searches.entries()) {
    const name = beginnings[i] ?? '';
    if (typeof found === 'string')
      return { warning: `"@${words}" stays plain text: people could not be looked up (${found}).` };
    const exact = found.filter((user) => foldName(user.name) === foldName(name));
    if (exact.length > 1) return { warning: severalPeople(name, exact) };
    if (exact[0] !== undefined) return mention(name, exact[0], port);
    for (const user of found) near.set(user.id, user);
  }
  return { warning: nobody(words, [...near.values()].slice(0, 3)) };
}

async function search(name: string, port: Users): Promise<User[]> {
  try {
    return await port.search(name, mostNamesakes);
  } catch (error) {
    // What cannot be searched for is nobody's name.
    if (isAppError(error) && error.code === 'INVALID_INPUT') return [];
    throw error;
  }
}

/** The id in search results need not be the one that pages have. */
async function mention(name: string, { id }: User, port: Users): Promise<NameOutcome> {
  const known = await port.mentionable([id]).catch(codeOf);
  const person = typeof known === 'string' ? undefined : known.get(id);
  return person === undefined ? { warning: nobody(name, []) } : { found: [name, person.id] };
}

function severalPeople(name: string, people: readonly User[]): string {
  const ids = people.slice(0, 5).map(({ id }) => id);
  return `"@${name}" stays plain text, because several people have that name (${ids.join(', ')}): write [@${name}](user:ID) to mention one of them.`;
}

function nobody(words: string, near: readonly User[]): string {
  const hint =
    near.length === 0
      ? 'to mention somebody, find the id with confluence_search_user and write [@Name](user:ID).'
      : `${suggest(near)}.`;
  return `"@${words}" stays plain text, because it is nobody's full name: ${hint}`;
}

function suggest(near: readonly User[], verb = 'write'): string {
  return `${verb} ${near.map(({ id, name }) => `[@${cleanText(name)}](user:${id})`).join(' or ')} if you mean ${near.length === 1 ? 'this person' : 'one of them'}`;
}

/** The code of a failure that the caller may know of; any other is thrown. */
function codeOf(error: unknown): string {
  if (!isAppError(error)) throw error;
  return error.code;
}

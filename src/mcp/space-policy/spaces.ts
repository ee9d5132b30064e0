import type { Paged, Space, Spaces } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import { found, isNotFound } from './absence.js';
import { filterList } from './filter-list.js';
import type { SpaceGuard } from './space-guard.js';
import type { SpaceKeys } from './space-policy.js';

type SpaceQuery = Parameters<Spaces['list']>[0];

/** The port's spaces without those that the policy hides, which answer NOT_FOUND to who asks for one. */
export function policedSpaces(spaces: Spaces, guard: SpaceGuard): Spaces {
  return {
    list: (query) => {
      const { only } = guard.policy;
      if (only !== undefined) return listNamed(spaces, guard, only, query);
      return filterList(
        query,
        (page) => spaces.list(page),
        ({ key }) => guard.seesSpace(key),
      );
    },
    search: async (words, limit) => (await spaces.search(words, limit)).filter(({ key }) => guard.seesSpace(key)),
    get: async (key) => {
      const space = await found(`Space ${key}`, spaces.get(key));
      guard.judge(`Space ${key}`, space.key, 'read');
      return space;
    },
  };
}

/** A filter names its spaces, so nobody has to go through the thousands of a site for them. */
async function listNamed(
  spaces: Spaces,
  guard: SpaceGuard,
  only: SpaceKeys,
  { type, limit, cursor }: SpaceQuery,
): Promise<Paged<Space>> {
  const keys = [...only.values()].filter((key) => guard.seesSpace(key));
  const start = cursor === undefined ? 0 : decodeStart(cursor);
  const end = start + limit;
  const named = await Promise.all(keys.slice(start, end).map((key) => findSpace(spaces, key)));
  const items = named.filter((space) => space !== undefined && guard.seesSpace(space.key));
  return {
    items: items.filter((space) => space !== undefined && (type === undefined || space.type === type)) as Space[],
    nextCursor: end < keys.length ? encodeStart(end) : null,
  };
}

/** A space that is named in the settings and not there is just not listed. */
async function findSpace(spaces: Spaces, key: string): Promise<Space | undefined> {
  try {
    return await found(`Space ${key}`, spaces.get(key));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function encodeStart(start: number): string {
  return Buffer.from(`named:${start}`).toString('base64url');
}

function decodeStart(cursor: string): number {
  const start = /^named:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (start !== undefined) return Number(start);
  throw new AppError('INVALID_INPUT', 'cursor does not belong to this list.', {
    hint: 'Send the next_cursor of the previous answer, or no cursor to start again.',
    details: { field: 'cursor' },
  });
}

const lifetimeMs = 10 * 60_000;

/**
 * Space keys as Confluence spells them: queries are not sure to fold case, nor to take keys that do not exist. Kept for
 * ten minutes over all calls, because nothing is decided by it: what a query finds is judged again.
 */
export class SpelledKeys {
  readonly #known = new Map<string, { spelling: Promise<string | undefined>; until: number }>();

  /** Those of the keys that exist, sorted, so that the same keys make the same query. */
  async of(spaces: Spaces, keys: Iterable<string>): Promise<string[]> {
    const spellings = await Promise.all([...keys].map((key) => this.#spell(spaces, key)));
    return spellings.filter((key) => key !== undefined).sort();
  }

  #spell(spaces: Spaces, key: string): Promise<string | undefined> {
    const folded = key.toLowerCase();
    const known = this.#known.get(folded);
    if (known !== undefined && known.until > performance.now()) return known.spelling;
    const spelling = findSpace(spaces, key).then((space) => space?.key);
    this.#known.set(folded, { spelling, until: performance.now() + lifetimeMs });
    spelling.catch(() => this.#known.delete(folded));
    return spelling;
  }
}

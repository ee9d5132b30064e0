import { LRUCache } from 'lru-cache';
import { silentMeter, type Meter } from '../../observability/index.js';
import type { IndexedPageWire, PageWire } from './wire.js';

/** What the index said of a page, and what the page was like then. */
interface KnownFacts {
  readonly indexed: IndexedPageWire;
  readonly page: string;
}

/** By `max` the room for all entries would be taken for each account at once, a hundred kilobytes. */
const limits = { maxSize: 2_000, sizeCalculation: () => 1, ttl: 60_000 };

/**
 * Names of people and titles of ancestors, for a minute and for one account, so that whoever reads a page again asks for the page alone.
 * The page itself is asked for each time; where its version, place or owner is another one, what is known of it
 * is not used. Whatever this account writes may rename what others lie below, and empties the cache.
 */
export class FactCache {
  readonly #known = new LRUCache<string, KnownFacts>(limits);
  readonly #meter: Pick<Meter, 'cacheRequest'>;
  #generation = 0;

  constructor(meter: Pick<Meter, 'cacheRequest'> = silentMeter) {
    this.#meter = meter;
  }

  find(id: string): KnownFacts | undefined {
    const known = this.#known.get(id);
    this.#meter.cacheRequest('page_facts', known === undefined ? 'miss' : 'hit');
    return known;
  }

  /** Counts writes: what was asked for before one is not kept after it. */
  get generation(): number {
    return this.#generation;
  }

  /** Keeps what names everybody who has to do with the page; the index may lag behind it. */
  remember(page: PageWire, indexed: IndexedPageWire, generation: number): void {
    const people = [page.authorId, page.ownerId, page.version.authorId].filter((id) => typeof id === 'string');
    const named = new Set(namedIn(indexed).map(({ accountId }) => accountId));
    if (generation !== this.#generation || !people.every((id) => named.has(id))) return;
    this.#known.set(page.id, { indexed, page: stateOf(page) });
  }

  forget(): void {
    this.#generation += 1;
    this.#known.clear();
  }
}

/** Whether what is known is of the page as it is now. Of an older version only the place and the owner are compared. */
export function isStillTrue(known: KnownFacts, page: PageWire, isOlder: boolean): boolean {
  const now = stateOf(page);
  return isOlder ? placeIn(known.page) === placeIn(now) : known.page === now;
}

/** The people that the index names. */
export function namedIn({ history, version }: IndexedPageWire): { accountId: string; displayName: string }[] {
  return [history?.createdBy, history?.ownedBy, version?.by].flatMap((one) =>
    one?.accountId ? [{ accountId: one.accountId, displayName: one.displayName ?? '' }] : [],
  );
}

function stateOf({ version, parentId, ownerId, authorId }: PageWire): string {
  return [version.number, version.authorId, parentId, ownerId, authorId].map((value) => value ?? '').join('|');
}

function placeIn(state: string): string {
  return state.split('|').slice(2).join('|');
}

import type { Spaces } from '../port.js';
import { LRUCache } from 'lru-cache';
import { spaceKey } from '../rest/arguments.js';
import type { MethodScopes } from '../transport/wire-request.js';
import { notFound } from '../../errors.js';
import { silentMeter, type Logger, type Meter } from '../../observability/index.js';
import type { Site } from '../site.js';
import { path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import type { FactCache } from './fact-cache.js';
import { fetchList } from './lists.js';
import { space, type SpaceWire } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const spaceScopes = {
  list: ['read:space:confluence'],
  get: ['read:space:confluence'],
  search: ['search:confluence', 'read:content-details:confluence'],
} as const satisfies MethodScopes<Spaces>;

/** What every group works with: `send` is bound to one call, the rest lives as long as the client. */
export interface GroupContext {
  readonly send: ScopedSend;
  readonly site: Site;
  readonly spaces: SpaceCache;
  readonly facts: FactCache;
  readonly log: Logger;
}

/** By `max` the room for all entries would be taken for each account at once. */
const limits = { maxSize: 1_000, sizeCalculation: () => 1, ttl: 10 * 60_000 };

/**
 * Which key belongs to which space id: v2 answers carry ids, people and policy speak of keys. Remembers, for ten
 * minutes and a thousand spaces, what this account's own answers contained; that a space is remembered never answers
 * whether it may be seen, because the content in it is asked for each time.
 */
export class SpaceCache {
  readonly #keys = new LRUCache<string, string>(limits);
  readonly #ids = new LRUCache<string, string>(limits);

  readonly #meter: Pick<Meter, 'cacheRequest'>;

  constructor(meter: Pick<Meter, 'cacheRequest'> = silentMeter) {
    this.#meter = meter;
  }

  async keyOf(send: ScopedSend, spaceId: string): Promise<string> {
    const known = this.#keys.get(spaceId);
    this.#meter.cacheRequest('spaces', known === undefined ? 'miss' : 'hit');
    if (known !== undefined) return known;
    const [found] = await this.#ask(send, { ids: spaceId }, `Space ${spaceId}`);
    if (found?.id !== spaceId) throw notFound(`Space ${spaceId}`);
    return found.key;
  }

  async idOf(send: ScopedSend, key: string): Promise<string> {
    const known = this.#ids.get(key.toLowerCase());
    this.#meter.cacheRequest('spaces', known === undefined ? 'miss' : 'hit');
    if (known !== undefined) return known;
    return (await this.find(send, key)).id;
  }

  /** Always asks, for whoever wants more than the id. Keys compare without regard to case. */
  async find(send: ScopedSend, key: string): Promise<SpaceWire> {
    const spellings = new Set([spaceKey(key), key.toUpperCase()]);
    const found = await this.#ask(send, { keys: [...spellings] }, `Space ${key}`);
    const match = found.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
    if (match === undefined) throw notFound(`Space ${key}`);
    return match;
  }

  remember({ id, key }: SpaceWire): void {
    this.#keys.set(id, key);
    this.#ids.set(key.toLowerCase(), id);
  }

  async #ask(send: ScopedSend, query: Record<string, string | string[]>, subject: string): Promise<SpaceWire[]> {
    const request = { path: path`/api/v2/spaces`, query, item: space, subject, scopes: spaceScopes.get };
    const { results } = await fetchList(send, request, 25, null);
    for (const found of results) this.remember(found);
    return results;
  }
}

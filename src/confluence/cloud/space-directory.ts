import { AppError } from '../../errors.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { fetchList } from './list-page.js';
import { space, type SpaceWire } from './wire.js';

const maxEntries = 1_000;
const lifetimeMs = 10 * 60_000;

/**
 * Which key belongs to which space id: v2 answers carry ids, people and policy speak of keys. Remembers, for ten
 * minutes and a thousand spaces, what this account's own answers contained; that a space is remembered never answers
 * whether it may be seen, because the content in it is asked for each time.
 */
export class SpaceDirectory {
  readonly #keys = new Map<string, { key: string; until: number }>();
  readonly #ids = new Map<string, { id: string; until: number }>();

  async keyOf(send: Send, spaceId: string): Promise<string> {
    const known = this.#keys.get(spaceId);
    if (known !== undefined && known.until > Date.now()) return known.key;
    const [found] = await this.#ask(send, { ids: spaceId }, `Space ${spaceId}`);
    if (found?.id !== spaceId) throw spaceNotFound(spaceId);
    return found.key;
  }

  async idOf(send: Send, key: string): Promise<string> {
    const known = this.#ids.get(key.toLowerCase());
    if (known !== undefined && known.until > Date.now()) return known.id;
    return (await this.find(send, key)).id;
  }

  /** Always asks, for whoever wants more than the id. Keys compare without regard to case. */
  async find(send: Send, key: string): Promise<SpaceWire> {
    const spellings = new Set([spaceKey(key), key.toUpperCase()]);
    const found = await this.#ask(send, { keys: [...spellings] }, `Space ${key}`);
    const match = found.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
    if (match === undefined) throw spaceNotFound(key);
    return match;
  }

  remember({ id, key }: SpaceWire): void {
    const until = Date.now() + lifetimeMs;
    keep(this.#keys, id, { key, until });
    keep(this.#ids, key.toLowerCase(), { id, until });
  }

  async #ask(send: Send, query: Record<string, string | string[]>, subject: string): Promise<SpaceWire[]> {
    const request = { path: path`/api/v2/spaces`, query, item: space, subject, scope: 'read:space:confluence' };
    const { results } = await fetchList(send, request, 25, null);
    for (const found of results) this.remember(found);
    return results;
  }
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxEntries) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** A key as Confluence makes them: letters and digits, or `~` and a user name or account id. */
export function spaceKey(key: string): string {
  if (/^(?:[\w-]{1,255}|~[\w.@:+-]{1,254})$/.test(key)) return key;
  throw new AppError('INVALID_INPUT', 'space_key is not a Confluence space key.', {
    hint: 'Send the key as it stands in the URL of the space, e.g. "DEV" or "~5b10a2844c20165700ede21g".',
    details: { field: 'space_key' },
  });
}

function spaceNotFound(name: string): AppError {
  return new AppError('NOT_FOUND', `Space ${name} was not found, or is not visible to this account.`, {
    hint: 'List the spaces to see which keys there are.',
  });
}

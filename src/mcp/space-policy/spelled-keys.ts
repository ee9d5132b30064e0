import type { Spaces } from '../../confluence/index.js';
import { findSpace } from './spaces.js';

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
    if (known !== undefined && known.until > Date.now()) return known.spelling;
    const spelling = findSpace(spaces, key).then((space) => space?.key);
    this.#known.set(folded, { spelling, until: Date.now() + lifetimeMs });
    spelling.catch(() => this.#known.delete(folded));
    return spelling;
  }
}

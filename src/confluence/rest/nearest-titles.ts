import type { Ancestor } from '../model.js';

/** The candidates whose titles are most alike, best first; those that share next to nothing with it are left out. */
export function nearestTitles(title: string, candidates: readonly Ancestor[], limit: number): Ancestor[] {
  const wanted = pairsOf(title);
  const byId = new Map(candidates.map((one) => [one.id, one]));
  return [...byId.values()]
    .map((candidate) => ({ candidate, likeness: likenessOf(wanted, pairsOf(candidate.title)) }))
    .filter(({ likeness }) => likeness > 0.2)
    .sort((a, b) => b.likeness - a.likeness || a.candidate.title.localeCompare(b.candidate.title))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** The CQL for pages of a space that share a word with a title; undefined for a title without words. */
export function sharedWordsCql(spaceKey: string, title: string, text: (word: string) => string): string | undefined {
  const words = [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu))].slice(0, 6);
  if (words.length === 0) return undefined;
  const anyWord = words.map((word) => `title ~ ${text(word)}`).join(' OR ');
  return `space = "${spaceKey}" AND type = page AND (${anyWord})`;
}

/** Pairs of neighbouring letters, counted: what is left of a title however its words are spelt or ordered (Dice). */
function pairsOf(title: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const word of title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = ` ${word}`;
    for (let at = 0; at + 1 < padded.length; at += 1) {
      const pair = padded.slice(at, at + 2);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return pairs;
}

function likenessOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [pair, count] of a) shared += Math.min(count, b.get(pair) ?? 0);
  const total = [...a.values(), ...b.values()].reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (2 * shared) / total;
}

import type { XmlElement } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';
import { parseStorage } from '../xml/parse-storage.js';
import { visibleText, wordsIn } from '../audit/visible-text.js';

/** Where one side of a merge has other chunks than the base had. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly chunks: readonly string[];
}

/** More comparisons than this are not made. */
const mostPairs = 100_000;

/**
 * A block that both sides took from its place, while one of them has it elsewhere with other words: to a comparison of chunks that is a
 * deletion on both sides and something new, and what the other side deleted would stay on the page. Where too much was taken away
 * to tell, it is the first of all that was.
 */
export function movedAndEdited(
  base: readonly string[],
  ours: readonly Change[],
  theirs: readonly Change[],
): string | undefined {
  const taken = new Set(theirs.flatMap(placesOf));
  if (!ours.flatMap(placesOf).some((i) => taken.has(i))) return undefined;
  // What both put at one place is one change.
  const shared = ours.filter((one) => one.chunks.length > 0 && theirs.some((two) => isSame(one, two)));
  const own = ours.filter((one) => !shared.includes(one));
  const others = theirs.filter((one) => !shared.some((two) => isSame(one, two)));
  const gone = own.flatMap(placesOf).filter((i) => taken.has(i));
  const added = [...own, ...others].filter(({ chunks }) => chunks.length > 0);
  const pairs = gone.length * added.reduce((sum, { chunks }) => sum + chunks.length, 0);
  if (pairs === 0) return undefined;
  if (pairs > mostPairs) return base[gone[0] ?? 0];
  const read = memoised(readChunk);
  const found = gone.find((i) => {
    const block = read(base[i] ?? '');
    return added.some(({ from, to, chunks }) => {
      // What stands in the place of another block that it is more like continues that one.
      const replaced = base.slice(from, to).map(read);
      return chunks.some((chunk) => {
        const now = read(chunk);
        const share = likeness(block, now);
        return share > 0.5 && replaced.every((one) => likeness(one, now) < share);
      });
    });
  });
  return found === undefined ? undefined : base[found];
}

/** Where the chunks of the base stood that a change took away. */
function placesOf({ from, to }: Change): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function isSame(one: Change, other: Change): boolean {
  return one.from === other.from && one.to === other.to && one.chunks.join('') === other.chunks.join('');
}

interface Chunk {
  readonly ids: ReadonlySet<string>;
  readonly words: ReadonlyMap<string, number>;
  readonly size: number;
}

/** Chunks are whole elements, bare text, or single tags, which say nothing of what is in them. */
function readChunk(chunk: string): Chunk {
  if (/^<[^<]*[^/]>$/.test(chunk)) return { ids: new Set(), words: new Map(), size: 0 };
  const tree = parseStorage(chunk);
  const words = new Map<string, number>();
  const all = tree.children.flatMap((node) => wordsIn(visibleText(node)));
  for (const word of all) words.set(word, (words.get(word) ?? 0) + 1);
  return {
    ids: new Set(tree.children.flatMap((node) => (isElement(node) ? idsOf(node) : []))),
    words,
    size: all.length,
  };
}

function idsOf({ attributes }: XmlElement): string[] {
  return ['local-id', 'ac:local-id', 'ac:macro-id'].flatMap((name) => attributes[name] ?? []);
}

/** From 0 to 1: the share of words that two chunks have in common; those with one id are one block. */
function likeness(one: Chunk, other: Chunk): number {
  if ([...one.ids].some((id) => other.ids.has(id))) return 1;
  let shared = 0;
  for (const [word, times] of one.words) shared += Math.min(times, other.words.get(word) ?? 0);
  return shared === 0 ? 0 : (2 * shared) / (one.size + other.size);
}

function memoised<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
  };
}

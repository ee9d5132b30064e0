import type { Block } from '../../model/block.js';
import { blockKey, isLeaf } from '../../model/block.js';
import { holdsParagraphs } from './originals.js';
import { affinity, likeness } from './similarity.js';

/** More pairs than these are not compared: what was moved is then written anew. */
const maxPairs = 20_000;

/** The least share of common words of a block that was moved and edited. */
const leastOverlap = 0.5;

/** The share of common words that two blocks have by chance. */
const mostOfWeak = 0.3;

type Pair = readonly [original: Block, edited: Block];

interface Unpaired {
  readonly gone: readonly Block[];
  readonly added: readonly Block[];
}

/**
 * Of blocks that were paired by their place those of which one stands elsewhere: as it was, or, where the two have hardly a word in
 * common, with other words in it.
 */
export function movedApart(
  pairs: readonly Pair[],
  { gone, added }: Unpaired,
  keepsPart: (original: Block) => boolean,
): readonly Pair[] {
  const originals = [...gone, ...pairs.map(([one]) => one)];
  const edited = [...added, ...pairs.map(([, other]) => other)];
  const [old, now] = [originals, edited].map((blocks) => new Set(blocks.map(blockKey)));
  const moved = pairs.filter(([one, other]) => old?.has(blockKey(other)) === true || now?.has(blockKey(one)) === true);
  const isWeak = ([one, other]: Pair) => !keepsPart(one) && likeness(one, other) < mostOfWeak;
  const weak = pairs.filter((pair) => !moved.includes(pair) && isWeak(pair));
  if (weak.length * (originals.length + edited.length) > maxPairs) return moved;
  const isLike = (one: Block, other: Block) => one.type === other.type && likeness(one, other) >= leastOverlap;
  const isElsewhere = ([one, other]: Pair) =>
    edited.some((block) => isLike(one, block)) || originals.some((block) => isLike(block, other));
  return [...moved, ...weak.filter(isElsewhere)];
}

/** Pairs blocks that went from their place with new ones elsewhere that are much like them, each at most once. */
export function pairMoved(gone: readonly Block[], added: readonly Block[]): [original: Block, edited: Block][] {
  const originals = gone.filter(isCandidate);
  if (originals.length * added.length > maxPairs) return [];
  const scored = originals.flatMap((one) =>
    added.flatMap((other) => {
      const score = one.type === other.type && affinity(one, other) > 0 ? likeness(one, other) : 0;
      return score >= leastOverlap ? [{ one, other, score }] : [];
    }),
  );
  const used = new Set<Block>();
  return scored
    .sort((a, b) => b.score - a.score)
    .flatMap(({ one, other }): [Block, Block][] => {
      if (used.has(one) || used.has(other)) return [];
      used.add(one).add(other);
      return [[one, other]];
    });
}

/** A cell has its place from its column, and its words in several paragraphs stay in cells. */
function isCandidate(block: Block): boolean {
  if (block.type === 'cell' || block.type === 'opaque' || block.type === 'rule') return false;
  return !(isLeaf(block) && holdsParagraphs(block));
}

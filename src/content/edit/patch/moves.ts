import type { Block } from '../../model/block.js';
import { isLeaf } from '../../model/block.js';
import { holdsParagraphs } from './originals.js';
import { affinity, overlap } from './similarity.js';

/** More pairs than these are not compared: what was moved is then written anew. */
const maxPairs = 20_000;

/** The least share of common words of a block that was moved and edited. */
const leastOverlap = 0.5;

/** Pairs blocks that went from their place with new ones elsewhere that are much like them, each at most once. */
export function pairMoved(gone: readonly Block[], added: readonly Block[]): [original: Block, edited: Block][] {
  const originals = gone.filter(isCandidate);
  if (originals.length * added.length > maxPairs) return [];
  const scored = originals.flatMap((one) =>
    added.flatMap((other) => {
      const score = one.type === other.type && affinity(one, other) > 0 ? overlap(one, other) : 0;
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

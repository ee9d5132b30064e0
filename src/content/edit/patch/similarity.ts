import type { Block } from '../../model/block.js';
import { isLeaf, isParent } from '../../model/block.js';
import { tokenKey, visible } from '../../model/inline.js';

const countsByBlock = new WeakMap<Block, ReadonlyMap<string, number>>();

/** How often each word stands in a block. */
export function wordsOf(block: Block): ReadonlyMap<string, number> {
  const known = countsByBlock.get(block);
  if (known) return known;
  const counts = new Map<string, number>();
  const add = (word: string, times = 1) => counts.set(word, (counts.get(word) ?? 0) + times);
  if (isLeaf(block))
    for (const token of visible(block.content))
      if (token.kind !== 'space' && token.kind !== 'break') add(tokenKey(token));
  if (block.type === 'code') for (const word of block.text.split(/\W+/)) if (word !== '') add(word);
  if (isParent(block)) for (const child of block.children) for (const [word, times] of wordsOf(child)) add(word, times);
  countsByBlock.set(block, counts);
  return counts;
}

/** The share of words that two blocks have in common, from 0 to 1. */
function overlap(one: Block, other: Block): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, times) => sum + times, 0);
  let shared = 0;
  for (const [word, times] of a) shared += Math.min(times, b.get(word) ?? 0);
  const all = total(a) + total(b);
  return all === 0 ? 0 : (2 * shared) / all;
}

/** How well an edited block continues an original one: 0 when it cannot. */
export function affinity(original: Block, edited: Block): number {
  if (original.type !== edited.type) {
    const leaves = isLeaf(original) && isLeaf(edited);
    return leaves ? Math.max(0, overlap(original, edited) - 0.4) : 0;
  }
  switch (original.type) {
    case 'opaque':
    case 'rule':
      return 0;
    case 'container':
      return edited.type === 'container' ? containerAffinity(original, edited) : 0;
    case 'code':
      if (edited.type !== 'code' || original.id !== edited.id) return 0;
      return 0.3 + overlap(original, edited);
    case 'item':
      return edited.type === 'item' && (original.done === null) === (edited.done === null)
        ? 0.1 + overlap(original, edited)
        : 0;
    case 'table':
      return 0.5 + overlap(original, edited);
    case 'list':
      return edited.type === 'list' && (original.kind === 'task') === (edited.kind === 'task')
        ? 0.2 + overlap(original, edited)
        : 0;
    default:
      return 0.1 + overlap(original, edited);
  }
}

function containerAffinity(original: Block & { type: 'container' }, edited: Block & { type: 'container' }): number {
  if (original.id !== null && original.id === edited.id) return 10;
  if (original.name !== edited.name || (edited.id !== null && original.id !== edited.id)) return 0;
  return 0.2 + overlap(original, edited);
}

import { isPanel } from '../../macros/containers.js';
import type { Block, Item, Leaf, Row } from '../../model/block.js';
import { blockKey, isLeaf, isParent } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { textRun, tokenKey, visible } from '../../model/inline.js';

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
  if (block.type === 'code') for (const word of block.text.split(/[^\p{L}\p{M}\p{N}_]+/u)) if (word !== '') add(word);
  if (isParent(block)) for (const child of block.children) for (const [word, times] of wordsOf(child)) add(word, times);
  countsByBlock.set(block, counts);
  return counts;
}

/** Of these leaves the one that the edited one is a part of, or is after a move; only some are looked at. */
export function findLike(
  originals: readonly Leaf[],
  edited: Leaf,
  heirOf: (leaf: Leaf) => Block | undefined,
): Leaf | undefined {
  const some = originals.slice(0, 500);
  const [word, ...others] = [...wordsOf(edited).keys()];
  if (word === undefined || others.length > 0) return some.find((leaf) => isLike(leaf, edited));
  // A single word says little: it was taken from a text that stayed without it.
  return some.find((leaf) => {
    const heir = heirOf(leaf);
    const times = (block: Block) => wordsOf(block).get(word) ?? 0;
    return heir !== undefined && times(leaf) > times(heir);
  });
}

/** Leaves of a page that nobody claimed, and that may have become a part of an edited one. */
interface Others {
  readonly leaves: readonly Leaf[];
  /** Does it stand right beside the original? */
  readonly isBeside: (leaf: Leaf) => boolean;
}

/** The words of a leaf, and before or behind them those of leaves that nobody claimed and that became a part of the edited one. */
export function joinContained(original: Leaf, edited: Leaf, { leaves, isBeside }: Others): readonly Token[] {
  const others = leaves.slice(0, 500);
  if (others.length === 0) return original.content;
  const isIn = (leaf: Leaf) => {
    const [own, now, before] = [wordsOf(leaf), wordsOf(edited), wordsOf(original)];
    let [total, shared] = [0, 0];
    for (const [word, times] of own) {
      total += times;
      shared += Math.min(times, Math.max(0, (now.get(word) ?? 0) - (before.get(word) ?? 0)));
    }
    return (total > 1 || (total === 1 && isBeside(leaf))) && shared >= 0.6 * total;
  };
  const start = (leaf: Leaf) => leaf.source?.outer.start ?? 0;
  const parts = [original, ...others.filter(isIn)].sort((a, b) => start(a) - start(b));
  if (parts.length === 1) return original.content;
  return parts.flatMap((leaf, i) => [...(i === 0 ? [] : [blank]), ...withoutOuterBreaks(leaf.content)]);
}

/** A break at either end of a text is not seen until more text stands there. */
function withoutOuterBreaks(content: readonly Token[]): readonly Token[] {
  const isShown = ({ kind }: Token) => kind !== 'hidden';
  const [first, last] = [content.findIndex(isShown), content.findLastIndex(isShown)];
  const isBreak = ({ pieces }: Token) => pieces.some(({ run }) => run.kind === 'break');
  return content.filter((token, i) => (first <= i && i <= last) || !isBreak(token));
}

/** A space that is on no page yet. */
const blank: Token = {
  kind: 'space',
  text: ' ',
  marks: 0,
  link: null,
  atom: null,
  pieces: [{ run: textRun(' ', 0, null), from: 0, to: 1 }],
};

function isLike(original: Block, edited: Block): boolean {
  const [a, b] = [wordsOf(original), wordsOf(edited)];
  const total = [...b.values()].reduce((sum, times) => sum + times, 0);
  let shared = 0;
  for (const [word, times] of b) shared += Math.min(times, a.get(word) ?? 0);
  return total > 1 && shared >= 0.6 * total;
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

/** The share of words that tell two blocks apart: of items their own, of others all. */
export function likeness(one: Block, other: Block): number {
  return one.type === 'item' && other.type === 'item' ? itemOverlap(one, other) : overlap(one, other);
}

/** Items are told apart by their own words: what is nested below may come and go. */
function itemOverlap(original: Item, edited: Item): number {
  const [one, other] = [ownWords(original), ownWords(edited)];
  const beginsAlike = one === undefined && other === undefined && hasSameHead(original, edited);
  if ((one === undefined || other === undefined) && !beginsAlike) return 0.9 * overlap(original, edited);
  const own = one && other ? overlap(one, other) : one === other ? 1 : 0;
  return 0.9 * own + 0.1 * overlap(original, edited);
}

function hasSameHead({ children: [one] }: Item, { children: [other] }: Item): boolean {
  return one !== undefined && other !== undefined && blockKey(one) === blockKey(other);
}

/** The text of an item before all that is nested in it: null where it has none, undefined where it begins with another block. */
function ownWords({ children: [first] }: Item): Leaf | null | undefined {
  if (first === undefined || first.type === 'list') return null;
  return isLeaf(first) ? first : undefined;
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
      if (edited.type !== 'code') return 0;
      // A diagram sent without its id is the one of its kind that it is most like.
      if (original.id !== null && edited.id === null && original.language === edited.language)
        return 0.2 + overlap(original, edited);
      if (original.id !== edited.id) return 0;
      return 0.3 + overlap(original, edited);
    case 'item':
      return edited.type === 'item' && (original.done === null) === (edited.done === null)
        ? 0.1 + itemOverlap(original, edited)
        : 0;
    case 'row':
      return edited.type === 'row' ? rowAffinity(original, edited) : 0;
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

/** A header is continued by another row only where it has its words. */
function rowAffinity(original: Row, edited: Row): number {
  const shared = overlap(original, edited);
  return original.header === edited.header ? 0.1 + shared : Math.max(0, shared - 0.4);
}

function containerAffinity(original: Block & { type: 'container' }, edited: Block & { type: 'container' }): number {
  if (original.id !== null && original.id === edited.id) return 10;
  const samePanel = isPanel(original.name) && isPanel(edited.name) && edited.id === null;
  if (samePanel && original.name !== edited.name) return Math.max(0, overlap(original, edited) - 0.4);
  if (original.name !== edited.name || (edited.id !== null && original.id !== edited.id)) return 0;
  return 0.2 + overlap(original, edited);
}

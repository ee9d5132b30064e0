/**
 * Lists that follow each other are told apart by their bullets alone in Markdown. A writer who gives all of them one kind of bullet
 * has not asked for one list: what continues the items of several is taken apart again.
 */
import type { Block, Item, List } from '../../model/block.js';
import { blockKey, childrenOf, isParent } from '../../model/block.js';
import { alignBlocks } from './align.js';

/** The edited blocks, in which no new list continues several of the page's. */
export function keepListsApart(original: readonly Block[], edited: readonly Block[]): readonly Block[] {
  // Most edits bring no list: the page is not looked through for them.
  if (!hasNewList(edited)) return edited;
  const runs = runsOfLists(original);
  return runs.length === 0 ? edited : divideAll(edited, runs);
}

function hasNewList(blocks: readonly Block[]): boolean {
  return blocks.some((block) => !block.source && (block.type === 'list' || hasNewList(childrenOf(block))));
}

/** Lists of one kind of sign that stand side by side, wherever on the page. */
function runsOfLists(blocks: readonly Block[]): List[][] {
  const runs: List[][] = [];
  let run: List[] = [];
  for (const block of blocks) {
    const last = run.at(-1);
    if (block.type === 'list' && last?.kind === block.kind) run.push(block);
    else run = block.type === 'list' ? [block] : [];
    if (run.length === 2) runs.push(run);
    for (const inner of runsOfLists(childrenOf(block))) runs.push(inner);
  }
  return runs;
}

function divideAll(blocks: readonly Block[], runs: readonly List[][]): readonly Block[] {
  let changed = false;
  let owners: ReadonlyMap<string, Block | null> | undefined;
  const isElsewhere = (item: Block, list: List) => {
    owners ??= ownersOfItems(blocks);
    const owner = owners.get(blockKey(item));
    return owner !== undefined && owner !== list;
  };
  const out = blocks.flatMap((block): readonly Block[] => {
    const own = block.source ? block : withDivided(block, runs);
    const parts =
      own.type === 'list' && !own.source ? divide(own, runs, (item) => isElsewhere(item, block as List)) : [own];
    changed ||= own !== block || parts.length > 1;
    return parts;
  });
  return changed ? out : blocks;
}

function withDivided(block: Block, runs: readonly List[][]): Block {
  if (!isParent(block)) return block;
  const children = divideAll(block.children, runs);
  return children === block.children ? block : ({ ...block, children } as Block);
}

/** The list that an item of these keys stands in; null where several do. */
function ownersOfItems(blocks: readonly Block[]): ReadonlyMap<string, Block | null> {
  const owners = new Map<string, Block | null>();
  for (const block of blocks) {
    if (block.type !== 'list') continue;
    for (const item of block.children) {
      const key = blockKey(item);
      owners.set(key, owners.has(key) && owners.get(key) !== block ? null : block);
    }
  }
  return owners;
}

function divide(list: List, runs: readonly List[][], isElsewhere: (item: Item) => boolean): readonly List[] {
  // A list of one item continues no more than one.
  if (list.children.length < 2) return [list];
  for (const run of runs) {
    // Where some of the items stand in a list beside it, the others were moved out of theirs.
    const isWhole = run.every(({ children }) => !children.some(isElsewhere));
    const owners = isWhole && run[0]?.kind === list.kind ? ownersOf(list, run) : null;
    if (!owners) continue;
    const parts: Item[][] = [];
    list.children.forEach((item, i) => {
      if (i > 0 && owners[i] === owners[i - 1]) parts.at(-1)?.push(item);
      else parts.push([item]);
    });
    return parts.map((children) => ({ ...list, children, line: children[0]?.line ?? list.line ?? 0 }));
  }
  return [list];
}

/** For each item the list of the run that it continues; null where it continues no more than one. */
function ownersOf(list: List, run: readonly List[]): number[] | null {
  const items = run.flatMap(({ children }, owner) => children.map((item) => ({ item, owner })));
  const partners = alignBlocks(items.map(({ item }) => item), list.children).map((at) => items[at]); // prettier-ignore
  const same = list.children.filter((item, i) => {
    const partner = partners[i]?.item;
    return partner && blockKey(partner) === blockKey(item);
  });
  const owners: number[] = [];
  // What continues nothing goes with the item before it, and what stands first with the one behind it.
  let last = partners.find((partner) => partner !== undefined)?.owner ?? 0;
  for (const partner of partners) owners.push((last = partner?.owner ?? last));
  return same.length * 2 >= list.children.length && new Set(owners).size > 1 ? owners : null;
}

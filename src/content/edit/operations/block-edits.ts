import { AppError } from '../../../errors.js';
import { decisionOf } from '../../macros/adf-extension.js';
import type { Block, Container, Item, List } from '../../model/block.js';
import { isParent } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { findBlock } from './find-block.js';
import { replaceBlocks } from './tree-edit.js';

type BlockEdit = Extract<Edit, { op: 'insert_before' | 'insert_after' | 'replace_block' | 'delete_block' }>;

const done = {
  insert_before: 'inserted before',
  insert_after: 'inserted after',
  replace_block: 'replaced',
  delete_block: 'deleted',
} as const;

/** Inserts beside one block, replaces it or deletes it. */
export function editBlock(page: Page, edit: BlockEdit, parse: ParseContent): Edited {
  const { block: target, name } = findBlock(page, edit.block);
  const change = `${done[edit.op]} the block ${name}`;
  if (edit.op === 'delete_block') {
    assertLeavesWords(page.blocks, target, name);
    const left = leftEmpty(page.blocks, target);
    const also =
      left === null
        ? ''
        : isFrameOf(left)
          ? `, and the ${left.name} that contained nothing else`
          : `; the ${left.name} around it is now empty`;
    return { blocks: without(page.blocks, target), change: change + also };
  }
  const content = parse(edit.content, edit.op === 'replace_block' ? [target] : []);
  if (edit.op === 'replace_block' && content.length === 0) return { blocks: without(page.blocks, target), change };
  const place = placeOf(page.blocks, target, content, edit.op === 'replace_block') ?? { block: target, content };
  const blocks = replaceBlocks(page.blocks, (block) => {
    if (block !== place.block) return null;
    if (edit.op === 'insert_before') return [...place.content, block];
    return edit.op === 'insert_after' ? [block, ...place.content] : place.content;
  });
  return { blocks, change };
}

interface Place {
  readonly block: Block;
  readonly content: readonly Block[];
}

/** Items beside an item: a list that is sent for the words of an item is more of the list that the item is in. */
function placeOf(
  blocks: readonly Block[],
  target: Block,
  content: readonly Block[],
  isReplaced: boolean,
): Place | null {
  const [list, ...others] = content;
  if (list?.type !== 'list' || others.length > 0) return null;
  const found = findItem(blocks, target);
  if (!found || found.list.kind !== list.kind) return null;
  const [first, ...further] = list.children;
  const below = found.item.children.slice(1);
  if (!isReplaced || below.length === 0 || !first) return { block: found.item, content: list.children };
  // What stands below the words of the item is no part of what was named.
  const own: Item = { ...found.item, done: first.done, children: [...first.children, ...below] };
  return { block: found.item, content: [own, ...further] };
}

/** The words of an item do not go alone where a list below them would be left without any. */
function assertLeavesWords(blocks: readonly Block[], target: Block, name: string): void {
  const found = findItem(blocks, target);
  if (!found || found.item.children[1]?.type !== 'list') return;
  throw new AppError('INVALID_INPUT', `The block ${name} is the text of a list item with a nested list.`, {
    hint: 'Delete the nested list first, or replace the whole list with replace_block, naming it by all of its Markdown.',
  });
}

/** The item whose first block this is, and its list. */
function findItem(blocks: readonly Block[], target: Block): { list: List; item: Item } | undefined {
  for (const block of blocks) {
    if (block.type === 'list') {
      const item = block.children.find(({ children }) => children[0] === target);
      if (item) return { list: block, item };
    }
    const found = isParent(block) ? findItem(block.children, target) : undefined;
    if (found) return found;
  }
  return undefined;
}

const panels = ['info', 'note', 'tip', 'warning', 'panel', 'expand'];

/** A panel that says nothing but what is in it. */
function isFrameOf({ name, attributes }: Container): boolean {
  return panels.includes(name) && (attributes['title'] ?? '') === '';
}

/** The panel, or the part of a layout, that has nothing but this block in it. */
function leftEmpty(blocks: readonly Block[], target: Block): Container | null {
  for (const block of blocks) {
    if (!isParent(block)) continue;
    const found = leftEmpty(block.children, target);
    if (found) return found;
    const isOnly = block.type === 'container' && without(block.children, target).length === 0;
    if (isOnly && block.children.length > 0 && decisionOf(block.children[0]) === undefined) return block;
  }
  return null;
}

/** The blocks without one of them, and without the items, lists (of decisions too), quotes and panels that it leaves empty. */
function without(blocks: readonly Block[], target: Block): readonly Block[] {
  let changed = false;
  const rest = blocks.flatMap((block): readonly Block[] => {
    if (block === target) {
      changed = true;
      return [];
    }
    if (!isParent(block)) return [block];
    const children = without(block.children, target);
    if (children === block.children) return [block];
    changed = true;
    const isDecisions = decisionOf(block.children[0]) !== undefined;
    const isFrame =
      isDecisions || ['item', 'list', 'quote'].includes(block.type) || (block.type === 'container' && isFrameOf(block));
    return isFrame && children.length === 0 ? [] : [{ ...block, children } as Block];
  });
  return changed ? rest : blocks;
}

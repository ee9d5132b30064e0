import type { Block, List } from '../../model/block.js';
import { isParent, readSame, walk } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import { pageOf } from '../../storage/read/read-page.js';
import { reparse } from '../../xml/reparse.js';
import type { Splice } from '../../xml/splice.js';
import { setAttribute, splice } from '../../xml/splice.js';

/**
 * The written page with the numbers that its lists were given. Where a list begins counts for nothing when blocks are compared, since
 * writers who take out the first item seldom count anew: only a list that still begins with the item it began with gets another number.
 * One is what writers give to every item of a list, wherever it begins, so that it says nothing.
 */
export function numberLists(before: Page, edited: readonly Block[], written: Page): Page {
  // To read the written page costs as much as it is long, and few edits change a number.
  if (!freshLists(edited).some((list) => wasNumbered(before, list, (number) => number !== list.first))) return written;
  const splices = pairsOf(edited, written.blocks).flatMap(([list, kept]): Splice[] => {
    const element = kept.source?.element;
    const isMeant = list.first !== kept.first && wasNumbered(before, list, (number) => number === kept.first);
    return isMeant && element?.name === 'ol' ? setAttribute(written.storage, element, 'start', String(list.first)) : [];
  });
  if (splices.length === 0) return written;
  return pageOf(reparse(written.reader.tree, splice(written.storage, 0, written.storage.length, splices)));
}

/** The lists that were written as Markdown, with a number that says something. */
function freshLists(blocks: readonly Block[]): List[] {
  return blocks.flatMap((block): List[] => {
    if (block.source !== null || !isParent(block)) return [];
    const inner = freshLists(block.children);
    return block.type === 'list' && isNumbered(block) ? [block, ...inner] : inner;
  });
}

/** The same, each with the list that it became. */
function pairsOf(edited: readonly Block[], written: readonly Block[]): [List, List][] {
  if (edited.length !== written.length) return [];
  return edited.flatMap((block, i): [List, List][] => {
    const other = written[i];
    if (block.source !== null || block.type !== other?.type) return [];
    const inner = isParent(block) && isParent(other) ? pairsOf(block.children, other.children) : [];
    if (block.type !== 'list' || other.type !== 'list' || !isNumbered(block)) return inner;
    return other.kind === 'ordered' ? [[block, other], ...inner] : inner;
  });
}

const isNumbered = ({ kind, first }: List): boolean => kind === 'ordered' && first !== 1;

/** Had the page a list with this first item and such a number? */
function wasNumbered({ blocks }: Page, list: List, isSuch: (number: number) => boolean): boolean {
  const [first] = list.children;
  let found = false;
  walk(blocks, (block) => {
    if (found || block.type !== 'list' || block.kind !== 'ordered' || !isSuch(block.first)) return;
    const [item] = block.children;
    found = item !== undefined && first !== undefined && readSame(item, first);
  });
  return found;
}

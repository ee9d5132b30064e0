import type { Block, List } from '../../model/block.js';
import { isParent, readSame, walk } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import { pageOf } from '../../storage/read/read-page.js';
import { reparse } from '../../xml/reparse.js';
import type { Splice } from '../../xml/splice.js';
import { setAttribute, splice } from '../../xml/splice.js';

/**
 * The written page with the numbers that its lists were given. Where a list begins counts for nothing when blocks are compared, since
 * writers who take out the first item seldom count anew: only a list that still begins with the item it began with, or with other words
 * in its place, gets another number. One is what writers give to every item of a list, wherever it begins, so that it says nothing.
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

/** Had the page a list with such a number that this one goes on with from its first item? */
function wasNumbered({ blocks }: Page, list: List, isSuch: (number: number) => boolean): boolean {
  let found = false;
  walk(blocks, (block) => {
    if (found || block.type !== 'list' || block.kind !== 'ordered' || !isSuch(block.first)) return;
    found = beginsAlike(block, list);
  });
  return found;
}

/** Do both begin with one item, or has only the first of them other words? Then it is none of the others, and all of these are there. */
function beginsAlike({ children: old }: List, { children: now }: List): boolean {
  const [first, second] = now;
  if (!first || !old[0]) return false;
  if (readSame(old[0], first)) return true;
  if (old.length !== now.length || old.some((item) => readSame(item, first))) return false;
  return second === undefined || (old[1] !== undefined && readSame(old[1], second));
}

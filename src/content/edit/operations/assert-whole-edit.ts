import type { Block, Code, Leaf } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import { assertWhole } from '../apply.js';
import type { Edit } from './edit.js';

/**
 * Throws CONTENT_LOSS where the text of one edit says that it leaves out some of what it replaces. Each edit is looked at by itself,
 * and each cell of a row, so that what others bring does not hide it.
 */
export function assertWholeEdit(edit: Edit, before: readonly Block[], after: readonly Block[]): void {
  const [old, now] = [leavesBeside(before, after), leavesBeside(after, before)];
  const lost = [...old].filter((leaf) => !now.has(leaf)).flatMap(linesOf);
  const sent = [...now].filter((leaf) => !old.has(leaf)).flatMap(linesOf);
  const [found, instead] = edit.op === 'replace_text' ? [[edit.find], [edit.replace]] : [[], []];
  assertWhole([...lost, ...found], [...sent, ...instead, ...commentsOf(edit)]);
}

/** What has words in the blocks that are not among the others; blocks that stayed are the very same objects. */
function leavesBeside(blocks: readonly Block[], others: readonly Block[]): Set<Leaf | Code> {
  const same = new Set(others);
  const leaves = new Set<Leaf | Code>();
  walk(
    blocks.filter((block) => !same.has(block)),
    (block) => {
      if (isLeaf(block) || block.type === 'code') leaves.add(block);
    },
  );
  return leaves;
}

function linesOf(block: Leaf | Code): string[] {
  return isLeaf(block) ? [plainText(block.content)] : block.text.split('\n');
}

/** Nobody sees comments on the page, but a writer may say there what is missing. */
function commentsOf(edit: Edit): string[] {
  const texts = 'content' in edit ? [edit.content] : 'cells' in edit ? edit.cells : [];
  return texts.flatMap((text) =>
    Array.from(text.matchAll(/<!--([\s\S]*?)-->/g), ([, note = '']) => `(${note.trim()})`),
  );
}

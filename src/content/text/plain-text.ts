import type { Block } from '../model/block.js';
import { isLeaf, isParent } from '../model/block.js';
import { plainText } from '../model/inline.js';
import type { ReadOptions } from '../read/reader.js';
import { readPage } from '../read/read-page.js';

/** The words of a page, one line for each block, without any markup. */
export function toPlainText(storage: string, options: ReadOptions = {}): string {
  return readPage(storage, options).blocks.flatMap(lines).join('\n');
}

function lines(block: Block): string[] {
  if (isLeaf(block)) return [plainText(block.content)];
  if (block.type === 'code') return block.text === '' ? [] : [block.text];
  if (block.type === 'row') return [block.children.flatMap((cell) => cell.children.flatMap(lines)).join('\t')];
  return isParent(block) ? block.children.flatMap(lines) : [];
}

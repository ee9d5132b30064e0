import { printEach } from '../../markdown/print/print-blocks.js';
import type { Block, Parent } from '../../model/block.js';
import { isLeaf, isParent } from '../../model/block.js';
import { TextIndex } from '../../model/text-index.js';
import type { Token } from '../../model/inline.js';
import { plainText, rawText } from '../../model/inline.js';
import type { Page } from './read-page.js';
import { blocksToPrint, readPage } from './read-page.js';
import type { ReadOptions } from './reader.js';

/** Characters of storage and Markdown that are remembered, all pages together. */
const capacity = 8_000_000;

/** The Markdown of each block by the storage of its page, the last used last. */
const remembered = new Map<string, readonly string[]>();
let size = 0;

/** The whole page as Markdown. Pure: the same bytes give the same text, which is why it can be remembered. */
export function toMarkdown(storage: string, options: ReadOptions = {}): string {
  // Names of people are not in the storage, and may change.
  if (options.userNames && options.userNames.size > 0)
    return printEach(blocksToPrint(readPage(storage, options))).join('\n\n');
  return (recall(storage) ?? textsOf(readPage(storage))).join('\n\n');
}

/** The Markdown of each block of a page. */
export function textsOf(page: Page): readonly string[] {
  const known = recall(page.storage);
  if (known) return known;
  const texts = printEach(blocksToPrint(page));
  remembered.set(page.storage, texts);
  size += weight(page.storage, texts);
  for (const [oldest, other] of remembered) {
    if (size <= capacity) break;
    remembered.delete(oldest);
    size -= weight(oldest, other);
  }
  return texts;
}

const indexes = new WeakMap<readonly string[], TextIndex>();

/** Does a read of the page show these words, in this spelling? */
export function shows(page: Page, words: string): boolean {
  const texts = textsOf(page);
  let index = indexes.get(texts);
  if (!index) indexes.set(texts, (index = new TextIndex(texts)));
  return index.has(words);
}

function recall(storage: string): readonly string[] | undefined {
  const known = remembered.get(storage);
  if (known) {
    remembered.delete(storage);
    remembered.set(storage, known);
  }
  return known;
}

function weight(storage: string, texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, storage.length);
}

/** The lines of blocks as a reader sees them: one for each block and each row, and those of code. */
export function linesOf({ blocks }: { readonly blocks: readonly Block[] }): string[] {
  return blocks.flatMap((block) => lines(block, plainText)).flatMap((line) => line.split('\n'));
}

/** The words of a page, one line for each block, without any markup; no-break blanks stay what they are. */
export function toPlainText(storage: string, options: ReadOptions = {}): string {
  return readPage(storage, options)
    .blocks.flatMap((block) => lines(block, rawText))
    .join('\n');
}

function lines(block: Block, wordsOf: (content: readonly Token[]) => string): string[] {
  const inner = ({ children }: Parent) => children.flatMap((child) => lines(child, wordsOf));
  if (isLeaf(block)) return [wordsOf(block.content)];
  if (block.type === 'code') return block.text === '' ? [] : [block.text];
  if (block.type === 'row') return [block.children.flatMap(inner).join('\t')];
  return isParent(block) ? inner(block) : [];
}

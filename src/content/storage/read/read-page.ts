import type { Block, Span } from '../../model/block.js';
import { parseStorage } from '../../xml/parse-storage.js';
import type { XmlTree } from '../../xml/xml-node.js';
import { readBlocks } from './read-blocks.js';
import type { ReadOptions } from './reader.js';
import { Reader } from './reader.js';

/** A page as its reader sees it: blocks, each knowing its bytes. */
export interface Page {
  readonly storage: string;
  readonly span: Span;
  readonly blocks: readonly Block[];
  readonly reader: Reader;
}

/**
 * Characters of storage of which the pages are remembered: what was just read is what is edited next. A page takes some
 * 75 bytes for each character, in every thread that reads.
 */
const capacity = 250_000;

/** However large: an edit reads what it began with and what it made more than once. */
const alwaysRemembered = 2;

const mostCharacters = 1_250_000;

/** Pages by their storage, the last used last. They never change once they are read. */
const remembered = new Map<string, Page>();
let size = 0;

export function readPage(storage: string, options: ReadOptions = {}): Page {
  const known = namesNobody(options) ? remembered.get(storage) : undefined;
  return known ? remember(known) : pageOf(parseStorage(storage), options);
}

/** Names of people are not in the storage, and may change. */
function namesNobody({ userNames }: ReadOptions): boolean {
  return userNames === undefined || userNames.size === 0;
}

function remember(page: Page): Page {
  if (page.storage.length > mostCharacters) return page;
  if (!remembered.delete(page.storage)) size += page.storage.length;
  remembered.set(page.storage, page);
  for (const oldest of remembered.keys()) {
    if (size <= capacity || remembered.size <= alwaysRemembered) break;
    remembered.delete(oldest);
    size -= oldest.length;
  }
  return page;
}

export function pageOf(tree: XmlTree, options: ReadOptions = {}): Page {
  const reader = new Reader(tree, options);
  const page = {
    storage: tree.source,
    span: { start: 0, end: tree.source.length },
    blocks: readBlocks(reader, tree.children),
    reader,
  };
  return namesNobody(options) ? remember(page) : page;
}

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
  /** Read when someone asks for them; the ids that the reader knows are given on the way. */
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

/**
 * Reads storage into a page, or hands out the one read before. Throws UNCONVERTIBLE for storage that is not
 * well-formed.
 */
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

/**
 * The blocks of a page for whoever goes through them once: those of a page that is too long to be remembered let go of their words, which
 * are most of what it takes.
 */
export function blocksToPrint(page: Page): readonly Block[] {
  const { reader } = page;
  if (reader.source.length <= mostCharacters) return page.blocks;
  return readBlocks(new Reader(reader.tree, reader, false), reader.tree.children);
}

/** The page of a tree that was parsed already; its blocks are read when somebody asks for them. */
export function pageOf(tree: XmlTree, options: ReadOptions = {}): Page {
  const page = new LazyPage(new Reader(tree, options));
  return namesNobody(options) ? remember(page) : page;
}

/** An edit that is written back is often never read: the page that it makes is then no more than its tree. */
class LazyPage implements Page {
  readonly storage: string;
  readonly span: Span;
  private known: readonly Block[] | undefined;

  constructor(readonly reader: Reader) {
    this.storage = reader.source;
    this.span = { start: 0, end: reader.source.length };
  }

  get blocks(): readonly Block[] {
    this.known ??= readBlocks(this.reader, this.reader.tree.children);
    return this.known;
  }
}

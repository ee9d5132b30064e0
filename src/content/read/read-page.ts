import type { Block, Span } from '../model/block.js';
import { parseStorage } from '../tree/parse-storage.js';
import type { XmlTree } from '../tree/xml-node.js';
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

export function readPage(storage: string, options: ReadOptions = {}): Page {
  return pageOf(parseStorage(storage), options);
}

export function pageOf(tree: XmlTree, options: ReadOptions = {}): Page {
  const reader = new Reader(tree, options);
  return {
    storage: tree.source,
    span: { start: 0, end: tree.source.length },
    blocks: readBlocks(reader, tree.children),
    reader,
  };
}

import type { Block } from '../../model/block.js';
import { blockKey, isLeaf, walk } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import type { XmlElement } from '../../xml/xml-node.js';
import { bytesOf, holdsParagraphs, idOf } from './originals.js';

interface Gone {
  readonly block: Block;
  readonly bytes: string;
}

/**
 * What edits of one list took off the page. A later one of the list may put it elsewhere: nothing is lost then, and it keeps its
 * bytes as if it had been moved by one edit.
 */
export class TakenAway {
  private readonly byKey = new Map<string, Gone[]>();
  private readonly used = new Set<Block>();

  /** `first` is the page before the first edit. */
  constructor(private readonly first: Page) {}

  /** Remembers what an edit leaves out. Blocks that it does not touch are the very same objects, or have the same source. */
  note({ blocks, storage }: Page, edited: readonly Block[]): void {
    const [old, now] = [without(blocks, edited), without(edited, blocks)];
    const staying = new Set<unknown>();
    walk(now, (block) => staying.add(block.source));
    walk(old, (block) => {
      if (staying.has(block.source) || !canMove(block)) return;
      const gone = { block, bytes: bytesOf(storage, block) };
      const key = blockKey(block);
      if (!this.byKey.get(key)?.push(gone)) this.byKey.set(key, [gone]);
    });
  }

  /** The bytes of a block that reads like this and is no longer on the page; each is given out once. */
  take(block: Block, page: Page): string | undefined {
    if (this.byKey.size === 0) return undefined;
    const gone = this.byKey.get(blockKey(block))?.find((one) => this.isFree(one, page));
    if (gone) walk([gone.block], (part) => this.used.add(part));
    return gone?.bytes;
  }

  private isFree({ block, bytes }: Gone, page: Page): boolean {
    const id = idOf(block);
    if (id === null ? page.storage.includes(bytes) : page.reader.byId.has(id)) return false;
    let isUsed = false;
    walk([block], (part) => (isUsed ||= this.used.has(part)));
    return !isUsed;
  }

  /** The element that the page before the first edit had for an id. */
  elementOf(id: string): XmlElement | undefined {
    return this.first.reader.byId.get(id);
  }

  /** Its bytes. */
  bytesOf(id: string): string | undefined {
    const element = this.elementOf(id);
    return element && this.first.reader.slice(element);
  }
}

/** Those of the blocks that are not among the others. */
function without(blocks: readonly Block[], others: readonly Block[]): Block[] {
  const same = new Set(others);
  return blocks.filter((block) => !same.has(block));
}

/** A cell has its place from its column, and words in several paragraphs are one text in a cell alone. */
function canMove(block: Block): boolean {
  return block.source !== null && block.type !== 'cell' && !(isLeaf(block) && holdsParagraphs(block));
}

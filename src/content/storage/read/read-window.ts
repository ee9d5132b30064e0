import type { Block } from '../../model/block.js';
import type { XmlNode, XmlTree } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';
import { isBlockElement, isSilent } from './elements.js';
import { readBlocks } from './read-blocks.js';
import type { Page } from './read-page.js';
import { Reader } from './reader.js';

/** What another storage has between the bytes that it shares with a page. */
interface PageWindow {
  /** How many blocks of the page stand in what both share at the start and at the end. */
  readonly head: number;
  readonly tail: number;
  /** The blocks of the other storage between them. Numbers of repeated ids are counted from here. */
  readonly blocks: readonly Block[];
  readonly reader: Reader;
}

/** By the page, not by what was made of it: that is remembered for longer, and would hold the page. */
const windows = new WeakMap<Page, { readonly tree: XmlTree; readonly window: PageWindow }>();

/** Reads of a tree only what differs from a page, once: most of a large page is the same after an edit. */
export function readWindow(page: Page, tree: XmlTree): PageWindow {
  const known = windows.get(page);
  if (known?.tree === tree) return known.window;
  const window = openWindow(page, tree);
  windows.set(page, { tree, window });
  return window;
}

function openWindow(page: Page, tree: XmlTree): PageWindow {
  const [old, now] = [page.reader.tree, tree];
  const most = Math.min(old.children.length, now.children.length);
  let first = 0;
  while (first < most && isSame(old, old.children[first], now, now.children[first])) first++;
  let last = 0;
  while (last < most - first && isSame(old, old.children.at(-1 - last), now, now.children.at(-1 - last))) last++;
  const reader = new Reader(tree);
  // Text that stands loose goes on up to the next block, and with it what is read.
  while (first > 0 && !isBorder(now.children[first - 1], reader)) first--;
  while (last > 0 && !isBorder(now.children.at(-last), reader)) last--;
  const start = old.children[first - 1]?.end ?? 0;
  const end = last === 0 ? old.source.length : (old.children.at(-last)?.start ?? 0);
  const { head, tail } = outside(page.blocks, start, end);
  const nodes = now.children.slice(first, now.children.length - last);
  return { head, tail, blocks: readBlocks(reader, nodes), reader };
}

function outside(blocks: readonly Block[], start: number, end: number): { head: number; tail: number } {
  const place = (block: Block | undefined) => block?.source?.outer;
  let head = 0;
  while (head < blocks.length && (place(blocks[head])?.end ?? Infinity) <= start) head++;
  let tail = 0;
  while (tail < blocks.length - head && (place(blocks.at(-1 - tail))?.start ?? -1) >= end) tail++;
  return { head, tail };
}

function isSame(old: XmlTree, one: XmlNode | undefined, now: XmlTree, other: XmlNode | undefined): boolean {
  if (one === other) return one !== undefined;
  if (!one || !other || one.end - one.start !== other.end - other.start) return false;
  return old.source.slice(one.start, one.end) === now.source.slice(other.start, other.end);
}

function isBorder(node: XmlNode | undefined, reader: Reader): boolean {
  return isElement(node) && !isSilent(node) && (isBlockElement(node) || reader.hasBlock(node));
}

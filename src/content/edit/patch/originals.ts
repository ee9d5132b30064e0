import { decisionOf } from '../../macros/adf-extension.js';
import type { Block, Item, Leaf, Source } from '../../model/block.js';
import { childrenOf, isLeaf, walk } from '../../model/block.js';
import type { Splice } from '../../xml/splice.js';
import { splice } from '../../xml/splice.js';
import { visible } from '../../model/inline.js';

/** An original with a place in the storage. */
type Placed = Block & { readonly source: Source };

/**
 * The id that names a block of the page in Markdown (`{#id}`); null for a block that has none, so that it is known by
 * its text.
 */
export function idOf(block: Block): string | null {
  return block.type === 'container' || block.type === 'opaque' || block.type === 'code' ? block.id : null;
}

/** The blocks with an id, and those in them, by their ids. */
export function blocksById(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const byId = new Map<string, Block>();
  walk(blocks, (block) => {
    const id = idOf(block);
    if (id !== null) byId.set(id, block);
  });
  return byId;
}

/**
 * Where an original stands in the storage. Only for blocks that were read from a page: those of Markdown have no
 * source.
 */
export function sourceOf(block: Block): Source {
  return (block as Placed).source;
}

/** Content without an element around it, or a macro among it. */
export function isLoose(block: Block | undefined): boolean {
  if (block?.type === 'opaque') return block.source?.element?.start === block.source?.outer.start;
  return block !== undefined && isLeaf(block) && block.source?.element === null;
}

/** A paragraph of nothing but images, which stand without an element around them. */
export function isImage(block: Block): boolean {
  return block.type === 'paragraph' && visible(block.content).every((token) => token.atom?.kind === 'image');
}

/** Old pages have lists straight in lists, without an element for the item that it reads as. */
export function isBareItem(block: Block): block is Item {
  return block.type === 'item' && sourceOf(block).element === null;
}

/** Is an item still nothing but a list, ticked or not as before? */
export function isOneList(edited: Block, { done }: Item): boolean {
  const [first, ...rest] = childrenOf(edited);
  return edited.type === 'item' && edited.done === done && first?.type === 'list' && rest.length === 0;
}

/** Content of a cell in several paragraphs, which read as lines of one. */
export function holdsParagraphs(leaf: Leaf): boolean {
  return leaf.content.some(({ pieces }) =>
    pieces.some(({ run }) => run.origin?.wrappers.some((element) => element.name === 'p')),
  );
}

/** Would bare content beside this neighbour be read as one with it? Macros and images that stand alone stay apart. */
export function runsOn(block: Block, neighbour: Block | undefined): boolean {
  if (!neighbour || !isLoose(neighbour)) return false;
  const standsAlone = (one: Block) => one.type === 'opaque' || isImage(one);
  return !(standsAlone(block) && standsAlone(neighbour));
}

/** Whether a stretch of storage shows nothing: white space, empty paragraphs and line breaks. */
export function isBlank(storage: string): boolean {
  // No character may be read in two ways here (a no-break space is in \s): each would double the time.
  return /^(?:\s|&nbsp;|<br\s*\/>|<p\s*\/>|<p(?:\s[^>]*)?>(?:\s|&nbsp;|<br\s*\/>)*<\/p>)*$/.test(storage);
}

/** Does nothing that a reader sees stand between two blocks of the page? */
export function isBeside(storage: string, one: Block, other: Block): boolean {
  const [a, b] = [sourceOf(one).outer, sourceOf(other).outer];
  return isBlank(storage.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));
}

/**
 * The same element under another name: storage of one whole element, whose attributes and content stay byte for byte.
 */
export function renameTag(text: string, from: string, to: string): string {
  return `<${to}${text.slice(1 + from.length).replace(/<\/[^<>]*>$/, `</${to}>`)}`;
}

/** The element that a paragraph or heading stands in: `p`, or `h1` to `h6`. */
export function leafName(leaf: Leaf): string {
  return leaf.type === 'heading' ? `h${leaf.level}` : 'p';
}

/** Content in an element of its own. */
export function writeAs(leaf: Leaf, content: string): string {
  return `<${leafName(leaf)}>${content}</${leafName(leaf)}>`;
}

/** Content of a leaf that stands elsewhere now, in an element of its own unless it is in paragraphs already. */
export function writeElsewhere(original: Leaf, edited: Leaf, content: string): string {
  return holdsParagraphs(original) ? content : writeAs(edited, content);
}

/** Content between the tags and parameters of the block that it is of, which may change. */
export function around(storage: string, source: Source, content: string, changes: readonly Splice[]): string {
  const { outer, inner, hollow } = source;
  const body = hollow
    ? content === ''
      ? storage.slice(inner.start, inner.end)
      : hollow.open + content + hollow.close
    : content;
  const head = changes.filter((change) => change.end <= inner.start);
  const tail = changes.filter((change) => change.start >= inner.end);
  return splice(storage, outer.start, inner.start, head) + body + splice(storage, inner.end, outer.end, tail);
}

/** The bytes of an original for another place, in an element of its own where it needs one there. */
export function bytesOf(storage: string, block: Block): string {
  const { outer, inner, element } = sourceOf(block);
  const raw = storage.slice(outer.start, outer.end);
  if (isLeaf(block) && decisionOf(block)) return writeAs(block, storage.slice(inner.start, inner.end));
  if (element !== null || !isLeaf(block) || isImage(block)) return raw;
  return writeElsewhere(block, block, raw);
}

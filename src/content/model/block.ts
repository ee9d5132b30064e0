import type { XmlElement } from '../xml/xml-node.js';
import type { NewMacro, Token } from './inline.js';
import { inlineKey } from './inline.js';

/** A half-open range of the current storage. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a block came from. `outer` is all of it; `inner` is where its content lives, so that bytes between the two (tags,
 * parameters) stay as they are while the content is edited.
 */
export interface Source {
  readonly outer: Span;
  readonly inner: Span;
  /** The element that the block is, where it is one. */
  readonly element: XmlElement | null;
  /** For a self-closing element: what opens and closes it once it has content (`inner` then is its `/>`). */
  readonly hollow?: { readonly open: string; readonly close: string };
}

interface Sourced {
  /** Null for a block that was written as Markdown. */
  readonly source: Source | null;
  /** Line of the Markdown, from 1, where the block began; 0 for blocks of storage. */
  readonly line?: number;
}

/** Words and things on one or more lines; `content` is empty in a cell or item that is. */
export interface Paragraph extends Sourced {
  readonly type: 'paragraph';
  readonly content: readonly Token[];
}

/** A heading; `level` is 1 to 6. */
export interface Heading extends Sourced {
  readonly type: 'heading';
  readonly level: number;
  readonly content: readonly Token[];
}
/** A fence: the code macro, `noformat`, `<pre>`, and macros whose body is plain text (`id` is theirs). */
export interface Code extends Sourced {
  readonly type: 'code';
  readonly language: string;
  readonly title: string;
  readonly id: string | null;
  readonly text: string;
}
interface Quote extends Sourced {
  readonly type: 'quote';
  readonly children: readonly Block[];
}

/** A list; `first` is the number of its first item, 1 unless an ordered list says otherwise. */
export interface List extends Sourced {
  readonly type: 'list';
  readonly kind: 'bullet' | 'ordered' | 'task';
  readonly first: number;
  readonly children: readonly Item[];
}

/** An item with blocks in it: its text is a paragraph, a list in it another block. */
export interface Item extends Sourced {
  readonly type: 'item';
  /** Null for an item that is no task. */
  readonly done: boolean | null;
  readonly children: readonly Block[];
}

/** A table by its rows as they are written; what spans what is for `gridOf` to tell. */
export interface Table extends Sourced {
  readonly type: 'table';
  readonly children: readonly Row[];
  /** Of a table of the page: a first row of headers without text, which Markdown does not write. */
  readonly unseen?: Row;
}

/** The cells that are written in a row; those that reach in from above are not among them. */
export interface Row extends Sourced {
  readonly type: 'row';
  /** Is it the first of its table, and nothing but headers? Markdown shows no others as such. */
  readonly header: boolean;
  readonly children: readonly Cell[];
}

/** A cell; a span of 1 is none. */
export interface Cell extends Sourced {
  readonly type: 'cell';
  /** Null where Markdown does not say: below the first row. */
  readonly header: boolean | null;
  /** Of a cell of the page: Markdown does not show that it is a header. */
  readonly isHidden?: boolean;
  /** Of a new cell; those of the page keep theirs, which Markdown does not show. */
  readonly align?: 'center' | 'right';
  readonly colspan: number;
  readonly rowspan: number;
  readonly children: readonly Block[];
}
interface Rule extends Sourced {
  readonly type: 'rule';
}
/** A macro with a readable body, or a part of a layout. */
export interface Container extends Sourced {
  readonly type: 'container';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly id: string | null;
  readonly children: readonly Block[];
}
/** What Markdown cannot show: one line that stands for it. */
interface Opaque extends Sourced {
  readonly type: 'opaque';
  readonly id: string;
  readonly label: string;
  /** Where it is none that the page has. */
  readonly macro?: NewMacro;
}

/** A block whose content is words: what is compared word by word. */
export type Leaf = Paragraph | Heading;

/** A block with blocks in it. */
export type Parent = Quote | List | Item | Table | Row | Cell | Container;

/** One block of a page, whether it was read from storage or written as Markdown. */
export type Block = Leaf | Code | Rule | Opaque | Parent;

/** Whether a block has words of its own, and no blocks. */
export function isLeaf(block: Block): block is Leaf {
  return block.type === 'paragraph' || block.type === 'heading';
}

/** Whether a block can have blocks in it; it may have none. */
export function isParent(block: Block): block is Parent {
  return 'children' in block;
}

/** The blocks right in a block; none for a leaf, code or a placeholder. */
export function childrenOf(block: Block): readonly Block[] {
  return isParent(block) ? block.children : [];
}

/** Headers without any text: a first row of them is how Markdown writes a table that has none. */
export function isEmptyHeader(block: Block | undefined): boolean {
  return block?.type === 'row' && isHeaders(block) && block.children.every(({ children }) => children.length === 0);
}

/** Is it a row of nothing but headers, wherever it stands? */
export function isHeaders(block: Block | undefined): boolean {
  return block?.type === 'row' && block.children.every((cell) => cell.header === true);
}

/** The cells of the longest row. */
export function widthOf(rows: readonly Row[]): number {
  return rows.reduce((width, row) => Math.max(width, row.children.length), 0);
}

/** Would filling up the short rows of a table, of which these are the lengths, cost far more than the table itself? */
export function isSparse(lengths: readonly number[]): boolean {
  const [longest, cells] = lengths.reduce(([most, sum], one) => [Math.max(most, one), sum + one], [0, 0]);
  return longest * lengths.length > Math.max(20_000, 2 * cells);
}

const keys = new WeakMap<Block, string>();

/** Equal keys read the same: the normal form in which bullets, padding, escapes and other spelling do not count. */
export function blockKey(block: Block): string {
  let key = keys.get(block);
  if (key === undefined) {
    key = `${headKey(block)}${isParent(block) ? `{${block.children.map(blockKey).join('\u0004')}}` : ''}`;
    keys.set(block, key);
  }
  return key;
}

/** Whether two blocks have the same key: told without keys of what both have, and no further than to the first difference. */
export function readSame(one: Block, other: Block): boolean {
  if (one === other) return true;
  if (!isParent(one) || !isParent(other)) return blockKey(one) === blockKey(other);
  if (one.children.length !== other.children.length || headKey(one) !== headKey(other)) return false;
  return one.children.every((child, i) => readSame(child, other.children[i] as Block));
}

/** The block without its children. */
function headKey(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `p:${inlineKey(block.content)}`;
    case 'heading':
      return `h${block.level}:${inlineKey(block.content)}`;
    case 'code':
      return `code:${block.language}:${block.title}:${block.id ?? ''}:${block.text}`;
    case 'list':
      return `list:${block.kind}`;
    case 'item':
      return `item:${String(block.done)}`;
    case 'row':
      return block.header ? 'header:' : 'row:';
    case 'cell':
      return `${block.header && !block.isHidden ? 'header' : 'cell'}:${block.colspan}:${block.rowspan}:`;
    case 'container':
      return `container:${block.name}:${block.id ?? ''}:${JSON.stringify(Object.entries(block.attributes).sort())}`;
    case 'opaque':
      return `opaque:${block.id}`;
    default:
      return `${block.type}:`;
  }
}

/** Visits a block and everything in it, parents first. */
export function walk(blocks: readonly Block[], visit: (block: Block) => void): void {
  for (const block of blocks) {
    visit(block);
    if (isParent(block)) walk(block.children, visit);
  }
}

/** How the text of a cell stands; to the left it does anyway. */
export function alignOf(align: string | undefined): { align?: 'center' | 'right' } {
  return align === 'center' || align === 'right' ? { align } : {};
}

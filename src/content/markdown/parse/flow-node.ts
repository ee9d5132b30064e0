import type { Event, Token, TokenizeContext } from 'micromark-util-types';
import { unconvertible } from '../../model/unconvertible.js';
import type { KnownSpan } from './known-parts.js';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';

/** A block of Markdown as CommonMark and GFM have it, with its inline content unread. */
export interface FlowNode {
  type:
    | 'paragraph' | 'heading' | 'code' | 'html' | 'rule' | 'list' | 'item' | 'quote' | 'table' | 'row' | 'cell'
    | 'definition' | 'footnote' | 'admonition' | 'leaf' | 'fence'
    /** A block of the page that stands in the text word for word, and was not read again. */
    | 'known'; // prettier-ignore
  start: number;
  end: number;
  /** From 1. */
  line: number;
  /** Inline content, code, HTML, or the line of a directive, without what its containers put before each line. */
  text: string;
  children: FlowNode[];
  /** Of a heading 1 to 6. */
  depth: number;
  /** Behind the opening of a fence; the sign of a list; the address of a definition. */
  info: string;
  /** Name of a definition or a footnote, in normal form. */
  identifier: string;
  /** Of an ordered list. */
  first: number;
  ordered: boolean;
  /** Of a definition; nothing shows that of a link. */
  title?: string;
  /** Of the columns of a table. */
  align?: readonly string[];
  /** Was the fence closed by a line of its own? */
  closed: boolean;
  /** Where a parser must begin to read this block again: definitions and what follows them are read together. */
  restart: number;
  /** Of a container, or a line of colons: a sign that opens one of its kind, and the columns, from 1, of the sign and of what is in it. */
  opening?: { readonly sign: string; readonly column: number; readonly content: number };
  /** Of a known block its number on the page; of a known item or row, the number of what it is in, and its own in that. */
  readonly place?: number;
  readonly part?: number;
}

/** A block of the page that was not read; its line is nobody's business. */
export function knownNode({ start, end, place, part }: KnownSpan): FlowNode {
  return {
    place,
    ...(part !== undefined && { part }),
    type: 'known',
    start,
    end,
    line: 0,
    text: '',
    children: [],
    depth: 0,
    info: '',
    identifier: '',
    first: 1,
    ordered: false,
    closed: true,
    restart: start,
  };
}

/** The text of a cell. GFM reads an escaped pipe before all else, in code as well. */
export function cellText(cell: FlowNode | undefined): string {
  return (cell?.text ?? '').replace(/\\\|/g, '|');
}

/** Every text with inline content in a block. */
export function* inlineTexts(node: FlowNode): Generator<string> {
  if (node.type === 'paragraph' || node.type === 'heading') yield node.text;
  if (node.type === 'cell') yield cellText(node);
  for (const child of node.children) yield* inlineTexts(child);
}

/** Of lists and their items together. */
const maxDepth = 120;

const leaves: Readonly<Record<string, FlowNode['type']>> = {
  paragraph: 'paragraph',
  atxHeading: 'heading',
  setextHeading: 'heading',
  codeFenced: 'code',
  codeIndented: 'code',
  htmlFlow: 'html',
  thematicBreak: 'rule',
  definition: 'definition',
  directiveLeaf: 'leaf',
  containerFence: 'fence',
};
const parents: Readonly<Record<string, FlowNode['type']>> = {
  listOrdered: 'list',
  listUnordered: 'list',
  blockQuote: 'quote',
  gfmFootnoteDefinition: 'footnote',
  admonition: 'admonition',
  table: 'table',
  tableRow: 'row',
  tableHeader: 'cell',
  tableData: 'cell',
};

/** What opens a container, and by how much its content is indented. */
const openings: Partial<Record<FlowNode['type'], { readonly sign: string; readonly indent: number }>> = {
  quote: { sign: '>', indent: 1 },
  footnote: { sign: '[^x]:', indent: 4 },
  admonition: { sign: '!!! x', indent: 4 },
  fence: { sign: ':::', indent: 0 },
};

/** Blocks from the tokens of micromark; `offset` and `line` are where its text stands in the whole. */
export function toFlowNodes(events: readonly Event[], offset: number, line: number): FlowNode[] {
  const reader = new EventReader(offset, line);
  for (const [kind, token, context] of events) reader.read(kind, token, context);
  return reader.roots;
}

class EventReader {
  readonly roots: FlowNode[] = [];
  private readonly stack: FlowNode[] = [];
  private content: number | null = null;
  private fences = 0;
  private indented: FlowNode | null = null;

  constructor(
    private readonly offset: number,
    private readonly firstLine: number,
  ) {}

  read(kind: 'enter' | 'exit', token: Token, context: TokenizeContext): void {
    const { type } = token;
    if (type === 'content') this.content = kind === 'enter' ? token.start.offset + this.offset : null;
    const node = leaves[type] ?? parents[type];
    if (kind === 'enter') {
      if (type === 'listItemPrefix') this.item(token, context);
      else if (node) this.open(node, token);
      else this.detail(token, context);
    } else {
      if (node === 'list' && this.top?.type === 'item') this.close(token);
      if (node) this.close(token, context);
      if (type === 'codeFencedFence' && this.top) this.top.closed = ++this.fences > 1;
    }
  }

  private get top(): FlowNode | undefined {
    return this.stack.at(-1);
  }

  private item(token: Token, context: TokenizeContext): void {
    if (this.top?.type === 'item') {
      this.top.end = Math.max(this.top.start, ...this.top.children.map((child) => child.end));
      this.stack.pop();
    }
    this.open('item', token, context.sliceSerialize(token));
  }

  private open(type: FlowNode['type'], token: Token, sign = ''): void {
    const start = token.start.offset + this.offset;
    if (this.stack.length > maxDepth)
      throw unconvertible(
        token.start.line + this.firstLine - 1,
        `blocks are nested deeper than ${maxDepth / 2} levels`,
      );
    const node: FlowNode = {
      type,
      start,
      end: token.end.offset + this.offset,
      line: token.start.line + this.firstLine - 1,
      text: '',
      children: [],
      depth: 0,
      info: '',
      identifier: '',
      first: 1,
      ordered: token.type === 'listOrdered',
      closed: token.type !== 'codeFenced',
      restart: this.content ?? start,
    };
    if (token._align) node.align = token._align;
    const { column } = token.start;
    if (type === 'item') node.opening = { sign, column, content: token.end.column };
    const own = openings[type];
    if (own) node.opening = { sign: own.sign, column, content: column + own.indent };
    (this.top?.children ?? this.roots).push(node);
    this.stack.push(node);
    this.fences = 0;
  }

  private close(token: Token, context?: TokenizeContext): void {
    const node = this.stack.pop();
    if (!node) return;
    node.end = token.end.offset + this.offset;
    if (token.type === 'codeFenced') node.text = node.text.replace(/^\n|\n$/g, '');
    if (token.type === 'codeIndented') this.indentedCode(node);
    if (context && (node.type === 'fence' || node.type === 'leaf' || node.type === 'definition'))
      node.text = context.sliceSerialize(token);
  }

  /** Behind a list that an empty line ended micromark divides indented code after its first line: CommonMark has it as one block. */
  private indentedCode(node: FlowNode): void {
    node.text = node.text.replace(/\n$/, '');
    const siblings = this.top?.children ?? this.roots;
    const before = siblings.at(-2);
    if (before && before === this.indented) {
      siblings.pop();
      const lines = node.line - before.line - before.text.split('\n').length + 1;
      before.text += '\n'.repeat(lines) + node.text;
      before.end = node.end;
    } else this.indented = node;
  }

  /** What a token says of the block that it is in. */
  private detail(token: Token, context: TokenizeContext): void {
    const node = this.top;
    if (!node) return;
    const slice = () => context.sliceSerialize(token);
    switch (token.type) {
      case 'chunkText':
      case 'codeFlowValue':
      case 'htmlFlowData':
        node.text += slice();
        return;
      case 'lineEnding':
        if (node.type === 'code' || node.type === 'html') node.text += '\n';
        return;
      case 'atxHeadingSequence':
        node.depth ||= slice().length;
        return;
      case 'setextHeadingLineSequence':
        node.depth = slice().startsWith('=') ? 1 : 2;
        return;
      case 'codeFencedFenceInfo':
      case 'codeFencedFenceMeta':
        node.info = `${node.info} ${slice()}`.trim();
        return;
      case 'definitionLabelString':
      case 'gfmFootnoteDefinitionLabelString':
        node.identifier = normalizeIdentifier(slice());
        return;
      case 'definitionDestinationString':
        node.info = slice();
        return;
      case 'definitionTitleString':
        node.title = slice();
        return;
      case 'admonitionHead':
        node.text = slice();
        return;
      default:
        this.listDetail(token, slice);
    }
  }

  private listDetail(token: Token, slice: () => string): void {
    const list = this.stack.at(-2);
    if (list?.type !== 'list') return;
    if (token.type === 'listItemValue' && list.children.length === 1) list.first = Number(slice());
    if (token.type === 'listItemMarker') list.info ||= slice();
  }
}

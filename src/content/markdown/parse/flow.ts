import { parse, preprocess } from 'micromark';
import { subtokenize } from 'micromark-util-subtokenize';
import { unconvertible } from '../../model/unconvertible.js';
import { flowSyntax } from './dialect.js';
import { joinLines, lazyLines, splitLines } from './joined-lines.js';
import type { FlowNode } from './flow-node.js';
import { knownNode, toFlowNodes } from './flow-node.js';
import { guard } from './guard-flow.js';
import { divisionOf, goOn, withoutHeader } from './open-path.js';
import type { KnownSpan } from './known-parts.js';
import { KnownRuns, type KnownRun } from './known-runs.js';

/** One run of micromark sees about this much, at first: its cost grows faster than its input. */
const windowLines = 120;
const windowChars = 8000;
/** One block that no cut divides (a quote, an item) may be this long. */
const maxBlockChars = 150_000;
/** Of lines that go on with a paragraph in a quote or an item without its signs micromark's cost grows with their square: more are read joined. */
const maxLazyLines = 500;

/** The blocks of a text, as micromark reads them. Not read are those that follow each other as on a page, whose texts are given, items and rows, of which `countOf` tells how many a block of the page has, and what is in its containers, for which `innerOf` gives the texts. */
export function parseFlow(
  text: string,
  pageTexts: readonly string[] = [],
  countOf?: (place: number) => number,
  innerOf?: (place: number) => readonly string[],
): FlowNode[] {
  guard(text);
  return new FlowParser(text, new KnownRuns(pageTexts, countOf, innerOf)).run();
}

/** A line of nothing but what the second line of a table has, and of signs of what it may stand in. */
const delimiterRow = /^(?=[^\n-]*-)[ \t>*+\d.)|:-]+$/m;
const withoutTables = [...flowSyntax, { disable: { null: ['table'] } }];

/** Where no table can be none is looked for: that costs most of the time in long lines. */
function parseWindow(text: string, offset: number, line: number): FlowNode[] {
  const events = parse({ extensions: delimiterRow.test(text) ? flowSyntax : withoutTables })
    .document()
    .write(preprocess()(text, undefined, true));
  // One pass puts the blocks in; a second one would read their inline content.
  subtokenize(events);
  return toFlowNodes(events, offset, line);
}

/** The same for text of which most lines can only go on with a paragraph. */
function parseJoined(text: string, offset: number, line: number): FlowNode[] {
  return splitLines(parseWindow(joinLines(text), offset, line), text, offset, line);
}

/**
 * Reads a text window by window. The last block of a window may go on behind it, so that it is read again with what follows; the ones
 * before it are done, since CommonMark never looks back beyond an open block. A list is divided at its items, a table at its rows.
 */
class FlowParser {
  private readonly blocks: FlowNode[] = [];
  private at = 0;
  private line = 1;
  /** How many windows in one: more where a block does not end in it. */
  private size = 1;
  /** The block of the window before that the next one goes on with. */
  private open: FlowNode | null = null;
  /** How many blocks, one in the other, go on in it besides. */
  private depth = 0;
  /** The header of a table, repeated before the rows that follow, or the lines that open what the text goes on in. */
  private header = '';
  /** Does so much go on without its signs that lines are read joined? */
  private areJoined = false;
  /** The block of the page that is next, if nothing was written behind it. */
  private expected: KnownSpan | null = null;

  constructor(
    private readonly text: string,
    private readonly known: KnownRuns,
  ) {}

  run(): FlowNode[] {
    const start = this.known.atStart(this.text);
    if (start) this.skip(start);
    while (this.at < this.text.length) this.window();
    return this.blocks;
  }

  private window(): void {
    const { header } = this;
    const end = this.endOfWindow();
    const parse = this.areJoined ? parseJoined : parseWindow;
    const read = parse(
      header + this.text.slice(this.at, end),
      this.at - header.length,
      this.line - header.split('\n').length + 1,
    );
    const nodes = this.open?.type === 'table' ? read : withoutHeader(read, header);
    const last = nodes.at(-1);
    if (end >= this.text.length || !last) {
      if (this.takeUpToKnown(nodes)) return;
      this.take(nodes);
      return this.moveTo(end);
    }
    if (this.fence(nodes, last, end)) return;
    const before = nodes.filter((node) => node.restart < last.restart);
    if (before.length > 0) {
      if (this.takeUpToKnown(before)) return;
      this.take(before);
      return this.moveTo(this.startOfLine(last.restart));
    }
    if (this.divide(last, end)) return;
    this.grow(last, end);
  }

  /** Takes nodes up to one of the page behind which the page goes on, and what follows from there. */
  private takeUpToKnown(nodes: readonly FlowNode[]): boolean {
    for (const [i, { type, start, end }] of nodes.entries()) {
      // The first one may be the rest of a block that the window before began.
      const find = type === 'fence' ? 'atOpening' : 'behind';
      const run = i === 0 && this.open ? null : this.known[find](this.text, start, end);
      if (!run) continue;
      this.take(nodes.slice(0, i));
      if (run.before) this.take([knownNode(run.before)]);
      this.skip(run);
      return true;
    }
    return false;
  }

  private skip(run: KnownRun): void {
    for (const span of run.spans) this.blocks.push(knownNode(span));
    this.moveTo(run.end);
    this.expected = run.behind;
  }

  private grow(last: FlowNode, end: number): void {
    if (end - this.at > (this.areJoined ? 20 : 1) * maxBlockChars && last.type !== 'html')
      throw unconvertible(last.line, `a block is longer than ${maxBlockChars} characters`);
    let inner = last;
    for (let child = inner.children.at(-1); child; child = inner.children.at(-1)) inner = child;
    const lines = inner !== last && inner.type === 'paragraph' ? this.text.slice(inner.start, end) : '';
    const lazy = lazyLines(lines);
    this.areJoined ||= lazy > maxLazyLines;
    if (lazy > 4 * maxLazyLines && lazyLines(joinLines(lines)) > 4 * maxLazyLines)
      throw unconvertible(
        inner.line,
        `${4 * maxLazyLines} lines continue a paragraph of a quote or list item without its marker`,
        'Put an empty line before text that is not part of it.',
      );
    this.size *= 4;
  }

  /** Code ends at its closing line, however far away: no parser needs to look at it. */
  private fence(nodes: readonly FlowNode[], last: FlowNode, end: number): boolean {
    const line = this.text.slice(this.startOfLine(last.start), this.endOfLine(last.start + 1));
    const [, signs = ''] = /^(`{3,}|~{3,})/.exec(line) ?? [];
    if (last.type !== 'code' || last.closed || signs === '') return false;
    const sign = signs.charAt(0);
    const closing = new RegExp(`^ {0,3}${sign}{${signs.length},}[ \\t]*$`, 'gm');
    closing.lastIndex = end;
    const found = closing.exec(this.text);
    const bodyEnd = found ? found.index - 1 : this.text.length;
    const body = this.text.slice(last.start + line.length, Math.max(last.start + line.length, bodyEnd));
    const whole = { ...last, closed: found !== null, end: found ? found.index + found[0].length : this.text.length };
    this.take([...nodes.slice(0, -1), { ...whole, text: found ? body : body.replace(/\n$/, '') }]);
    this.moveTo(Math.min(this.text.length, whole.end + 1));
    return true;
  }

  /** Takes the part of a long block that is done. */
  private divide(last: FlowNode, end: number): boolean {
    if (this.skipParts(last)) return true;
    if (last.type === 'paragraph') return this.paragraph(last, end);
    if (last.type === 'table') return this.table(last);
    const division = divisionOf(this.text, last);
    if (!division) return false;
    const { done, restart, header, depth } = division;
    this.take([done]);
    this.moveTo(this.startOfLine(restart), this.blocks.at(-1) ?? null);
    this.header = header;
    this.depth = depth;
    return true;
  }

  /** Takes the items, the rows or what is in a quote that are done, and those of the page that follow. */
  private skipParts(block: FlowNode): boolean {
    if (block.type !== 'list' && block.type !== 'table' && block.type !== 'quote') return false;
    const [done, next] = block.children.slice(-2);
    // The first one may be the rest of an item that the window before began.
    if (!done || !next || block.children.length < 3) return false;
    const [start, from] = [this.startOfLine(done.start), this.startOfLine(next.start)];
    const before = this.open?.type === block.type ? this.open.children.length - (block.type === 'table' ? 1 : 0) : 0;
    const run = this.known.partsBehind(this.text, start, from, before + block.children.length - 2);
    if (!run) return false;
    if (block.type === 'table') this.keepHeader(block);
    this.take([{ ...block, children: block.children.slice(0, -1), end: done.end }]);
    const { header } = this;
    const open = this.blocks.at(-1) ?? null;
    for (const part of run.parts) open?.children.push(knownNode(part));
    this.moveTo(run.end, open);
    if (block.type === 'table') this.header = header;
    return true;
  }

  private table(last: FlowNode): boolean {
    const row = last.children.at(-1);
    if (!row || last.children.length < 3) return false;
    this.keepHeader(last);
    this.take([{ ...last, children: last.children.slice(0, -1), end: last.children.at(-2)?.end ?? last.end }]);
    const { header } = this;
    this.moveTo(this.startOfLine(row.start), this.blocks.at(-1) ?? null);
    this.header = header;
    return true;
  }

  private keepHeader(table: FlowNode): void {
    if (this.header !== '') return;
    const first = this.endOfLine(table.start + 1);
    this.header = this.text.slice(this.startOfLine(table.start), this.endOfLine(first + 1));
  }

  /** Lines of letters can only go on with a paragraph, so that the next window may begin with the last of them. */
  private paragraph(last: FlowNode, end: number): boolean {
    let next = end;
    let previous = end;
    while (/^\p{L}/u.test(this.text.slice(next, next + 2))) {
      previous = next;
      next = this.endOfLine(next + 1);
    }
    if (next === end) return false;
    const text = this.text.slice(last.start, previous);
    this.take([{ ...last, text, end: previous }]);
    this.moveTo(previous, this.blocks.at(-1) ?? null);
    return true;
  }

  private take(nodes: readonly FlowNode[]): void {
    const { open, expected } = this;
    const [next] = nodes;
    const isExpected = next?.start === expected?.start && next?.end === expected?.end;
    let rest = expected && isExpected ? [knownNode(expected), ...nodes.slice(1)] : nodes;
    this.expected = null;
    const [first] = rest;
    if (open && first) rest = [...this.joined(open, first), ...rest.slice(1)];
    // One by one: a call with a hundred thousand arguments has no room on the stack.
    for (const node of rest) this.blocks.push(node);
  }

  /** The first block of a window as the rest of the one that the window before began. */
  private joined(open: FlowNode, first: FlowNode): readonly FlowNode[] {
    if (open.type === 'paragraph' && (first.type === 'paragraph' || first.type === 'heading')) {
      Object.assign(open, { type: first.type, depth: first.depth, text: open.text + first.text, end: first.end });
      return [];
    }
    if (open.type === 'paragraph') open.text = open.text.replace(/\n$/, '');
    if (open.type !== 'table') return goOn(open, first, this.depth) ? [] : [first];
    if (first.type !== 'table') return [first];
    for (const row of first.children.slice(1)) open.children.push(row);
    open.end = first.end;
    return [];
  }

  private moveTo(at: number, open: FlowNode | null = null): void {
    for (let i = this.text.indexOf('\n', this.at); i >= 0 && i < at; i = this.text.indexOf('\n', i + 1)) this.line++;
    this.at = at;
    this.size = 1;
    this.open = open;
    this.depth = 0;
    this.header = '';
    this.areJoined = false;
  }

  private endOfWindow(): number {
    let end = this.at;
    const most = this.at + windowChars * this.size;
    for (let i = 0; i < windowLines * this.size && end < most && end < this.text.length; i++)
      end = this.endOfLine(end + 1);
    return end;
  }

  /** Behind the line ending of the line in which `at` stands. */
  private endOfLine(at: number): number {
    const end = this.text.indexOf('\n', Math.max(0, at - 1));
    return end < 0 ? this.text.length : end + 1;
  }

  private startOfLine(at: number): number {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }
}

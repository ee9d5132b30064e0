import { normalCode } from '../../macros/code.js';
import type { Block, Container } from '../../model/block.js';
import { htmlDetailsTitle } from './parse-html.js';
import { KnownTexts } from './known-texts.js';
import { parseFenceInfo } from '../../macros/code.js';
import { parseBlocks } from './parse-markdown.js';
import { cleanText } from '../../xml/clean-text.js';
import type { FrameSegment, LeafSegment, Segment } from './segment.js';
import { closesFence, segment } from './segment.js';
import { unconvertible } from '../../model/unconvertible.js';

/** One run of the parser sees about this much: its cost grows faster than its input. */
const batchChars = 4000;
/** Signs that the parser must hold back until it knows what they are; many of them in one block cost seconds. */
const maxSigns = 12_000;
const maxLeafChars = 200_000;
const maxOpeningChars = 4000;
/** The parser takes as long for a cell as for a paragraph. */
const maxCells = 30_000;
const maxDepth = 40;
const nested = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){41,}/;

export interface ParsedMarkdown {
  readonly blocks: readonly Block[];
  /** What of the text is not in the blocks as it was written. */
  readonly warnings: readonly string[];
}

/** Parses a whole Markdown text; what the page has word for word is taken from there. */
export function parseDocument(markdown: string, known?: KnownTexts): ParsedMarkdown {
  return { blocks: parseMarkdown(markdown, known), warnings: [] };
}

/** Parses a whole Markdown text into blocks; what the page has word for word is taken from there. */
export function parseMarkdown(markdown: string, known: KnownTexts = new KnownTexts([])): Block[] {
  const text = cleanText(markdown.replace(/\r\n?/g, '\n'));
  return new PageParser(text, known).flow(segment(text), 0);
}

class PageParser {
  private readonly definitions: string;
  /** Parsing one costs more than all else about a small block. */
  private readonly openings = new Map<string, Container>();

  constructor(
    private readonly text: string,
    private readonly known: KnownTexts,
  ) {
    this.definitions = (text.match(/^ {0,3}\[[^\]\n]+\]:[ \t]+\S.*$/gm) ?? []).slice(0, 500).join('\n');
  }

  flow(segments: readonly Segment[], depth: number): Block[] {
    const blocks: Block[] = [];
    let batch: LeafSegment[] = [];
    const flush = () => {
      blocks.push(...this.batch(batch));
      batch = [];
    };
    for (const one of segments) {
      const known = this.known.take(this.text.slice(one.start, one.end));
      const code = !known && one.kind === 'fence' ? parseFence(this.text.slice(one.start, one.end), one.line) : null;
      if (!known && !code && isLeafSegment(one)) {
        if (batch.length > 0 && one.end - (batch[0]?.start ?? 0) > batchChars) flush();
        batch.push(one);
        continue;
      }
      flush();
      const block = known ?? code;
      if (block) blocks.push(block);
      else if (!isLeafSegment(one)) blocks.push(this.frame(one, depth));
    }
    flush();
    return blocks;
  }

  private frame(frame: FrameSegment, depth: number): Block {
    if (depth > maxDepth) throw unconvertible(frame.line, `blocks are nested deeper than ${maxDepth} levels`);
    this.known.expand();
    const children = this.flow(frame.children, depth + 1);
    if (frame.kind === 'details') {
      const title = htmlDetailsTitle(this.text.slice(frame.start, frame.children[0]?.start ?? frame.end));
      return {
        type: 'container',
        name: 'expand',
        attributes: title === '' ? {} : { title },
        id: null,
        children,
        source: null,
        line: frame.line,
      };
    }
    return { ...this.opening(frame), children, line: frame.line };
  }

  private opening({ opening, line }: FrameSegment): Container {
    const known = this.openings.get(opening);
    if (known) return known;
    if (opening.length > maxOpeningChars)
      throw unconvertible(line, `the opening of this block is longer than ${maxOpeningChars} characters`);
    const colons = /^:+/.exec(opening)?.[0] ?? ':::';
    const [container] = parseBlocks(`${opening}\n${colons}`, line);
    if (container?.type !== 'container') throw unconvertible(line, 'the opening of this block cannot be read');
    this.openings.set(opening, container);
    return container;
  }

  private batch(batch: readonly LeafSegment[]): Block[] {
    const [first] = batch;
    const last = batch.at(-1);
    if (!first || !last) return [];
    const text = this.text.slice(first.start, last.end);
    if (batch.length === 1 && text.length > batchChars && (first.kind === 'table' || first.kind === 'list'))
      return this.pieces(first, text);
    guard(text, first.line, batch.length === 1 && first.kind === 'fence');
    return parseBlocks(this.withDefinitions(text), first.line);
  }

  /** References are resolved by definitions that may stand anywhere in the text. */
  private withDefinitions(text: string): string {
    return this.definitions !== '' && text.includes('[') ? `${text}\n\n${this.definitions}` : text;
  }

  /** A long table or list, parsed some rows or items at a time. */
  private pieces(one: LeafSegment, text: string): Block[] {
    if (one.kind === 'table' && text.split('|').length > maxCells)
      throw unconvertible(one.line, `a table has more than ${maxCells} cells`);
    const lines = text.split('\n');
    const header = one.kind === 'table' ? lines.slice(0, 2).join('\n') : '';
    const starts = (line: string) =>
      one.kind === 'table' ? line.startsWith('|') : /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(line);
    const parts: { text: string; line: number }[] = [];
    let current: string[] = [];
    let length = 0;
    lines.forEach((line, i) => {
      if (length > batchChars && starts(line)) {
        parts.push({ text: current.join('\n'), line: one.line + i - current.length });
        current = [];
        length = 0;
      }
      current.push(line);
      length += line.length + 1;
    });
    parts.push({ text: current.join('\n'), line: one.line + lines.length - current.length });
    const parsed = parts.map((part, i) => {
      guard(part.text, part.line);
      return parseBlocks(
        this.withDefinitions(i > 0 && header !== '' ? `${header}\n${part.text}` : part.text),
        part.line,
      );
    });
    return joinParts(parsed);
  }
}

/** Code needs no parser: long listings would cost it seconds. Openings with escapes are left to it. */
function parseFence(text: string, line: number): Block | null {
  const lines = text.split('\n');
  const opening = /^(`{3,}|~{3,})([^`\\&]*)$/.exec(lines[0] ?? '');
  if (!opening) return null;
  const closed = lines.length > 1 && closesFence(lines.at(-1) ?? '', opening[1] ?? '');
  const code = lines.slice(1, closed ? -1 : undefined).join('\n');
  return { type: 'code', ...parseFenceInfo((opening[2] ?? '').trim()), text: normalCode(code), source: null, line };
}

/** Parts of one table or list become one again; a table's repeated header row is left out. */
function joinParts(parts: readonly (readonly Block[])[]): Block[] {
  const [first = [], ...rest] = parts;
  const joined = [...first];
  for (const part of rest) {
    const [head, ...others] = part;
    const last = joined.at(-1);
    if (last?.type === 'table' && head?.type === 'table')
      joined[joined.length - 1] = { ...last, children: [...last.children, ...withoutHeader(head.children)] };
    else if (last?.type === 'list' && head?.type === 'list' && last.kind === head.kind)
      joined[joined.length - 1] = { ...last, children: [...last.children, ...head.children] };
    else if (head) joined.push(head);
    joined.push(...others);
  }
  return joined;
}

function withoutHeader<Row extends { children: readonly { header: boolean }[] }>(rows: readonly Row[]): readonly Row[] {
  return rows[0]?.children.every((cell) => cell.header) ? rows.slice(1) : rows;
}

function isLeafSegment(one: Segment): one is LeafSegment {
  return one.kind !== 'container' && one.kind !== 'details';
}

/** Refuses what would keep the parser busy for seconds; nothing that people write comes near. */
function guard(text: string, line: number, isCode = false): void {
  if (!isCode && text.length > maxLeafChars)
    throw unconvertible(line, `a block is longer than ${maxLeafChars} characters`);
  const signs = isCode ? 0 : (text.match(/[[\]*_`<!~:&\\]/g)?.length ?? 0);
  if (signs > maxSigns) throw unconvertible(line, `a block has more than ${maxSigns} formatting signs`);
  const isDeep = (one: string) => nested.test(one) && !/^[ \t]*(?:[-*][ \t]*)+$/.test(one);
  const deep = isCode ? -1 : text.split('\n').findIndex(isDeep);
  if (deep >= 0) throw unconvertible(line + deep, 'blocks are nested deeper than 40 levels');
}

import { alertName } from '../../macros/containers.js';
import { leftOfFence, parseFenceInfo } from '../../macros/code.js';
import type { Block, Item, Row } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { textRun, visible } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import { unconvertible } from '../../model/unconvertible.js';
import { definitionLines, isContents, otherDueDate, splitNumbers, withDueDates } from './as-meant.js';
import { containerOpening, leafDirective } from './directives.js';
import { inlineTexts, type FlowNode } from './flow-node.js';
import type { FlowPart, Frame } from './frames.js';
import { toFrames } from './frames.js';
import { PanelBuilder } from './build-panels.js';
import { buildRows } from './build-table.js';
import { holdsBlock, HtmlBuilder } from './html-blocks.js';
import type { InlineParser } from './inline-parser.js';
import type { KnownTexts } from './known-texts.js';
import type { ParseNotes } from './notes.js';
import { HtmlReader } from './read-html.js';
import { warnOfIndent, warnOfLines, warnOfUnderline } from './warn-of-lines.js';

const maxDepth = 60;

/** Closing tags of blocks: Markdown that holds one ends HTML that is open around it. */
const closesHtml = /<\/(?:td|th|tr|table|li|ul|ol|details|div|p|blockquote|pre|macro|h[1-6])\s*>/i;

/** Thrown where a block that was not read does not stand as it does on the page: in HTML that was opened before it. */
export class NotAsKnown extends Error {}

/** Builds blocks of a page from those of Markdown. What the page has word for word is taken from there. */
export class BlockBuilder {
  /** What defines something, by the block that stands for it in case that nothing uses it. */
  readonly definitions = new Map<Block, FlowNode>();
  /** The blocks of the page that were not read. */
  private readonly unread = new Map<FlowPart, Block>();
  private readonly panels: PanelBuilder;
  private readonly html = new HtmlReader(
    (raw, line) => this.inline.parse(raw, line),
    (warning) => this.notes.add(warning),
  );

  constructor(
    private readonly text: string,
    private readonly inline: InlineParser,
    private readonly known: KnownTexts,
    private readonly notes: ParseNotes,
  ) {
    this.panels = new PanelBuilder((nodes, depth) => this.blocks(nodes, depth), inline, notes);
  }

  /** The blocks of the whole text. */
  page(nodes: readonly FlowNode[]): Block[] {
    for (const node of nodes) {
      const block = node.type === 'known' ? this.known.takeAt(node.place ?? -1) : undefined;
      if (block) this.unread.set(node, block);
    }
    const parts = toFrames(nodes, this.notes);
    this.inline.prepare(this.unknownTexts(parts));
    return this.flow(parts, 0, true);
  }

  /** The blocks of a container, whose content begins in this column. */
  blocks(nodes: readonly FlowNode[], depth = 0, column = 1): Block[] {
    return this.flow(toFrames(nodes, this.notes, column), depth, false);
  }

  private *unknownTexts(parts: readonly FlowPart[]): Generator<string> {
    for (const part of parts) {
      if (part.type === 'known' || this.known.has(this.slice(part))) continue;
      if (part.type === 'frame') {
        this.known.expand();
        yield* this.unknownTexts(part.children);
      } else yield* inlineTexts(part);
    }
  }

  private flow(parts: readonly FlowPart[], depth: number, mayKnow: boolean): Block[] {
    if (depth > maxDepth) throw unconvertible(parts[0]?.line ?? 0, `blocks are nested deeper than ${maxDepth} levels`);
    const blocks: Block[] = [];
    const html = new HtmlBuilder<Block>();
    for (const [i, part] of parts.entries()) {
      const known = html.isOpen ? undefined : this.knownBlock(part, mayKnow);
      const isUnread = part.type === 'known' || (html.isOpen && part.children.some(({ type }) => type === 'known'));
      if (!known && isUnread) throw new NotAsKnown();
      const own = known
        ? [known]
        : this.asHtml(html, part, parts[i - 1], mayKnow)
          ? []
          : this.part(part, parts[i - 1], depth, mayKnow);
      for (const block of own) {
        if (html.isOpen) html.addBlock(block);
        else blocks.push(block);
      }
      if (!html.isOpen) for (const block of this.html.blocks(html.take())) blocks.push(block);
    }
    for (const name of html.unclosed) this.notes.add(`The tag <${name}> is never closed.`);
    for (const block of this.html.blocks(html.take())) blocks.push(block);
    return blocks;
  }

  /** Adds what is HTML, or text of HTML that is open, to it. Code keeps its empty lines, and its blanks where no sign of a list or quote is before them. */
  private asHtml(html: HtmlBuilder<Block>, part: FlowPart, before: FlowPart | undefined, isOuter: boolean): boolean {
    const text = part.type === 'frame' ? this.slice(part) : part.text || this.slice(part);
    if (html.isRaw) {
      const start = isOuter ? this.text.lastIndexOf('\n', part.start - 1) + 1 : part.start;
      const lines = this.text.slice(before?.end ?? start, start).split('\n').length - 1;
      html.addHtml('\n'.repeat(lines) + (isOuter ? this.text.slice(start, part.end) : text), part.line);
      return true;
    }
    const goesOn =
      html.isOpen &&
      ((part.type === 'code' && html.isBetweenCells) || (part.type === 'paragraph' && closesHtml.test(part.text)));
    if (part.type !== 'html' && !goesOn) return false;
    this.notes.html(text, part.type !== 'html' || html.isRaw);
    if (part.type === 'paragraph') html.endParagraph();
    html.addHtml(text, part.line);
    if (part.type === 'html' && !html.isRaw) html.addHtml('\n', part.line);
    return true;
  }

  private knownBlock(part: FlowPart, mayKnow: boolean): Block | undefined {
    if (part.type === 'known') return part.part === undefined ? this.unread.get(part) : this.knownPart(part);
    return mayKnow ? this.known.take(this.slice(part)) : undefined;
  }

  private slice({ start, end }: { start: number; end: number }): string {
    return this.text.slice(start, end);
  }

  private part(part: FlowPart, before: FlowPart | undefined, depth: number, mayKnow: boolean): Block[] {
    const { line } = part;
    const base = { source: null, line };
    switch (part.type) {
      case 'frame':
        return [this.frame(part, depth, mayKnow)];
      case 'paragraph':
        return this.paragraph(part.text, line);
      case 'heading': {
        if (isRightBelowRule(part, before) && /^[\w-]+:(?:\s|$)/.test(this.slice(part)))
          this.notes.add(
            `"${part.text.slice(0, 60)}" became a heading: front matter is recognised only at the start of the text.`,
          );
        const content = this.inline.parse(part.text, line);
        return visible(content).length === 0 ? [] : [{ type: 'heading', level: part.depth, content, ...base }];
      }
      case 'code':
        if (before?.type === 'paragraph' && definitionLines(before.text) && isIndented(this.slice(part), part.text))
          this.notes.add('Indented lines below a definition became code: write them without the indent.');
        if (!part.closed)
          this.notes.add(
            `The code block that starts in line ${line} is never closed: everything after it is part of the code.`,
          );
        return [{ type: 'code', ...this.fenceInfo(part.info), text: part.text, ...base }];
      case 'rule':
        for (const warning of warnOfUnderline(this.slice(part), part, before)) this.notes.add(warning);
        return [{ type: 'rule', ...base }];
      case 'quote':
        return this.panels.quote(part, depth);
      case 'admonition':
        return [this.panels.admonition(part, depth)];
      case 'list':
        for (const warning of warnOfIndent(this.text, part, before)) this.notes.add(warning);
        return this.lists(part, depth);
      case 'table':
        return [{ type: 'table', children: this.rows(part), ...base }];
      case 'leaf':
        return this.leaf(part);
      case 'definition':
      case 'footnote':
        return [this.definition(part)];
      default:
        return this.blocks(part.children, depth + 1);
    }
  }

  /** What opens a fence; MyST, Quarto and R Markdown put braces around it. */
  private fenceInfo(info: string) {
    const rest = leftOfFence(info);
    if (rest !== '')
      this.notes.add(
        `"${rest.slice(0, 40)}" after the opening fence was left out: a code block has only a language and title="…".`,
      );
    const [braces, name] = /^\{\.?([A-Za-z][\w+-]*)[^{}]*\}/.exec(info) ?? [];
    if (braces === undefined || name === undefined) return parseFenceInfo(info);
    if (alertName(name.toLowerCase()) !== null)
      this.notes.add(`"${braces}" is stored as code: write :::${name} for a panel.`);
    return parseFenceInfo(`${name}${info.slice(braces.length)}`);
  }

  private paragraph(text: string, line: number): Block[] {
    if (holdsBlock(text)) {
      const html = new HtmlBuilder<Block>();
      html.addHtml(text, line);
      return this.html.blocks(html.take());
    }
    if (isContents(text))
      return [{ type: 'opaque', id: 'new', label: 'toc', macro: { name: 'toc', parameters: {} }, source: null, line }];
    for (const warning of warnOfLines(text)) this.notes.add(warning);
    const content = this.inline.parse(definitionLines(text) ?? text, line);
    return visible(content).length === 0 ? [] : [{ type: 'paragraph', content, source: null, line }];
  }

  private definition(node: FlowNode): Block {
    const content = tokenize([textRun(this.slice(node), 0, null)]);
    const block: Block = { type: 'paragraph', content, source: null, line: node.line };
    this.definitions.set(block, node);
    return block;
  }

  private frame(frame: Frame, depth: number, mayKnow: boolean): Block {
    if (mayKnow) this.known.expand();
    const children = () => this.flow(frame.children, depth + 1, mayKnow);
    if (frame.opening.type === 'quote') return { type: 'quote', children: children(), source: null, line: frame.line };
    const { heading, ...opening } = containerOpening(frame.opening.text, frame.line, this.notes);
    const { title, lead } = this.panels.titled(heading, frame.line);
    return {
      ...opening,
      attributes: { ...title, ...opening.attributes },
      children: [...lead, ...children()],
    };
  }

  private leaf(node: FlowNode): Block[] {
    const block = leafDirective(node.text, node.line, this.notes);
    return block ? [block] : [{ type: 'paragraph', content: literal(node.text), source: null, line: node.line }];
  }

  /** A list of tasks and plain items mixed becomes lists of one kind each: Confluence has no mixed ones. */
  private lists(list: FlowNode, depth: number): Block[] {
    const groups: Item[][] = [];
    for (const node of list.children) {
      const item = this.item(node, depth);
      const last = groups.at(-1);
      if (last && (last[0]?.done === null) === (item.done === null)) last.push(item);
      else groups.push([item]);
    }
    if (list.ordered && groups.some(([item]) => item?.done !== null))
      this.notes.add('Task numbers were left out: tasks in Confluence are not numbered.');
    return groups.map((children): Block => {
      const kind = children[0]?.done === null ? (list.ordered ? 'ordered' : 'bullet') : 'task';
      const first = kind === 'ordered' ? list.first : 1;
      return { type: 'list', kind, first, children, source: null, line: children[0]?.line ?? list.line };
    });
  }

  /** An item, a row or a block in a quote of the page that was not read. */
  private knownPart(node: FlowNode): Block {
    const block = this.known.takePart(node.place ?? -1, node.part ?? -1);
    if (!block) throw new NotAsKnown();
    return block;
  }

  private item(node: FlowNode, depth: number): Item {
    if (node.type === 'known') return this.knownPart(node) as Item;
    const [first, ...rest] = node.children;
    const box = first?.type === 'paragraph' ? /^\[([ xX])\](?:[ \t\n]+|$)/.exec(first.text) : null;
    const base = { type: 'item', source: null, line: node.line } as const;
    const blocks = (nodes: readonly FlowNode[]) => this.blocks(nodes, depth + 2, node.opening?.content);
    const split = (child: FlowNode) => splitNumbers(child, (words) => this.known.includes(words));
    if (!box || !first) return { ...base, done: null, children: blocks(node.children.flatMap(split)) };
    const text = withDueDates(first.text.slice(box[0].length), (words) => this.known.includes(words));
    const day = otherDueDate(text);
    if (day !== null && !this.known.includes(day))
      this.notes.add(`The date "${day}" of a task stays plain text: write "due 2026-02-03" to make it a due date.`);
    const lead = /^[ \t\n]*(?:\(empty\)[ \t\n]*)?$/.test(text) ? [] : [{ ...first, text }];
    return { ...base, done: box[1] !== ' ', children: blocks([...lead, ...rest]) };
  }

  private rows(table: FlowNode): Row[] {
    return buildRows(table, {
      textOf: (node) => this.slice(node),
      paragraph: (text, line) => this.paragraph(text, line),
      knownRow: (node, width) => this.knownRow(node, width),
      notes: this.notes,
    });
  }

  private knownRow(node: FlowNode, width: number): Row {
    const row = this.knownPart(node) as Row;
    if (row.children.length !== width) throw new NotAsKnown();
    return row;
  }
}

/** Does it follow a rule without an empty line? */
function isRightBelowRule(part: FlowPart, before: FlowPart | undefined): boolean {
  return before?.type === 'rule' && before.line + 1 === part.line;
}

function literal(text: string): readonly Token[] {
  return tokenize([textRun(text, 0, null)]);
}

/** Code without a fence; what it holds may begin with one. */
function isIndented(source: string, code: string): boolean {
  return code !== '' && source.trimStart().startsWith(code.trimStart().slice(0, 3));
}

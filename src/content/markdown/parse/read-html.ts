import { decodeHTML } from 'entities/decode';
import { containerName } from '../../macros/containers.js';
import type { Block, Cell, Item, Row } from '../../model/block.js';
import { alignOf, isHeaders, isLeaf } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { lineBreak, marks, plainText, visible } from '../../model/inline.js';
import type { HtmlElement, HtmlPart } from './html-blocks.js';

type Part = HtmlPart<Block>;
type ReadInline = (raw: string, line: number) => Token[];

/** Labels are short; each of many openings without an end would be read to the end of the text. */
const placeholder = /::macro\[((?:[^\]\\]|\\.){0,1000})\]\{#([\w-]+)\}/;

/** Turns blocks of HTML into blocks of a page. */
export class HtmlReader {
  constructor(
    private readonly inline: ReadInline,
    private readonly warn: (warning: string) => void,
  ) {}

  blocks(parts: readonly Part[]): Block[] {
    return parts.flatMap((part) => {
      if (part.type === 'markdown') return [part.block];
      return part.type === 'inline' ? this.loose(part.raw, part.line) : this.element(part);
    });
  }

  /** Inline content, with the placeholders of blocks standing between. */
  private loose(raw: string, line: number): Block[] {
    const match = placeholder.exec(raw);
    if (match) {
      const before = this.loose(raw.slice(0, match.index), line);
      const after = this.loose(raw.slice(match.index + match[0].length), line);
      const label = decodeHTML(match[1] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
      return [...before, { type: 'opaque', id: match[2] ?? '', label, source: null, line }, ...after];
    }
    const content = this.inline(raw, line);
    if (/^\s*(?:<br\s*\/?>\s*)+$/i.test(raw))
      this.warn('A <br> between blocks was left out: Confluence already separates them.');
    return visible(content).length === 0 ? [] : [{ type: 'paragraph', content, source: null, line }];
  }

  private element(element: HtmlElement): Block[] {
    const children = element.children as readonly Part[];
    const { line } = element;
    const base = { source: null, line };
    switch (element.name) {
      case 'ul':
      case 'ol':
        return this.list(element);
      case 'table': {
        const rows = this.rows(children).map((row, i) => (i === 0 ? { ...row, header: isHeaders(row) } : row));
        return rows.length === 0
          ? this.blocks(children)
          : [...this.caption(children), { type: 'table', children: rows, ...base }];
      }
      case 'pre':
        return [this.code(element)];
      case 'blockquote':
        return [{ type: 'quote', children: this.blocks(children), ...base }];
      case 'hr':
        return [{ type: 'rule', ...base }];
      case 'dt':
        return this.blocks(children).map(asTerm);
      case 'dl':
        return this.definitions(children);
      case 'macro':
        return [this.container(element)];
      case 'details':
        return [this.details(element)];
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return this.heading(element);
      default:
        return this.blocks(children);
    }
  }

  /** A list of definitions, which pages have not: as of Markdown's own, each term is bold, and what it means the next line. */
  private definitions(parts: readonly Part[]): Block[] {
    const blocks: Block[] = [];
    let isTerm = false;
    for (const part of parts.flatMap(grouped)) {
      const [first, ...rest] = this.blocks([part]);
      const last = blocks.at(-1);
      const isMeaning = part.type === 'element' && part.name === 'dd' && isTerm;
      if (isMeaning && last?.type === 'paragraph' && first?.type === 'paragraph') {
        const content = [...last.content, lineBreak, ...first.content];
        blocks.splice(-1, 1, { ...last, content }, ...rest);
      } else if (first) blocks.push(first, ...rest);
      isTerm = part.type === 'element' && part.name === 'dt';
    }
    return blocks;
  }

  private heading(element: HtmlElement): Block[] {
    const level = Number(element.name.charAt(1));
    return this.blocks(element.children as readonly Part[]).map((block) =>
      block.type === 'paragraph' ? { ...block, type: 'heading', level } : block,
    );
  }

  private code({ attributes, children, line }: HtmlElement): Block {
    const { lang, title = '', id } = attributes;
    const sent = rawOf(children as readonly Part[]);
    // Tags on lines of their own are not a part of the code, nor are the line ends beside them.
    const raw = sent.replace(/^\n([\s\S]*)\n$/, '$1').replace(/^\n/, '');
    const code =
      /^\s*<code(?:\s[^>]*?class="[^"]*?(?:language|lang)-([\w+#.-]+)[^"]*")?[^>]*>([\s\S]*?)(?:<\/code>)?\s*$/.exec(
        raw,
      );
    const language = lang ?? code?.[1] ?? '';
    const text = decodeHTML((code?.[2] ?? raw).replace(/<br\s*\/?>/gi, '\n').replace(/<[A-Za-z/][^>]*>/g, ''));
    return {
      type: 'code',
      language,
      title,
      id: id ?? null,
      text: code ? text.replace(/\n$/, '') : text,
      source: null,
      line,
    };
  }

  private container({ attributes, children, line }: HtmlElement): Block {
    const { id, name = '', macro, ...rest } = attributes;
    const known = macro === undefined ? containerName(name) : null;
    const head = known === null ? { name: 'macro', attributes: { name, ...rest } } : { name: known, attributes: rest };
    const body = this.blocks(children as readonly Part[]);
    return { type: 'container', ...head, id: id ?? null, children: body, source: null, line };
  }

  private details({ children, line }: HtmlElement): Block {
    const parts = children as readonly Part[];
    const summary = parts.find((part) => part.type === 'element' && part.name === 'summary');
    const title = summary?.type === 'element' ? this.words(summary) : '';
    return {
      type: 'container',
      name: 'expand',
      attributes: title === '' ? {} : { title },
      id: null,
      children: this.blocks(parts.filter((part) => part !== summary)),
      source: null,
      line,
    };
  }

  private words(element: HtmlElement): string {
    const blocks = this.blocks(element.children as readonly Part[]);
    const isText = (block: Block) => block.type === 'paragraph' || block.type === 'heading';
    const words = blocks
      .map((block) => (isLeaf(block) && isText(block) ? plainText(block.content) : ''))
      .join(' ')
      .trim();
    if (!blocks.every((block) => isText(block) && isLeaf(block) && block.content.every(isWord)))
      this.warn(`The title "${words.slice(0, 60)}" became plain text: a title cannot contain links, images or blocks.`);
    return words;
  }

  private caption(parts: readonly Part[]): Block[] {
    return parts.flatMap((part) =>
      part.type === 'element' && part.name === 'caption' ? this.blocks(part.children as readonly Part[]) : [],
    );
  }

  private list({ name, attributes, children, line }: HtmlElement): Block[] {
    const items = (children as readonly Part[]).flatMap((child): Item[] =>
      child.type === 'element' && child.name === 'li' ? [this.item(child)] : [],
    );
    if (items.length === 0) return this.blocks(children as readonly Part[]);
    const kind = name === 'ol' ? 'ordered' : items.every((item) => item.done !== null) ? 'task' : 'bullet';
    const first = Number(attributes['start'] ?? '1') || 1;
    return [{ type: 'list', kind, first, children: items, source: null, line }];
  }

  private item({ children, line }: HtmlElement): Item {
    const [first, ...rest] = children as readonly Part[];
    const box = first?.type === 'inline' ? /^\s*\[([ xX])\]\s?/.exec(first.raw) : null;
    if (!box || first?.type !== 'inline')
      return { type: 'item', done: null, children: this.blocks(children as readonly Part[]), source: null, line };
    const lead: Part = { ...first, raw: first.raw.slice(box[0].length) };
    return { type: 'item', done: box[1] !== ' ', children: this.blocks([lead, ...rest]), source: null, line };
  }

  private rows(parts: readonly Part[]): Row[] {
    return parts.flatMap((part): Row[] => {
      if (part.type !== 'element') return [];
      const children = part.children as readonly Part[];
      if (part.name !== 'tr') return /^t(?:head|body|foot)$/.test(part.name) ? this.rows(children) : [];
      const cells = children.flatMap((cell): Cell[] =>
        cell.type === 'element' && (cell.name === 'td' || cell.name === 'th') ? [this.cell(cell)] : [],
      );
      return cells.length === 0 ? [] : [{ type: 'row', header: false, children: cells, source: null, line: part.line }];
    });
  }

  private cell({ name, attributes, children, line }: HtmlElement): Cell {
    const span = (value: string | undefined) => Math.min(1000, Math.max(1, Number.parseInt(value ?? '1', 10) || 1));
    const spans = { colspan: span(attributes['colspan']), rowspan: span(attributes['rowspan']) };
    const content = this.blocks(children as readonly Part[]);
    const align = attributes['align'] ?? /text-align:\s*(\w+)/i.exec(attributes['style'] ?? '')?.[1];
    return { type: 'cell', header: name === 'th', ...spans, ...alignOf(align), children: content, source: null, line };
  }
}

/** HTML lets a `div` stand around a term and what it means. */
function grouped(part: Part): readonly Part[] {
  return part.type === 'element' && part.name === 'div' ? (part.children as readonly Part[]) : [part];
}

function asTerm(block: Block): Block {
  if (block.type !== 'paragraph') return block;
  return { ...block, content: block.content.map((token) => ({ ...token, marks: token.marks | marks.strong })) };
}

/** Is this something that a title can show? */
function isWord({ atom, link }: Token): boolean {
  return atom === null && link === null;
}

function rawOf(parts: readonly Part[]): string {
  return parts
    .map((part) =>
      part.type === 'inline' ? part.raw : part.type === 'element' ? rawOf(part.children as readonly Part[]) : '',
    )
    .join('');
}

import MarkdownIt from 'markdown-it';
import { withDirectives, type Directive } from './directives.js';
import { paragraphOf } from './flow.js';
import { withLazyLines } from './lazy-lines.js';
import { macroOf, readInlineTokens } from './markdown-inline.js';
import { readHtmlBlock } from './markdown-html.js';
import type { Token } from './directives.js';
import { block, LineOfText, type Outline } from './outline.js';
import { codeOf, titled, titleOf } from './read-storage.js';
import { tableOutline, type CellReading } from './tables.js';

const markdownIt = withLazyLines(withDirectives(new MarkdownIt('default', { html: true, linkify: false })));
markdownIt.validateLink = () => true;
markdownIt.normalizeLink = (address: string) => address;

/** What Markdown says, as CommonMark, GFM and the directives of the dialect define it: read with markdown-it, not with the converter's parser. */
export function readMarkdown(markdown: string): Outline[] {
  return new TokenReader(markdownIt.parse(markdown, {})).blocks('');
}

/** The tokens of blocks, with the lines that each is on. */
export function markdownTokens(markdown: string): Token[] {
  return markdownIt.parse(markdown, {});
}

interface Item {
  readonly task: 'open' | 'done' | null;
  readonly children: readonly Outline[];
}

class TokenReader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The blocks up to the token that ends them. */
  blocks(end: string): Outline[] {
    const out: Outline[] = [];
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at++];
      if (!token || token.type === end) break;
      out.push(...this.block(token));
    }
    return out;
  }

  private block(token: Token): Outline[] {
    switch (token.type) {
      case 'paragraph_open':
        return paragraphOf(this.line('paragraph_close').toString());
      case 'heading_open':
        return paragraphOf(this.line('heading_close').toString(), `heading ${token.tag.slice(1)}`);
      case 'fence':
      case 'code_block':
        return [
          {
            ...codeOf(token.content.replace(/\n$/, '')),
            kind: `code${titleOf(/title="([^"]*)"/.exec(token.info)?.[1] ?? '')}`,
          },
        ];
      case 'hr':
        return [block('rule', [])];
      case 'blockquote_open':
        return filled('quote', this.blocks('blockquote_close'));
      case 'bullet_list_open':
        return this.list('bullets', 'bullet_list_close');
      case 'ordered_list_open':
        return this.list('numbers', 'ordered_list_close');
      case 'table_open':
        return this.table();
      case 'html_block':
        return readHtmlBlock(token.content);
      case 'directive':
        return this.leafDirective(token.meta as unknown as Directive);
      case 'container_open':
        return containerOf(token.meta as unknown as Directive, this.blocks('container_close'));
      case 'inline':
        return paragraphOf(lineOf(token).toString());
      default:
        return [];
    }
  }

  private line(end: string): LineOfText {
    const line = lineOf(this.tokens[this.at]);
    while (this.tokens[this.at]?.type !== end) this.at++;
    this.at++;
    return line;
  }

  private leafDirective({ name, label }: Directive): Outline[] {
    return [block(name === 'macro' ? macroOf(label) : `macro ${name}`, [])];
  }

  /** Items with a box and items without are lists of their own. */
  private list(kind: string, end: string): Outline[] {
    const lists: { kind: string; items: Outline[] }[] = [];
    while (this.tokens[this.at]?.type === 'list_item_open') {
      this.at++;
      const { task, children } = this.item();
      const own = task === null ? kind : 'tasks';
      if (lists.at(-1)?.kind !== own) lists.push({ kind: own, items: [] });
      lists.at(-1)?.items.push(block(task === null ? 'item' : `task ${task}`, children));
    }
    if (this.tokens[this.at]?.type === end) this.at++;
    return lists.map((one) => block(one.kind, one.items));
  }

  private item(): Item {
    const [open, first] = this.tokens.slice(this.at, this.at + 2);
    // A heading that begins so is no task: the box stands in a paragraph, says GFM.
    const text = open?.type === 'paragraph_open' ? first?.children?.[0] : undefined;
    const box = /^\[([ xX])\](?:\s+|$)(?:\(empty\)$)?/.exec(text?.content ?? '');
    if (!box || !text) return { task: null, children: this.blocks('list_item_close') };
    text.content = text.content.slice(box[0].length);
    return { task: box[1] === ' ' ? 'open' : 'done', children: this.blocks('list_item_close') };
  }

  private table(): Outline[] {
    const rows: CellReading[][] = [];
    for (let token = this.tokens[this.at++]; token && token.type !== 'table_close'; token = this.tokens[this.at++]) {
      if (token.type === 'tr_open') rows.push([]);
      const isHeader = token.type === 'th_open';
      if (!isHeader && token.type !== 'td_open') continue;
      const content = paragraphOf(lineOf(this.tokens[this.at]).toString());
      rows.at(-1)?.push({ isHeader, colspan: 1, rowspan: 1, content });
    }
    const table = tableOutline(rows);
    return table ? [table] : [];
  }
}

function lineOf(token: Token | undefined): LineOfText {
  const line = new LineOfText();
  readInlineTokens(token?.children ?? [], line);
  return line;
}

function filled(kind: string, children: readonly Outline[]): Outline[] {
  return children.length === 0 ? [] : [block(kind, children)];
}

const otherNames: Readonly<Record<string, string>> = {
  important: 'note',
  caution: 'warning',
  danger: 'warning',
  success: 'tip',
};

function containerOf({ name, attributes }: Directive, children: readonly Outline[]): Outline[] {
  if (name === 'layout-section')
    return children.length < 2
      ? children.flatMap((cell) => cell.children)
      : [block(`section ${attributes['type'] ?? ''}`, children)];
  if (name === 'layout-cell') return [block('layout cell', children)];
  const own = name === 'macro' ? (attributes['name'] ?? '') : (otherNames[name] ?? name);
  return [block(`${own}${titled.has(own) ? titleOf(attributes['title'] ?? '') : ''}`, children)];
}

import { elementNames } from '../../model/element-names.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { HtmlToken } from './html-tokens.js';
import { htmlTokens } from './html-tokens.js';

/** A block of HTML, in which blocks of Markdown may stand where empty lines set them apart. */
export interface HtmlElement {
  readonly type: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: HtmlPart[];
  readonly line: number;
}
/** Inline content, read as Markdown's is, in which HTML's inline tags stand. */
interface HtmlInline {
  readonly type: 'inline';
  raw: string;
  readonly line: number;
}

/** What stands in an HTML element; `Block` is what the caller makes of the Markdown in it. */
export type HtmlPart<Block = unknown> = HtmlElement | HtmlInline | { readonly type: 'markdown'; readonly block: Block };

/** Opening one of these ends an open one of those, as browsers have it. */
const ends: Readonly<Record<string, readonly string[]>> = {
  td: ['td', 'th', 'p'],
  th: ['td', 'th', 'p'],
  tr: ['td', 'th', 'tr', 'p'],
  tbody: ['td', 'th', 'tr', 'thead'],
  li: ['li', 'p'],
  dt: ['dt', 'dd', 'p'],
  dd: ['dt', 'dd', 'p'],
};
/** Nothing is ended beyond one of these. */
const barriers: Readonly<Record<string, readonly string[]>> = {
  td: ['tr', 'table'],
  th: ['tr', 'table'],
  tr: ['table'],
  tbody: ['table'],
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  p: ['td', 'th', 'li', 'macro', 'blockquote', 'details'],
};
const endsParagraph = /^(?:p|h[1-6]|ul|ol|table|pre|blockquote|hr|details|macro|dl)$/;

const blockTag = /<(\/?)(ul|ol|p|pre|table|h[1-6]|details|blockquote|div|macro)\b/gi;

/** Does a text hold a block of HTML, from its tag to the one that closes it, or a rule? Each of its characters is looked at once. */
export function holdsBlock(text: string): boolean {
  if (!text.includes('<')) return false;
  if (/<hr\s*\/?>/i.test(text)) return true;
  /** Behind which place each of them is open. */
  const open = new Map<string, number>();
  let end = 0;
  for (const { index, 0: tag, 1: slash, 2: spelled = '' } of text.matchAll(blockTag)) {
    const name = spelled.toLowerCase();
    if (slash !== '') {
      if (index >= (open.get(name) ?? Infinity) && /^\s*>/.test(text.slice(index + tag.length))) return true;
      continue;
    }
    if (index >= end) end = text.indexOf('>', index) + 1;
    if (end === 0) return false;
    if (!open.has(name)) open.set(name, end);
  }
  return false;
}

/** Every reader of the tree recurses. */
const maxDepth = 60;

/** Builds the blocks of HTML of one flow; an element stays open over the Markdown that follows until it is closed. */
export class HtmlBuilder<Block> {
  private readonly root: HtmlElement = { type: 'element', name: '', attributes: {}, children: [], line: 0 };
  private stack: HtmlElement[] = [this.root];
  private ended: HtmlPart | undefined;

  get isOpen(): boolean {
    return this.stack.length > 1;
  }

  /** Elements that are open and need to be closed. */
  get unclosed(): string[] {
    return this.stack
      .slice(1)
      .flatMap(({ name }) => (/^(?:p|li|t[dhr]|thead|tbody|tfoot|d[dt])$/.test(name) ? [] : [name]));
  }

  /** Does an element that holds nothing but text go on here? */
  get isRaw(): boolean {
    return this.stack.some(({ name }) => name === 'pre');
  }

  /** Is a table open, but no cell of it? */
  get isBetweenCells(): boolean {
    return /^(?:table|t(?:head|body|foot)|tr)$/.test(this.top.name);
  }

  /** Everything that is complete, taken out. */
  take(): HtmlPart<Block>[] {
    return this.root.children.splice(0) as HtmlPart<Block>[];
  }

  addBlock(block: Block): void {
    this.top.children.push({ type: 'markdown', block });
  }

  /** An empty line: words that follow are another paragraph, but for those of `pre`. */
  endParagraph(): void {
    if (!this.isRaw) this.ended = this.top.children.at(-1);
  }

  addHtml(html: string, line: number): void {
    let at = line;
    for (const token of htmlTokens(html)) {
      const raw = html.slice(token.start, token.end);
      this.token(token, raw, at);
      at += raw.split('\n').length - 1;
    }
  }

  private get top(): HtmlElement {
    return this.stack.at(-1) ?? this.root;
  }

  private token(token: HtmlToken, raw: string, line: number): void {
    const { type, name } = token;
    const isBlock = elementNames.html.has(name) || elementNames.htmlGroup.has(name);
    if (type === 'comment') return;
    if (!isBlock || (this.top.name === 'pre' && name !== 'pre')) this.inline(raw, line);
    else if (type === 'close') this.close(name);
    else if (type === 'open') this.open(token, line);
  }

  private inline(raw: string, line: number): void {
    const last = this.top.children.at(-1);
    if (last?.type === 'inline' && last !== this.ended) last.raw += raw;
    else if (/[^ \t\n\f\r]/.test(raw) || this.top.name === 'pre') this.top.children.push({ type: 'inline', raw, line });
  }

  private open({ name, attributes }: HtmlToken, line: number): void {
    if (endsParagraph.test(name)) this.close('p', barriers['p']);
    for (const other of ends[name] ?? []) this.close(other, barriers[name]);
    const element: HtmlElement = { type: 'element', name, attributes, children: [], line };
    this.top.children.push(element);
    if (elementNames.htmlVoid.has(name)) return;
    if (this.stack.length >= maxDepth) throw unconvertible(line, `HTML is nested deeper than ${maxDepth} levels`);
    this.stack.push(element);
  }

  private close(name: string, stopAt: readonly string[] = ['table']): void {
    for (let i = this.stack.length - 1; i > 0; i--) {
      const open = this.stack[i]?.name ?? '';
      if (open === name) {
        this.stack = this.stack.slice(0, i);
        return;
      }
      if (stopAt.includes(open)) return;
    }
  }
}

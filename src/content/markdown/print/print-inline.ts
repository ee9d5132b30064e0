import type { Atom, MarkName, Token } from '../../model/inline.js';
import { marks } from '../../model/inline.js';
import { markElements } from '../../model/element-names.js';
import { userHref } from '../../macros/link.js';
import type { Next, TextContext } from './escape-text.js';
import { areApart, escapeFormulas, formulasIn } from './formulas.js';
import { escapeAddress, escapeText, isSpace, quoteAttribute } from './escape-text.js';

interface InlineOptions {
  /** In a GFM cell, a line break is `<br>` and pipes are escaped. */
  readonly inCell?: boolean;
  /** A heading is one line. */
  readonly oneLine?: boolean;
  /** The content follows other text on its line (`- [ ] `), so that nothing can begin a block there. */
  readonly inLine?: boolean;
}

/** A stretch of tokens in one format. */
interface Stretch {
  readonly marks: number;
  readonly link: string | null;
  readonly kind: 'text' | 'break' | 'atom';
  text: string;
  readonly atom: Atom | null;
}

/** Formulas are printed as they are where nothing beside them has a dollar sign. */
function dollarsOf(list: readonly Stretch[], { inCell = false }: InlineOptions): 'plain' | 'formulas' {
  const isPlain = (one: Stretch) => one.kind === 'text' && one.link === null && (one.marks & marks.code) === 0;
  const others = list.map((one) => (isPlain(one) ? '' : `${one.text} ${one.link ?? ''} ${JSON.stringify(one.atom)}`));
  const texts = list.filter(isPlain).map(({ text }) => text);
  return areApart(texts, others.join(' '), inCell) ? 'formulas' : 'plain';
}

/** Prints inline content as Markdown. */
export function printInline(tokens: readonly Token[], options: InlineOptions = {}): string {
  return new InlinePrinter(stretches(tokens), options).print();
}

/** Tokens gathered by their format, hidden ones left out; breaks and atoms stay each for itself. */
export function stretches(tokens: readonly Token[]): Stretch[] {
  const out: Stretch[] = [];
  for (const token of tokens) {
    if (token.kind === 'hidden') continue;
    const last = out.at(-1);
    const kind = token.kind === 'break' || token.kind === 'atom' ? token.kind : 'text';
    if (kind === 'text' && last?.kind === 'text' && last.marks === token.marks && last.link === token.link)
      last.text += token.text;
    else out.push({ marks: token.marks, link: token.link, kind, text: token.text, atom: token.atom });
  }
  return out;
}

const delimiters = { strong: '**', em: '*', strike: '~~' } as const;
const nestable: readonly MarkName[] = ['strong', 'em', 'strike', 'underline', 'sub', 'sup'];

class InlinePrinter {
  /** Among asterisks that are text, marks are written as tags: no rule of Markdown can then take one for the other. */
  private readonly onlyTags: boolean;
  private dollars: 'plain' | 'formulas' | 'escaped';

  constructor(
    private readonly list: readonly Stretch[],
    private readonly options: InlineOptions,
  ) {
    this.onlyTags = list.some((stretch) => stretch.kind === 'text' && /[*~]/.test(stretch.text));
    this.dollars = list.some((stretch) => stretch.text.includes('$')) ? dollarsOf(list, options) : 'plain';
  }

  print(): string {
    const text = this.group(0, this.list.length, 0, false);
    if (this.dollars === 'formulas' || escapeFormulas(text) === text) return text;
    this.dollars = 'escaped';
    return this.group(0, this.list.length, 0, false);
  }

  /** The stretches from `from` to `to`, of which the marks in `done` and the link are already open. */
  private group(from: number, to: number, done: number, inLink: boolean): string {
    const out: string[] = [];
    for (let i = from; i < to;) {
      const here = this.list[i];
      if (!here) break;
      const open = nestable.filter((name) => here.marks & marks[name] & ~done);
      if (here.link !== null && !inLink) {
        const end = this.extent(i, to, (other) => other.link === here.link && (other.marks & done) === done);
        out.push(this.link(i, end, done, here.link));
        i = end;
      } else if (open.length > 0) {
        const { name, end } = this.farthest(i, to, open);
        out.push(this.mark(name, lastSign(out.at(-1) ?? ''), i, end, done, inLink));
        i = end;
      } else {
        out.push(this.stretch(i, here, inLink));
        i++;
      }
    }
    return out.join('');
  }

  private extent(from: number, to: number, fits: (stretch: Stretch) => boolean): number {
    let end = from;
    for (let one = this.list[end]; end < to && one && fits(one); one = this.list[end]) end++;
    return end;
  }

  private farthest(from: number, to: number, open: readonly MarkName[]): { name: MarkName; end: number } {
    const reach = open.map((name) => ({
      name,
      end: this.extent(from, to, (other) => (other.marks & marks[name]) !== 0),
    }));
    return reach.reduce((best, one) => (one.end > best.end ? one : best));
  }

  /** Text in a mark; as a tag where asterisks would not be read as meant. */
  private mark(name: MarkName, before: string, from: number, to: number, done: number, inLink: boolean): string {
    const inner = this.group(from, to, done | marks[name], inLink);
    const delimiter = !this.onlyTags && name in delimiters ? delimiters[name as keyof typeof delimiters] : null;
    if (delimiter !== null && flanks(before, inner, this.firstChar(to))) return delimiter + inner + delimiter;
    return `<${markElements[name]}>${inner}</${markElements[name]}>`;
  }

  /** Roughly what will be printed next: a sign where a mark, a link or an atom begins. */
  private firstChar(at: number): string {
    const next = this.list[at];
    if (!next || next.kind === 'break') return '';
    return next.kind === 'text' && next.marks === 0 && next.link === null ? firstSign(next.text) : '*';
  }

  private link(from: number, to: number, done: number, href: string): string {
    return `[${this.group(from, to, done, true)}](${escapeAddress(href, this.options.inCell ?? false)})`;
  }

  private stretch(at: number, here: Stretch, inLink: boolean): string {
    const inCell = this.options.inCell ?? false;
    if (here.kind === 'break') return inCell || this.options.oneLine ? '<br>' : '\\\n';
    if (here.atom) return printAtom(here.atom, inCell);
    return here.marks & marks.code ? printCode(here.text, inCell) : this.text(at, here, inLink);
  }

  private text(at: number, here: Stretch, inLink: boolean): string {
    const previous = this.list[at - 1];
    const startsLine =
      previous === undefined
        ? !this.options.inLine
        : previous.kind === 'break' && !this.options.inCell && !this.options.oneLine;
    // What is in braces behind a picture would be its width.
    const directive = previous?.atom ? previous.atom.kind === 'image' || isDirective(previous.atom) : false;
    // Formats and links that a break divides show no sign behind it: their text is what the line begins with.
    const opens = (here.marks & ~(previous?.marks ?? 0)) !== 0 || here.link !== (previous?.link ?? null);
    const before = startsLine && !opens ? 'start' : directive ? 'directive' : 'other';
    const context = { before, next: this.next(at, here), inLink, inCell: this.options.inCell ?? false } as const;
    const text = this.escaped(here.text, context);
    return this.options.oneLine && this.list.length === at + 1 ? text.replace(/#(?=#*$)/, '\\#') : text;
  }

  private escaped(text: string, context: TextContext): string {
    if (this.dollars === 'plain') return escapeText(text, context);
    if (this.dollars === 'escaped') return escapeText(text, context).replaceAll('$', '\\$');
    let out = '';
    let at = 0;
    for (const { start, text: formula } of formulasIn(text)) {
      const before = at === 0 ? context.before : 'other';
      if (start > at) out += escapeText(text.slice(at, start), { ...context, before, next: 'text' });
      out += context.inCell ? formula.replaceAll('|', '\\|') : formula;
      at = start + formula.length;
    }
    return out + escapeText(text.slice(at), at === 0 ? context : { ...context, before: 'other' });
  }

  private next(at: number, here: Stretch): Next {
    const next = this.list[at + 1];
    if (!next || next.kind === 'break') return 'end';
    if (next.atom && next.link === null) return isDirective(next.atom) ? 'directive' : 'link';
    if (next.link !== here.link && next.link !== null) return 'link';
    return next.marks !== here.marks ? 'mark' : 'text';
  }
}

function isDirective(atom: Atom): boolean {
  return atom.kind === 'status' || atom.kind === 'date' || atom.kind === 'opaque';
}

function firstSign(text: string): string {
  return /^./su.exec(text)?.[0] ?? '';
}

function lastSign(text: string): string {
  return /.$/su.exec(text.slice(-2))?.[0] ?? '';
}

const punctuation = /[\p{P}\p{S}]/u;
/** GFM's strikethrough sees half of a sign beyond U+FFFF, and so no punctuation. */
const plainPunctuation = /(?![\u{10000}-\u{10FFFF}])[\p{P}\p{S}]/u;

/** Would asterisks around `inner` open and close where they stand? (CommonMark's left- and right-flanking runs, on the safe side.) */
function flanks(before: string, inner: string, after: string): boolean {
  const first = firstSign(inner);
  const last = lastSign(inner);
  if (isSpace(first) || isSpace(last) || /^[*~]|[*~]$/.test(inner))
    return isNestedPair(inner) && isSpace(before) && isSpace(after);
  const opens = !punctuation.test(first) || isSpace(before) || plainPunctuation.test(before);
  const closes = !punctuation.test(last) || isSpace(after) || plainPunctuation.test(after);
  return opens && closes && !/[*~\\]/.test(before) && !/[*~]/.test(after);
}

/** `***both***`: the one nesting of asterisks in asterisks that is always read as meant. */
function isNestedPair(inner: string): boolean {
  return (
    /^\*\*?[^*]*[^*\s\\]\*\*?$/.test(inner) &&
    !/^\*{1,2}\s/.test(inner) &&
    /^(\*+)/.exec(inner)?.[0] === /(\*+)$/.exec(inner)?.[0]
  );
}

function printCode(text: string, inCell: boolean): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  const code = `${fence}${pad}${text}${pad}${fence}`;
  return inCell ? code.replaceAll('|', '\\|') : code;
}

const isolated = { before: 'other', next: 'end', inLink: true } as const;

/** One thing that is no text, as the Markdown that reads as it again: an image, a mention, a directive with its id. */
export function printAtom(atom: Atom, inCell: boolean): string {
  const label = (text: string) => escapeText(text, { ...isolated, inCell });
  switch (atom.kind) {
    case 'image': {
      const caption = atom.caption === '' ? '' : ` "${label(atom.caption).replaceAll('"', '\\"')}"`;
      // Behind a pipe stands the width, as Obsidian has it.
      const alt = label(atom.alt).replace(/\\?\|(?=\d{2,4}(?:x\d+)?$)/, '&#124;');
      return `![${alt}](${escapeAddress(atom.target, inCell)}${caption})`;
    }
    case 'mention':
      return `[@${label(atom.label)}](${escapeAddress(userHref(atom.account), inCell)})`;
    case 'status':
      return `:status[${label(atom.title)}]${atom.color === '' ? '' : `{color=${/^[\w-]+$/.test(atom.color) ? atom.color : quoteAttribute(atom.color)}}`}`;
    case 'date':
      return `:date[${atom.date}]`;
    case 'opaque':
      return `:macro[${label(atom.label)}]{#${atom.id}}`;
  }
}

import type { PhrasingContent } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { escapeFormulas } from '../print/formulas.js';
import type { Token } from '../../model/inline.js';
import { breakRun, textRun } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import { unconvertible } from '../../model/unconvertible.js';
import { inlineSyntax } from './dialect.js';
import type { Definitions } from './definitions.js';
import type { ParseNotes } from './notes.js';
import { sizedImages } from './sized-images.js';
import { PhrasingParser } from './parse-phrasing.js';

/** One run of the parser reads about this much: its cost grows faster than its input. */
const batchChars = 4000;
/** Signs that the parser must hold back until it knows what they are; many of them in one block cost seconds. */
const maxSigns = 12_000;

const formatting = new Set(Array.from('[]*_`<!~:&\\', (sign) => sign.charCodeAt(0)));

/** What could be more than words and their spaces. */
const special = /[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<[A-Za-z/!?]|&[#A-Za-z]|~~|:[\p{L}_]|[ \t]\n/u;

interface Parsed {
  readonly nodes: readonly PhrasingContent[];
  readonly source: string;
  /** Does a break of Markdown's own follow? */
  readonly isBroken?: boolean;
}

/** A break at the end of a line: blanks, or a backslash that no other one takes its meaning from. */
const lineBreak = / {2,}$|(?<=(?<!\\)(?:\\\\)*)\\$/;

/** The extension that turns bare addresses into links works on the finished tree, and is left out by what marks it. */
const trees = [...gfmFromMarkdown().filter((extension) => extension.transforms === undefined), directiveFromMarkdown()];

/** Reads the inline content of a text, many pieces in one run of the parser. */
export class InlineParser {
  private readonly parsed = new Map<string, Parsed>();

  constructor(
    private readonly definitions: Definitions,
    private readonly notes: ParseNotes,
  ) {}

  /** Reads these pieces ahead. */
  prepare(texts: Iterable<string>): void {
    let batch: string[] = [];
    let length = 0;
    const waiting = new Set<string>();
    for (const text of texts) {
      const piece = tidy(text);
      // Long ones of many lines are read in parts once they are wanted.
      const isLong = piece.length > batchChars && piece.includes('\n');
      if (isLong || !special.test(piece) || piece === '' || this.parsed.has(piece) || waiting.has(piece)) continue;
      if (length + piece.length > batchChars) {
        this.run(batch);
        batch = [];
        length = 0;
      }
      waiting.add(piece);
      batch.push(piece);
      length += piece.length + 2;
    }
    this.run(batch);
  }

  /** Words, breaks and atoms of a piece of inline content that begins in this line. */
  parse(text: string, line: number): Token[] {
    const piece = tidy(text);
    if (piece === '') return [];
    if (!special.test(piece)) return tokenize([textRun(piece, 0, null)]);
    const known = this.parsed.get(piece);
    if (known || piece.length <= batchChars || !piece.includes('\n'))
      return this.read([known ?? this.one(piece, line)], line);
    return this.read(this.inParts(piece, line), line);
  }

  private read(parts: readonly Parsed[], line: number): Token[] {
    const runs = parts.flatMap(({ nodes, source }, i) => [
      ...(i === 0 ? [] : [parts[i - 1]?.isBroken ? breakRun(0, null) : textRun('\n', 0, null)]),
      ...new PhrasingParser(source, line, this.definitions, this.notes).runs(nodes),
    ]);
    return tokenize(runs);
  }

  /** A long paragraph some lines at a time, cut only where nothing in the lines before can reach beyond the cut. */
  private inParts(piece: string, line: number): Parsed[] {
    const parts: Parsed[] = [];
    let rest = piece.split('\n');
    for (let count = 20; rest.length > 0;) {
      const part = rest.slice(0, count).join('\n');
      const isBroken = rest.length > count && lineBreak.test(part);
      const parsed = this.one(isBroken ? part.replace(lineBreak, '') : part, line);
      if (rest.length > count && reachesOn(parsed)) {
        count *= 4;
        continue;
      }
      parts.push(isBroken ? { ...parsed, isBroken } : parsed);
      rest = rest.slice(count);
      count = 20;
    }
    return parts;
  }

  private one(piece: string, line: number): Parsed {
    if (isHeavy(piece)) throw unconvertible(line, `a block has more than ${maxSigns} formatting signs`);
    this.run([piece]);
    return this.parsed.get(piece) ?? { nodes: [{ type: 'text', value: piece }], source: piece };
  }

  private run(batch: readonly string[]): void {
    if (batch.length === 0 || (batch.length === 1 && isHeavy(batch[0] ?? ''))) return;
    const source = batch.join('\n\n');
    const { names, footnotes } = this.definitions;
    const { children } = fromMarkdown(source, {
      extensions: inlineSyntax(names, footnotes),
      mdastExtensions: trees,
    });
    const paragraphs = children.filter((node) => node.type === 'paragraph');
    // Each piece is one paragraph, since nothing but paragraphs is read and none holds an empty line.
    if (paragraphs.length === batch.length)
      batch.forEach((piece, i) => this.parsed.set(piece, { nodes: paragraphs[i]?.children ?? [], source }));
    else if (batch.length > 1) for (const piece of batch) this.run([piece]);
  }
}

/** Is there a sign in the text that a later one could make into more than text? */
function reachesOn({ nodes }: Parsed): boolean {
  const words = nodes.map((node) => (node.type === 'text' ? node.value : node.type === 'html' ? '' : 'x')).join('');
  if (/`|[*~](?!\s)|(?<![\p{L}\p{N}])_(?!\s)|<[A-Za-z/!?][^>]*$|:\w+\{[^}]*$/u.test(words)) return true;
  let depth = 0;
  for (const [sign] of words.matchAll(/[[\]]/g)) depth = sign === '[' ? depth + 1 : Math.max(0, depth - 1);
  return depth > 0;
}

/** Has a text more formatting signs than are read in one go? Counted no further than it takes to know. */
function isHeavy(piece: string): boolean {
  if (piece.length <= maxSigns) return false;
  let signs = 0;
  for (let i = 0; i < piece.length && signs <= maxSigns; i++) if (formatting.has(piece.charCodeAt(i))) signs++;
  return signs > maxSigns;
}

/** Code, which stays as it is, or an address of ours with blanks in it: titles of pages have some, and CommonMark's addresses none. */
const spacedAddress =
  /(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|\]\(((?:page|blog|attachment|space|user):(?:[^()<>"\n]|\([^()\n]*\))*?[ \t](?:[^()<>"\n]|\([^()\n]*\))*?)([ \t]+"[^"\n]*")?\)/g;

function bracketed(whole: string, ticks: string | undefined, address: string | undefined, title = ''): string {
  return ticks !== undefined || address === undefined ? whole : `](<${address.trim()}>${title})`;
}

/** Code, the address of a link, a tag, or a bare address with asterisks in it, which GFM reads as a part of the address. */
const starredAddress =
  /(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|\]\([^\s()]*|<[^<>\n]*>|(?<![\p{L}\p{N}*])https?:\/\/[^\s<`*]+\*[^\s<`]+/gu;

/** Asterisks with more of the address behind them would begin and end formats. */
function escapeStars(whole: string): string {
  return /^https?:/.test(whole) ? whole.replace(/(?<!\\)\*(?=[\w/?&=%#.~*-]*[\w/?&=%#])/g, '\\*') : whole;
}

/** What Markdown takes from the ends of lines: spaces of other kinds are a writer's own. */
const edges = /^[ \t\n]+|(?<![ \t\n])[ \t\n]+$/g;

/** Without blanks at both ends, and without empty lines, which inline content has none of. */
function tidy(text: string): string {
  const trimmed = sizedImages(escapeFormulas(text.replace(edges, '')));
  const linked = trimmed.includes('](') ? trimmed.replace(spacedAddress, bracketed) : trimmed;
  const solid = /:\/\/[^\s<`]*\*/.test(linked) ? linked.replace(starredAddress, escapeStars) : linked;
  return /\n[ \t]*\n/.test(solid) ? solid.replace(/\n(?:[ \t]*\n)+/g, '\n') : solid;
}

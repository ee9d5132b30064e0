import type { PhrasingContent } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { escapeFormulas } from '../print/formulas.js';
import type { Run, Token } from '../../model/inline.js';
import { breakRun, textRun } from '../../model/inline.js';
import { replaceOutsideCode } from '../../model/outside-code.js';
import { tokenize } from '../../model/tokenize.js';
import { unconvertible } from '../../model/unconvertible.js';
import { inlineSyntax } from './dialect.js';
import { htmlTokens } from './html-tokens.js';
import type { Definitions } from './definitions.js';
import type { ParseNotes } from './notes.js';
import { quotedAttributes } from './quoted-attributes.js';
import { sizedImages } from './sized-images.js';
import { PhrasingParser } from './parse-phrasing.js';

/** One run of the parser reads about this much: its cost grows faster than its input. */
const batchChars = 4000;
/** Of a long block one run reads about this much at first, and more where a sign reaches beyond it. */
const partChars = 3000;
/** Signs that the parser must hold back until it knows what they are; many of them in one block cost seconds. */
const maxSigns = 12_000;

const formatting = new Set(Array.from('[]*_`<!~:&\\', (sign) => sign.charCodeAt(0)));

/** What could be more than words and their spaces. */
const special = /[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<[A-Za-z/!?]|&[#A-Za-z]|~~|:[\p{L}_]|[ \t]\n/u;

interface Parsed {
  readonly nodes: readonly PhrasingContent[];
  readonly source: string;
  /** What follows it in the text that it is a part of: a break of Markdown's own, or what is between two words. */
  readonly behind?: Run;
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
      const piece = preparePhrasing(text);
      // Long ones are read in parts once they are wanted.
      if (
        piece.length > batchChars ||
        !special.test(piece) ||
        piece === '' ||
        this.parsed.has(piece) ||
        waiting.has(piece)
      )
        continue;
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
    const piece = preparePhrasing(text);
    if (piece === '') return [];
    if (!special.test(piece)) return tokenize([textRun(piece, 0, null)]);
    const known = this.parsed.get(piece);
    if (known || piece.length <= batchChars) return this.read([known ?? this.one(piece, line)], line);
    return this.read(this.inParts(piece, line), line);
  }

  private read(parts: Iterable<Parsed>, line: number): Token[] {
    const runs: Run[] = [];
    for (const { nodes, source, behind } of parts) {
      for (const run of new PhrasingParser(source, line, this.definitions, this.notes).runs(nodes)) runs.push(run);
      if (behind) runs.push(behind);
    }
    return tokenize(runs);
  }

  /**
   * A long paragraph some words at a time, cut only where nothing in the words before can reach beyond the cut. Nothing is kept of a
   * part: trees of a line of a megabyte take more room than all that is made of them.
   */
  private *inParts(piece: string, line: number): Generator<Parsed> {
    let length = partChars;
    for (let at = 0; at < piece.length;) {
      const end = cutBehind(piece, at + length);
      const part = piece.slice(at, end);
      const isBroken = piece[end] === '\n' && lineBreak.test(part);
      const own = isBroken ? part.replace(lineBreak, '') : part;
      const parsed = this.one(own, line);
      this.parsed.delete(own);
      if (end < piece.length && reachesOn(parsed)) {
        length *= 4;
        continue;
      }
      const behind = isBroken ? breakRun(0, null) : textRun(piece.slice(end, end + 1), 0, null);
      yield end < piece.length ? { ...parsed, behind } : parsed;
      at = end + 1;
      length = partChars;
    }
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

/** The next place, not before `at`, where a blank or the end of a line stands alone between words; the length where there is none. */
function cutBehind(piece: string, at: number): number {
  blankBetween.lastIndex = at;
  return blankBetween.exec(piece)?.index ?? piece.length;
}

/** Blanks before the end of a line are a break, and no part begins with what another one ends with. */
const blankBetween = /\n(?=\S)|(?<=\S) (?=\S)/g;

/** Is there a sign in the text that a later one could make into more than text? */
function reachesOn({ nodes }: Parsed): boolean {
  const words = nodes.map((node) => (node.type === 'text' ? node.value : node.type === 'html' ? '' : 'x')).join('');
  if (/`|[*~](?!\s)|(?<![\p{L}\p{N}])_(?!\s)|<[A-Za-z/!?][^>]*$|:\w+\{[^}]*$/u.test(words)) return true;
  let depth = 0;
  for (const [sign] of words.matchAll(/[[\]]/g)) depth = sign === '[' ? depth + 1 : Math.max(0, depth - 1);
  return depth > 0 || nodes.reduce((open, node) => (node.type === 'html' ? tagsOpen(node.value, open) : open), 0) > 0;
}

/** How many elements are open behind some HTML, of so many before it. */
function tagsOpen(html: string, before: number): number {
  return htmlTokens(html).reduce((open, { type, name }) => {
    if (type === 'open' && !/^(?:br|img|wbr)$/.test(name)) return open + 1;
    return type === 'close' ? Math.max(0, open - 1) : open;
  }, before);
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
  /`+|\]\(((?:page|blog|attachment|space|user):(?:[^() \t\n]|\([^()\n]*\))*[ \t](?![ \t]*"[^"\n]*"[ \t]*\))(?:[^()\n]|\([^()\n]*\))*?)([ \t]"[^"\n]*")?\)/g;

function bracketed(_whole: string, address = '', title = ''): string {
  return `](<${address.trim().replace(/[<>]/g, '\\$&')}>${title})`;
}

/** What Markdown takes from the ends of lines: spaces of other kinds are a writer's own. */
const edges = /^[ \t\n]+|(?<![ \t\n])[ \t\n]+$/g;

/** Blanks that nobody sees behind the sign of a break. */
const behindBreak = /(?<=(?<!\\)(?:\\\\)*\\)[ \t]+(?=\n)/g;

/** Without blanks at both ends, and without empty lines, which inline content has none of. */
function preparePhrasing(text: string): string {
  const trimmed = sizedImages(quotedAttributes(escapeFormulas(text.replace(edges, '').replace(behindBreak, ''))));
  const linked = trimmed.includes('](') ? replaceOutsideCode(trimmed, spacedAddress, bracketed) : trimmed;
  return /\n[ \t]*\n/.test(linked) ? linked.replace(/\n(?:[ \t]*\n)+/g, '\n') : linked;
}

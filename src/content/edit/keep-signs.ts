import { fold } from '../model/fold.js';
import { diffKeys } from './patch/align.js';

/** Markdown with the signs of the page, and words of which some were sent; null where they were sent as they are. */
interface Kept {
  readonly markdown: string;
  readonly example: { readonly sent: string; readonly own: string } | null;
}

const typographic = /[\u00A0\u2007\u2009\u202F\u2018-\u201B\u2032\u201C-\u201F\u2033\u2010-\u2015\u2212\u2026]/;
/** What a keyboard has in place of these. */
const plain = /^(?:\\?(?:['"]|-{1,3}|\.{3})| )$/;
/** Code, tags and web addresses are one token each: of them every sign is meant as it was sent. */
const tokenPattern = /`+[^`\n]*`+|<[^>\n]*>|https?:\/\/[^\s()<>"]*|\\?(?:['"]|\.{3}|-{1,3})|[\p{L}\p{N}]+|[^]/gu;
const fence = /^(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(`{3,}|~{3,})/;

/**
 * Gives back curly quotes, long dashes, ellipses and no-break blanks that the page has, where the text that takes its place has the
 * signs of a keyboard between the same words: models write Markdown anew with these, and nobody edited them.
 */
export function keepSigns(page: string, sent: string): Kept {
  const { from, to, sentTo } = differingLines(page, sent);
  if (!typographic.test(page.slice(from, to))) return { markdown: sent, example: null };
  const keeper = new SignKeeper(page.slice(0, from), page.slice(from, to));
  const markdown = keeper.keep(sent.slice(from, sentTo));
  return { markdown: sent.slice(0, from) + markdown + sent.slice(sentTo), example: keeper.example };
}

/** Tells the writer, who may have meant them. */
export function warnOfSignsKept({ example }: Kept): string[] {
  if (example === null) return [];
  return [
    `Where only quotes or dashes of another kind were sent, those of the page stay ("${example.own}", not "${example.sent}"): replace_text changes them.`,
  ];
}

/** What is between the lines at both ends that are the same. */
function differingLines(page: string, sent: string): { from: number; to: number; sentTo: number } {
  const most = Math.min(page.length, sent.length);
  let head = 0;
  while (head < most && page.charCodeAt(head) === sent.charCodeAt(head)) head++;
  const from = head === 0 ? 0 : page.lastIndexOf('\n', head - 1) + 1;
  let tail = 0;
  while (tail < most - head && page.charCodeAt(page.length - 1 - tail) === sent.charCodeAt(sent.length - 1 - tail))
    tail++;
  const lineEnd = page.indexOf('\n', page.length - tail);
  const to = lineEnd < 0 ? page.length : lineEnd;
  return { from, to, sentTo: sent.length - (page.length - to) };
}

class SignKeeper {
  example: Kept['example'] = null;
  private readonly lines: readonly string[];
  /** Lines of the page that have such signs, by their words. */
  private readonly byWords = new Map<string, string>();

  constructor(
    private readonly before: string,
    page: string,
  ) {
    this.lines = this.proseIn(page).filter((line) => line !== null);
    for (const line of this.lines) if (typographic.test(line)) this.byWords.set(wordsOf(line), line);
  }

  /** A line with the same words has the signs of that of the page, wherever it stands; then lines that were edited have. */
  keep(sent: string): string {
    const all = sent.split('\n');
    const own = new Set(this.lines);
    const prose = this.proseIn(sent);
    for (const [i, line] of prose.entries()) {
      const same = line === null || own.has(line) ? undefined : this.byWords.get(wordsOf(line));
      if (line !== null && same !== undefined) all[i] = prose[i] = this.withSigns(same, line);
    }
    const places = prose.flatMap((line, i) => (line === null ? [] : [i]));
    const lines = places.map((i) => all[i] ?? '');
    for (const { same, from, to, editedFrom, editedTo } of diffKeys(this.lines, lines)) {
      if (same || from === to || editedFrom === editedTo) continue;
      const old = this.lines.slice(from, to).join('\n');
      if (!typographic.test(old)) continue;
      const now = this.withSigns(old, lines.slice(editedFrom, editedTo).join('\n'), true).split('\n');
      now.forEach((line, i) => (all[places[editedFrom + i] ?? 0] = line));
    }
    return all.join('\n');
  }

  /** The lines of a text behind the same beginning, null for those of a block of code. */
  private proseIn(text: string): (string | null)[] {
    let open = openFence(this.before.split('\n'), '');
    return text.split('\n').map((line) => {
      const isCode = open !== '';
      open = openFence([line], open);
      return isCode ? null : line;
    });
  }

  private withSigns(old: string, now: string, isEdited = false): string {
    const [before, after] = [tokensOf(old), tokensOf(now)];
    const out = [...after];
    for (const { same, from, to, editedFrom } of diffKeys(before.map(keyOf), after.map(keyOf))) {
      if (!same) continue;
      for (let i = from; i < to; i++) {
        const at = editedFrom + i - from;
        const [own = '', sent = ''] = [before[i], after[at]];
        if (own === sent || !typographic.test(own) || !plain.test(sent)) continue;
        // A blank beside a new word is the writer's, and so is a sign between words that have others around them on the page.
        const isBetween = sent === ' ' ? i > from && i + 1 < to : isBesideSame([before, i], [after, at]);
        if (!isBetween || (sent === '"' && isEdited && isDelimiter([after, at]))) continue;
        out[at] = own;
        if (sent !== ' ') this.example ??= { own: around(before, i), sent: around(after, at) };
      }
    }
    return out.join('');
  }
}

/** The fence that is still open behind these lines; empty where none is. */
function openFence(lines: readonly string[], open: string): string {
  return lines.reduce((now, line) => {
    const [, sign = ''] = fence.exec(line) ?? [];
    if (now === '') return sign;
    return sign.startsWith(now) && line.trimEnd().endsWith(sign) ? '' : now;
  }, open);
}

function tokensOf(text: string): readonly string[] {
  return text.match(tokenPattern) ?? [];
}

function keyOf(token: string): string {
  if (token.length > 2 && /^(?:`|<|https?:)/.test(token)) return token;
  return fold(token)
    .replace('\u2026', '...')
    .replace(/^\\(?=.)/, '')
    .replace(/^-+$/, '-');
}

function wordsOf(line: string): string {
  return tokensOf(line).map(keyOf).join('\u0000');
}

/** So many tokens away. */
const nearby = 20;

type Place = readonly [tokens: readonly string[], at: number];

/** Has a sign the same word before it or behind it in both lines? A dash behind signs of blocks alone may be that of an item. */
function isBesideSame(own: Place, sent: Place): boolean {
  const [tokens, at] = sent;
  const before = tokens.slice(Math.max(0, at - nearby), at).join('');
  const isDash = tokens[at]?.endsWith('-') === true;
  if (isDash && /^[\s\d>*+|.)-]*$/.test(before.slice(before.lastIndexOf('\n') + 1))) return false;
  return ([-1, 1] as const).some((step) => {
    const word = wordFrom(...own, step);
    return word !== '' && word === wordFrom(...sent, step);
  });
}

/** May a quote be the one around a title, in the brackets of an address or the braces of a block? */
function isDelimiter([tokens, at]: Place): boolean {
  const before = tokens.slice(Math.max(0, at - nearby), at).join('');
  return /(?:\]\(|\{)[^)}\n]*$/.test(before);
}

/** The nearest word in the line, in one direction; empty where none is near. */
function wordFrom(tokens: readonly string[], at: number, step: 1 | -1): string {
  for (let i = at + step; Math.abs(i - at) < nearby && tokens[i] !== undefined && tokens[i] !== '\n'; i += step)
    if (/^[\p{L}\p{N}]/u.test(tokens[i] ?? '')) return tokens[i] ?? '';
  return '';
}

/** A sign with the words that it touches. */
function around(tokens: readonly string[], at: number): string {
  return tokens
    .slice(Math.max(0, at - 1), at + 2)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

import type { Piece, Run, Token } from './inline.js';
import { visible } from './inline.js';

/** Bare web addresses are one word, without the punctuation that ends a sentence. */
const url = String.raw`https?:\/\/[^\s<>"\u00A0]*[^\s<>"\u00A0?!.,:;*_~'\)\]\}]\/?`;
const emoji = String.raw`\p{RGI_Emoji}`;
const shortname = String.raw`:[a-z0-9_+\-]+:`;
/** Scripts written without spaces are cut at each character, so that an edit touches no more than it must. */
const ideograph = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]\p{M}*`;
const word = String.raw`[[\p{L}\p{N}\p{M}_\u200C\u200D]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]]+`;
const space = String.raw`[ \t\r\n\f\u00A0]+`;
const tokenPattern = new RegExp(`${space}|${url}|${word}|${ideograph}|${emoji}|${shortname}|[\\s\\S]`, 'yv');
const blank = /[ \t\r\n\f\u00A0]/;
const wholeUrl = new RegExp(`^${url}$`, 'v');

/** Is this text, all of it, a bare web address as the tokenizer cuts it? */
export function isBareUrl(text: string): boolean {
  return wholeUrl.test(text);
}

/** Cuts runs into tokens in normal form: white space collapsed, trimmed at edges and breaks, unformatted at the edges of a format. */
export function tokenize(runs: readonly Run[]): Token[] {
  const tokens: Token[] = [];
  let segment: Run[] = [];
  const flush = () => {
    if (segment.length > 0) cutWords(segment, tokens);
    segment = [];
  };
  for (const run of plainUrls(runs)) {
    if (run.kind === 'break' || run.kind === 'atom') {
      flush();
      tokens.push(single(run, run.kind));
    } else {
      const head = segment.find((other) => other.kind === 'text');
      if (run.kind === 'text' && head && (head.marks !== run.marks || head.link !== run.link)) flush();
      segment.push(run);
    }
  }
  flush();
  collapseSpaces(tokens);
  formatSpaces(tokens);
  return tokens;
}

function single(run: Run, kind: Token['kind']): Token {
  const piece = { run, from: 0, to: run.text.length };
  return { kind, text: run.text, marks: run.marks & ~64, link: run.link, atom: run.atom, pieces: [piece] };
}

/** A link that shows its own address is the same to a reader as the bare address; its element becomes a hidden wrapper. */
function plainUrls(runs: readonly Run[]): readonly Run[] {
  if (!runs.some((run) => run.link !== null)) return runs;
  const out: Run[] = [];
  for (let i = 0; i < runs.length;) {
    const link = runs[i]?.link ?? null;
    let end = i + 1;
    while (end < runs.length && link !== null && runs[end]?.link === link) end++;
    const group = runs.slice(i, end);
    const bare =
      link !== null && isBareGroup(group, link) && !joins(runs[i - 1]?.text.at(-1)) && !joins(runs[end]?.text[0]);
    out.push(...(bare ? group.map((run) => ({ ...run, link: null })) : group));
    i = end;
  }
  return out;
}

function isBareGroup(group: readonly Run[], link: string): boolean {
  if (!group.every((run) => (run.kind === 'text' || run.kind === 'hidden') && run.marks === group[0]?.marks))
    return false;
  return group.map((run) => run.text).join('') === link && (group[0]?.marks ?? 0) < 64 && isBareUrl(link);
}

/** Would this neighbour be read as a part of the address? */
function joins(neighbour: string | undefined): boolean {
  return neighbour !== undefined && !/[\s.,;:!?()"']/u.test(neighbour);
}

function cutWords(segment: readonly Run[], tokens: Token[]): void {
  const text = segment.map((run) => run.text).join('');
  const first = segment.find((run) => run.kind === 'text');
  const format = { marks: first?.marks ?? 0, link: first?.link ?? null, atom: null };
  const cut = new Cutter(segment);
  cut.hiddenHere(tokens);
  // `test` with a sticky pattern makes no array for each word: this is the hot loop of every read.
  for (let from = 0; from < text.length;) {
    tokenPattern.lastIndex = from;
    const end = tokenPattern.test(text) ? tokenPattern.lastIndex : from + 1;
    const value = text.slice(from, end);
    if (blank.test(value))
      tokens.push({ kind: 'space', text: spaceOf(value), ...format, pieces: cut.take(end - from) });
    else tokens.push({ kind: 'word', text: value, ...format, pieces: cut.take(end - from) });
    cut.hiddenHere(tokens);
    from = end;
  }
}

/** White space as it is shown: a space that does not break stays one. */
function spaceOf(value: string): string {
  return value.includes('\u00A0') ? value.replace(/[\t\r\n\f]/g, ' ') : ' ';
}

/** Walks over the runs of a segment, handing out the pieces that tokens cover. */
class Cutter {
  private index = 0;
  private offset = 0;

  constructor(private readonly runs: readonly Run[]) {}

  /** Runs without text between two tokens are tokens of their own. */
  hiddenHere(tokens: Token[]): void {
    for (let run = this.runs[this.index]; run && this.offset === run.text.length; run = this.runs[this.index]) {
      if (run.text === '') tokens.push(single(run, 'hidden'));
      this.index++;
      this.offset = 0;
    }
  }

  take(length: number): Piece[] {
    const pieces: Piece[] = [];
    for (let left = length; left > 0;) {
      const run = this.runs[this.index];
      if (!run) break;
      const step = Math.min(left, run.text.length - this.offset);
      pieces.push({ run, from: this.offset, to: this.offset + step });
      this.offset += step;
      left -= step;
      if (left > 0) {
        this.index++;
        this.offset = 0;
      }
    }
    return pieces;
  }
}

function collapseSpaces(tokens: Token[]): void {
  let previous: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'hidden') continue;
    const blank = token.kind === 'space' || token.kind === 'break';
    if (blank && !previous) hide(token);
    else if (token.kind === 'space' && previous?.kind !== 'word' && previous?.kind !== 'atom') hide(token);
    else {
      if (token.kind === 'break' && previous?.kind === 'space') hide(previous);
      previous = token;
    }
  }
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token?.kind === 'word' || token?.kind === 'atom') break;
    if (token) hide(token);
  }
}

function hide(token: Token): void {
  token.kind = 'hidden';
  token.text = '';
}

/** What is no word keeps the format that the words on both sides share with it: Markdown cannot say more. */
function formatSpaces(tokens: readonly Token[]): void {
  const shown = visible(tokens);
  const after = nearestWords(shown.toReversed());
  const before = nearestWords(shown);
  for (const token of shown) {
    if (token.kind === 'word') continue;
    const left = before.get(token);
    const right = after.get(token);
    token.marks &= left?.marks ?? 0;
    token.marks &= right?.marks ?? 0;
    if (token.kind !== 'atom' && (left?.link !== token.link || right?.link !== token.link)) token.link = null;
  }
}

/** For each token that is no word, the last word before it. */
function nearestWords(shown: readonly Token[]): Map<Token, Token> {
  const nearest = new Map<Token, Token>();
  let last: Token | undefined;
  for (const token of shown) {
    if (token.kind === 'word') last = token;
    else if (last) nearest.set(token, last);
  }
  return nearest;
}

import type { Piece, Run, Token } from './inline.js';
import { marks } from './inline.js';

/** No address has these: blanks, signs of HTML, and the punctuation of scripts that set no blank behind an address. */
const noAddress = String.raw`\s<>"\u00A0\u3001-\u3003\u3008-\u3011\u3014-\u301F\uFF08\uFF09\uFF0C\uFF1A\uFF1B`;
/** Within an address, as Wikipedia and templates of paths have them: such brackets belong to it even at its end. */
const bracketed = String.raw`(?:\([^${noAddress}\(\)]*\)|\{[^${noAddress}\{\}]*\})`;
/** Bare web addresses are one word, without the punctuation that ends a sentence. */
const url = String.raw`https?:\/\/(?:${bracketed}|(?!${bracketed})[^${noAddress}])*(?:${bracketed}|[^${noAddress}?!.,:;*_~'\)\]\}])\/?`;
const emoji = String.raw`\p{RGI_Emoji}`;
const shortname = String.raw`:[a-z0-9_+\-]+:(?!\/\/)`;
/** Scripts written without spaces are cut at each character, so that an edit touches no more than it must. */
const ideograph = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]\p{M}*`;
const word = String.raw`[[\p{L}\p{N}\p{M}_\u200C\u200D]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]]+`;
const space = String.raw`[ \t\r\n\f\u00A0]+`;
const tokenPattern = new RegExp(`${space}|${url}|${word}|${ideograph}|${emoji}|${shortname}|[\\s\\S]`, 'yv');
const wholeUrl = new RegExp(`^${url}$`, 'v');

/** Is this text, all of it, a bare web address as the tokenizer cuts it? */
export function isBareUrl(text: string): boolean {
  return wholeUrl.test(text);
}

/** Cuts runs into tokens in normal form: white space collapsed, trimmed at edges and breaks, unformatted at the edges of a format. */
export function tokenize(runs: readonly Run[]): Token[] {
  const tokens: Token[] = [];
  let segment: Run[] = [];
  /** The first run of the segment that has a format to show. */
  let head: Run | undefined;
  const flush = () => {
    if (segment.length > 0) cutWords(segment, head, tokens);
    segment = [];
    head = undefined;
  };
  for (const run of plainUrls(runs)) {
    if (run.kind === 'break' || run.kind === 'atom') {
      flush();
      tokens.push(single(run, run.kind));
    } else {
      if (run.kind === 'text' && head && (head.marks !== run.marks || head.link !== run.link)) flush();
      if (run.kind === 'text') head ??= run;
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
    const bare = link !== null && isBareGroup(group, link) && isApart(runs[i - 1], runs[end], link);
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

/** Would the address be cut out of the text between these neighbours as it is? */
function isApart(before: Run | undefined, after: Run | undefined, link: string): boolean {
  if (/[\p{L}\p{N}\p{M}_]$/u.test(before?.text ?? '')) return false;
  const text = after?.text ?? '';
  if (text === '' || /^[\s.,;:!?()"']/u.test(text)) return true;
  // A format or a link beside an address begins with signs that could be a part of it; code does not.
  const isPlain = after?.kind === 'text' && after.link === null;
  if (!isPlain || (after.marks !== 0 && after.marks !== marks.code)) return false;
  if (after.marks === marks.code) return true;
  tokenPattern.lastIndex = 0;
  return tokenPattern.exec(link + text.slice(0, 200))?.[0] === link;
}

function cutWords(segment: readonly Run[], first: Run | undefined, tokens: Token[]): void {
  const text = segment.map((run) => run.text).join('');
  const [marks, link] = [first?.marks ?? 0, first?.link ?? null];
  const cut = new Cutter(segment);
  cut.hiddenHere(tokens);
  for (let from = 0; from < text.length;) {
    const end = endOfToken(text, from);
    const value = text.slice(from, end);
    const isSpace = isBlank(text.charCodeAt(from));
    tokens.push(cut.take(end - from, isSpace ? 'space' : 'word', isSpace ? spaceOf(value) : value, marks, link));
    cut.hiddenHere(tokens);
    from = end;
  }
}

/** What is plain ASCII is cut without the pattern, which costs many times as much: this is the hot loop of every read. */
function endOfToken(text: string, from: number): number {
  const first = text.charCodeAt(from);
  let end = from + 1;
  if (isBlank(first)) {
    while (isBlank(text.charCodeAt(end))) end++;
    return end;
  }
  const isShort = first < 128 && first !== 58 && !text.startsWith('http', from);
  if (isShort && isAsciiWord(first)) while (isAsciiWord(text.charCodeAt(end))) end++;
  // Signs and letters beyond ASCII may go on what began within it. Behind the end there is no code at all.
  if (isShort && !(text.charCodeAt(end) >= 128)) return end;
  tokenPattern.lastIndex = from;
  return tokenPattern.test(text) ? tokenPattern.lastIndex : from + 1;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 11) || code === 160;
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** White space as it is shown: a space that does not break stays one. */
function spaceOf(value: string): string {
  return value.includes('\u00A0') ? value.replace(/[\t\r\n\f]/g, ' ') : ' ';
}

/** A token within one run, as nearly all are: a page has hundreds of thousands, so that they carry no more than they must. */
class OnePiece implements Token {
  readonly atom = null;

  constructor(
    public kind: Token['kind'],
    public text: string,
    public marks: number,
    public link: string | null,
    private readonly run: Run,
    private readonly from: number,
    private readonly to: number,
  ) {}

  get pieces(): readonly Piece[] {
    return [{ run: this.run, from: this.from, to: this.to }];
  }
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

  /** The token of this length that comes next. */
  take(length: number, kind: 'word' | 'space', text: string, marks: number, link: string | null): Token {
    const run = this.runs[this.index];
    if (run && this.offset + length <= run.text.length) {
      const token = new OnePiece(kind, text, marks, link, run, this.offset, this.offset + length);
      this.offset += length;
      return token;
    }
    return { kind, text, marks, link, atom: null, pieces: this.pieces(length) };
  }

  private pieces(length: number): Piece[] {
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
  let before: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'word') before = token;
    else if (token.kind !== 'hidden') shareFormat(token, before);
  }
  let after: Token | undefined;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token?.kind === 'word') after = token;
    else if (token && token.kind !== 'hidden') shareFormat(token, after);
  }
}

function shareFormat(token: Token, word: Token | undefined): void {
  token.marks &= word?.marks ?? 0;
  if (token.kind !== 'atom' && word?.link !== token.link) token.link = null;
}

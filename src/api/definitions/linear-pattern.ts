import { RE2JS } from 're2js';

/** What `\s` stands for in ECMAScript; RE2's own is ASCII alone. */
const blanks = '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
/** An atom, or a count of them. */
const tokens =
  /\[(?:\\[^]|[^\]\\])*\]|\\[pPu]\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\c[a-z]|\\[^]|\{\d+(?:,\d*)?\}|[^]/giu;
/** RE2 repeats nothing more often than this. */
const mostRepeats = 1_000;
/** Steps for all texts of one call, about half a second: a step is one instruction at one character. */
const mostSteps = 25_000_000;

let steps = 0;

/**
 * A regular expression of ECMAScript that is matched in a time that grows with the text alone (RE2,
 * https://github.com/google/re2/wiki/Syntax). Throws for what only backtracking can match: lookaround and references.
 */
export class LinearPattern extends RegExp {
  readonly #engine: RE2JS;

  constructor(text: string) {
    super(plainEscapes(text), 'u');
    this.#engine = RE2JS.compile(RE2JS.translateRegExp(toRe2(this.source)));
  }

  /** False also for a text that would take too long, with all others that were checked in the same turn. */
  override test(text: string): boolean {
    if (steps === 0) setImmediate(() => (steps = 0)).unref();
    steps += (text.length + 1) * this.#engine.programSize();
    return steps <= mostSteps && this.#engine.test(text);
  }
}

/** Without the backslashes that `u` refuses, since they stand before nothing special and nobody means anything by them. */
function plainEscapes(text: string): string {
  return text.replace(/\\([^])/gu, (whole, character: string) => {
    if (character === '-') return '\\x2d';
    return /[\s"#%&',:;<=>@_`~!]/u.test(character) ? character : whole;
  });
}

function toRe2(text: string): string {
  const parts: string[] = [];
  for (const [token] of text.matchAll(tokens)) {
    if (/^\\[1-9k]/.test(token)) throw new Error('it refers back to a group');
    const [, from, comma, to] = /^\{(\d+)(,?)(\d*)\}$/.exec(token) ?? [];
    const isLarge = from !== undefined && Math.max(Number(from), Number(to)) > mostRepeats;
    if (isLarge && parts.at(-1) !== ')') parts.push(repeat(parts.pop() ?? '', Number(from), comma === '' ? from : to));
    else parts.push(toAtom(token));
  }
  return parts.join('');
}

function toAtom(token: string): string {
  if (token === '.') return '[^\\n\\r\\x{2028}\\x{2029}]';
  if (token === '\\s') return `[${blanks}]`;
  if (token === '\\S') return `[^${blanks}]`;
  if (!token.startsWith('[')) return token;
  return token.replace(/\\[^]/gu, (escape) => (escape === '\\s' ? blanks : escape === '\\b' ? '\\x08' : escape));
}

/** A large count in parts that RE2 takes. */
function repeat(atom: string, least: number, most = ''): string {
  const times = (count: number, form: (n: number) => string): string =>
    form(mostRepeats).repeat(Math.floor(count / mostRepeats)) + form(count % mostRepeats);
  const required = times(least, (n) => `${atom}{${String(n)}}`);
  if (most === '') return `${required}${atom}*`;
  return required + times(Number(most) - least, (n) => `${atom}{0,${String(n)}}`);
}

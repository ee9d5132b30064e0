/** Signs that CommonMark takes for a format, and that writers mean as they stand: of globs, products, patterns and names. */

/** A sign of a script in which a format stands in the midst of a word as often as not. */
export const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const endsWord = /[\p{L}\p{N}/\\\])}^$?+.-]$/u;
const beginsWord = /^(?:[\p{L}\p{N}/\\[({^$+*-]|[.?)](?!\s|$))/u;
/** Words alone are made bold or italic in the midst of others: un*believ*able. A letter alone is a factor: a*b*c. */
const words = /^[\p{L}\p{M}\s,'’-]{2,}$/u;
const ownName =
  /^__(?:init|main|name|file|call|str|repr|new|del|enter|exit|all|doc|dict|class|version|author|typename|dirname|filename|proto|pycache|tests|mocks|fixtures|snapshots)__$/;

/**
 * What is wrong with a format that begins and ends within words of `source`, or null. What `isKnown` was a format before, and nobody
 * sent it for signs.
 */
export function warnOfFormat(
  source: string,
  [start, end]: readonly [number, number],
  isKnown: (words: string) => boolean,
): string | null {
  const sent = source.slice(start, end);
  const sign = /^(?:\*{1,2}|_{1,2})/.exec(sent)?.[0] ?? '';
  const format = sign.length === 2 ? 'bold' : 'italic';
  if (ownName.test(sent)) return isKnown(sent) ? null : `"${sent}" became bold: write it as code, in backticks.`;
  const [before, after] = [source.slice(Math.max(0, start - 2), start), source.slice(end, end + 3)];
  const isInWord = endsWord.test(before) && beginsWord.test(after);
  if (!sign.startsWith('*') || !(isInWord || isOfGlobs(sent.slice(sign.length, -sign.length), after))) return null;
  if (unspaced.test(before + after) || words.test(sent.slice(sign.length, -sign.length))) return null;
  if (isKnown(wordAround(source, start, end))) return null;
  const shown = sent.length > 40 ? `${sent.slice(0, 30)}…${sent.slice(-8)}` : sent;
  return `"${shown}" became ${format} and lost its asterisks: write \\* for an asterisk that is meant literally, or use code in backticks.`;
}

// `**/dist/**`, or the asterisks of two globs as in `*.ts,*.js`.
function isOfGlobs(between: string, after: string): boolean {
  if (/\s/.test(between)) return false;
  return /^\/.*\/$/.test(between) || (/^[./]\w/.test(between) && /^[./]\w/.test(after));
}

/** The first word in which Markdown takes a backslash for its own and leaves another: of a path, or of a regular expression. */
export function losesBackslash(text: string): string | null {
  if (!text.includes('\\')) return null;
  const words = text.match(/\S+/g) ?? [];
  // Folders have blanks in their names: what follows the start of a path may be more of it.
  const path = words.findIndex((word) => drive.test(word));
  const isPlain = (word: string, i: number) => plainBackslash.test(word) || (path !== -1 && i >= path);
  return words.find((word, i) => isPlain(word, i) && takenBackslash.test(word)) ?? null;
}

const drive = /^["'(]?[A-Za-z]:\\/;
const plainBackslash = /(?<!\\)(?:\\\\)*\\[A-Za-z0-9]/;
/** Two at the start of a word are those of a share: `\\server\share`. */
const takenBackslash = /^\\\\(?=[A-Za-z0-9])|(?<!\\)\\[!-/:-@[\]^-`{-~]/;

/** What is between two places, with the rest of the words that these are in. */
function wordAround(source: string, start: number, end: number): string {
  const before = /\S{0,40}$/.exec(source.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  const after = /^\S{0,40}/.exec(source.slice(end, end + 40))?.[0] ?? '';
  return before + source.slice(start, end) + after;
}

import { linesOfOutline, wordsOfOutline, type Outline } from './outline.js';

/** What is wrong with a page, by what a visitor would say of it. */
export type Fault = 'lost' | 'twice' | 'added' | 'misplaced' | 'changed';

export interface Difference {
  readonly fault: Fault;
  /** The lines where the two part, wanted first. */
  readonly what: string;
  /** The words by which they differ: what a warning would have to name. */
  readonly words: readonly string[];
}

/** How what is on a page differs from what ought to be there, signs aside that may be left out; null when it does not. */
export function compareOutlines(
  wanted: readonly Outline[],
  found: readonly Outline[],
  signs: readonly string[] = [],
): Difference | null {
  const [one, other] = [wanted, found].map((outline) => withoutSigns(linesOfOutline(outline).map(folded), signs)) as [
    string[],
    string[],
  ];
  if (one.length === other.length && one.every((line, i) => line === other[i])) return null;
  const [wantedWords, foundWords] = [wanted, found].map((outline) => wordsOfOutline(outline).map(folded)) as [
    string[],
    string[],
  ];
  const missing = without(wantedWords, foundWords);
  const extra = without(foundWords, wantedWords);
  const what = firstDifference(one, other);
  return { fault: faultOf(one, other, missing, extra, foundWords), what, words: [...missing, ...extra] };
}

/** What is left of the lines: a sign ends a paragraph, and one of nothing else is none. */
function withoutSigns(lines: string[], signs: readonly string[]): string[] {
  if (signs.length === 0) return lines;
  const sign = new RegExp(` (?:${signs.join('|')})(?= |$)`);
  return lines.flatMap((line) => {
    const head = /^ *paragraph:/.exec(line)?.[0];
    if (head === undefined) return [line];
    const parts = line.slice(head.length).split(sign);
    return parts.filter((part) => part.trim() !== '').map((part) => head + part);
  });
}

/** Quotes, dashes and blanks of another kind are no difference: models turn one into the other. */
function folded(text: string): string {
  return text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...');
}

function faultOf(
  wanted: readonly string[],
  found: readonly string[],
  missing: readonly string[],
  extra: readonly string[],
  foundWords: readonly string[],
): Fault {
  if (missing.length > 0) return 'lost';
  if (extra.length > 0)
    return extra.some((word) => foundWords.filter((one) => one === word).length > 1) ? 'twice' : 'added';
  const bare = (lines: readonly string[]) => lines.map((line) => line.replace(/‹[^›]*›/g, '').trim()).sort();
  const [one, other] = [bare(wanted), bare(found)];
  // The same blocks, formats aside, but in other places or with another nesting.
  const isMoved = one.length === other.length && one.every((line, i) => line === other[i]);
  const isUnmarked =
    wanted.length === found.length &&
    wanted.every((line, i) => line.replace(/‹[^›]*›/g, '') === found[i]?.replace(/‹[^›]*›/g, ''));
  return isMoved && !isUnmarked ? 'misplaced' : 'changed';
}

/** What the first has more often than the second. */
export function without<Item>(items: readonly Item[], others: readonly Item[]): Item[] {
  const left = new Map<Item, number>();
  for (const item of others) left.set(item, (left.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const times = left.get(item) ?? 0;
    left.set(item, times - 1);
    return times <= 0;
  });
}

function firstDifference(wanted: readonly string[], found: readonly string[]): string {
  let at = wanted.findIndex((line, i) => line !== found[i]);
  if (at < 0) at = wanted.length;
  const around = (lines: readonly string[]) =>
    JSON.stringify(
      lines
        .slice(Math.max(0, at - 1), at + 2)
        .map((line) => line.trim().slice(0, 160))
        .join(' / '),
    );
  return `wanted ${around(wanted)}, found ${around(found)}`;
}

import type { TextSelection } from '../../../confluence/index.js';
import { fold } from '../../../content/index.js';
import { AppError } from '../../../errors.js';

/**
 * Finds the words that a comment is about in a page's text: as they stand, else with blanks, quotes and dashes of another kind. What
 * Confluence is sent are the page's own characters, since it compares them one by one. Throws INVALID_INPUT when the words are not
 * there, or there more often than once and nobody said which: that is the one outside of code where `prose`, the text with other
 * signs in place of those of code, has one.
 */
export function selectText(
  pageText: string,
  text: string,
  matchIndex: number | undefined,
  prose = pageText,
): TextSelection {
  const exact = placesOf(pageText, text);
  const places = exact.length > (matchIndex ?? 0) ? exact : placesOf(fold(pageText), fold(text));
  const matchCount = places.length;
  if (matchCount === 0) {
    throw new AppError('INVALID_INPUT', 'text_selection: this text is not on the page.', {
      hint: 'Copy them exactly from one paragraph of the page, without Markdown.',
    });
  }
  const [only, ...others] = places.filter(
    (at) => prose.slice(at, at + text.length) === pageText.slice(at, at + text.length),
  );
  const isOne = only !== undefined && others.length === 0;
  if (matchIndex === undefined && matchCount > 1 && !isOne) {
    throw new AppError('INVALID_INPUT', `text_selection: this text is on the page ${matchCount} times.`, {
      hint: `Set match_index from 0 to ${matchCount - 1}, or send a longer phrase.`,
      details: { match_count: matchCount },
    });
  }
  const place = matchIndex === undefined && isOne ? only : places[matchIndex ?? 0];
  if (place === undefined) {
    throw new AppError('INVALID_INPUT', `match_index: this text is on the page ${matchCount} times.`, {
      hint: `The last match_index is ${matchCount - 1}.`,
      details: { match_count: matchCount },
    });
  }
  const own = pageText.slice(place, place + text.length);
  const same = placesOf(pageText, own);
  // Signs that repeat (-–-–-) can be cut so that Confluence, which counts them from the first, has no number for these.
  if (!same.includes(place)) {
    throw new AppError('INVALID_INPUT', 'text_selection: these signs overlap others that are alike.', {
      hint: 'Give a longer phrase, with words before or behind them.',
    });
  }
  return { text: own, matchCount: same.length, matchIndex: same.indexOf(place) };
}

/** The same place, where the words that stand in code are not counted; undefined where that makes no difference, or it is in code. */
export function selectOutsideCode(
  pageText: string,
  prose: string,
  selection: TextSelection,
): TextSelection | undefined {
  const { text, matchIndex } = selection;
  const [all, own] = [placesOf(pageText, text), placesOf(prose, text)];
  const place = own.indexOf(all[matchIndex] ?? -1);
  if (prose.length !== pageText.length || own.length === all.length || place < 0) return undefined;
  return { text, matchCount: own.length, matchIndex: place };
}

/** Whether these words, or others that differ in the kind of their blanks, quotes and dashes alone, are on the page. */
export function hasWords(pageText: string, text: string): boolean {
  return pageText.includes(text) || fold(pageText).includes(fold(text));
}

/** Where a text begins, one place after the other. */
function placesOf(pageText: string, text: string): number[] {
  const places: number[] = [];
  for (let at = pageText.indexOf(text); at !== -1; at = pageText.indexOf(text, at + text.length)) places.push(at);
  return places;
}

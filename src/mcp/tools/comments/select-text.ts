import type { TextSelection } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';

/**
 * Finds the words that a comment is about in a page's text. Throws INVALID_INPUT when they are not there, or there
 * more often than once and nobody said which.
 */
export function selectText(pageText: string, text: string, matchIndex: number | undefined): TextSelection {
  const matchCount = pageText.split(text).length - 1;
  if (matchCount === 0) {
    throw new AppError('INVALID_INPUT', 'text_selection: these words are not on the page.', {
      hint: 'Copy them exactly from one paragraph of the page, without Markdown.',
    });
  }
  if (matchIndex === undefined && matchCount > 1) {
    throw new AppError('INVALID_INPUT', `text_selection: these words are on the page ${matchCount} times.`, {
      hint: `Give match_index from 0 to ${matchCount - 1}, or a longer phrase.`,
      details: { match_count: matchCount },
    });
  }
  if (matchIndex !== undefined && matchIndex >= matchCount) {
    throw new AppError('INVALID_INPUT', `match_index: these words are on the page ${matchCount} times.`, {
      hint: `The last match_index is ${matchCount - 1}.`,
      details: { match_count: matchCount },
    });
  }
  return { text, matchCount, matchIndex: matchIndex ?? 0 };
}

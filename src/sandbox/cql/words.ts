/** A word in lower case, and the half-open range of UTF-16 units that it stands at. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const scriptWithoutSpaces = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const pattern = new RegExp(
  `[${scriptWithoutSpaces}]|[\\p{L}\\p{M}\\p{N}_](?:(?![${scriptWithoutSpaces}])[\\p{L}\\p{M}\\p{N}_])*`,
  'gu',
);

/** The words that search sees: lower-cased runs of letters and digits; scripts without spaces give one per character. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(pattern)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

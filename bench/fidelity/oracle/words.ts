/** Scripts without blanks between words: each sign is a word of its own. */
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const word = new RegExp(`${unspaced}|(?:(?!${unspaced})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** The words in a text, whatever signs stand between them. */
export function wordsIn(text: string): string[] {
  return text.match(word) ?? [];
}

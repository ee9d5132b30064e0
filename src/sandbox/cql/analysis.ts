import { wordsOf, type Word } from './words.js';

/** Words that stand on every page and tell none from another. */
const stopWords = new Set(
  (
    'a an and are as at be been by can could did do does for from had has have how i if in into is it its me my no not of on ' +
    'or our shall should so such than that the their them then there these they this to us was we were what when where which ' +
    'who whom why will with would you your'
  ).split(' '),
);

const vowel = /[aeiouy]/;

/** The common beginning of the forms of an English word, as an index would keep it; words of other languages mostly stay. */
export function stem(word: string): string {
  const singular = word
    .replace(/(?<=..)ies$/, 'y')
    .replace(/(?<=..(?:ss|x|ch|sh))es$/, '')
    .replace(/(?<=[a-z]{2}[^siu])s$/, '');
  const [, inflected, derived] = /^(?:(.{2,}?)(?:ing|edly|ed)|(.{5,}?)(?:ment|ation))$/.exec(singular) ?? [];
  const root = inflected ?? derived ?? singular;
  const base = vowel.test(root) && root.length > 2 ? root.replace(/([b-df-hj-np-tv-z])\1$/, '$1') : singular;
  return base.length > 3 ? base.replace(/e$/, '') : base;
}

/** Whether a word says something; where none of them does, all of them count. */
export function tellingWords(query: string): Word[] {
  const words = wordsOf(query);
  const telling = words.filter(({ text }) => !stopWords.has(text));
  return telling.length === 0 ? words : telling;
}

/** Whether an index would leave a lower-case English word out. */
export const isStopWord = (word: string): boolean => stopWords.has(word);

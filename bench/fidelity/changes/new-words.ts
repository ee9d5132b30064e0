import type { RandomSource } from '../random-source.js';

const syllables = ['ba', 'ko', 'li', 'mu', 'ne', 'po', 'ra', 'su', 'ti', 've', 'zo', 'ga', 'hi', 'ju'];

/** The words that a trial has had, by its source of chance. */
const given = new WeakMap<RandomSource, Set<string>>();

/** A word that is nowhere else, so that a text that appears twice or at another place is found. */
export function newWord(random: RandomSource): string {
  const words = given.get(random) ?? new Set();
  given.set(random, words);
  for (;;) {
    const word = `${random.many(3, 5, () => random.pick(syllables)).join('')}q`;
    if (words.has(word)) continue;
    words.add(word);
    return word;
  }
}

export function newSentence(random: RandomSource, least = 3, most = 8): string {
  const words = random.many(least, most, () => newWord(random)).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A sentence with the formats that models use. */
export function richSentence(random: RandomSource): string {
  const word = () => newWord(random);
  const part = random.pick([
    () => `**${word()} ${word()}**`,
    () => `*${word()}*`,
    () => `\`${word()} --${word()}\``,
    () => `[${word()}](https://example.org/${word()})`,
    () => `~~${word()}~~`,
    () => `:status[${word()}]{color=green}`,
    () => `:date[2026-0${random.between(1, 9)}-1${random.between(0, 9)}]`,
  ])();
  return `${newSentence(random, 2, 4)} ${part} ${newSentence(random, 2, 4)}`;
}

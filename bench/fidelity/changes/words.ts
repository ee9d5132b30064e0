import { spotsIn } from '../markdown-spots.js';
import type { RandomSource } from '../random-source.js';
import { touches, type Change, type MakeChange } from './change.js';
import { wordsIn } from '../oracle/words.js';
import type { EditablePage } from './editable-page.js';
import { newWord } from './new-words.js';

/** One word replaced, added or taken out. */
export const changeWord: MakeChange = (page, random) => changeOneWord(page.markdown, random);

/** The same for any Markdown, so that it can come with another edit. */
export function changeOneWord(markdown: string, random: RandomSource): Change | null {
  const spots = spotsIn(markdown);
  if (spots.length === 0) return null;
  const { start, end, word } = random.pick(spots);
  const other = newWord(random);
  const [kind, text] = random.pick([
    ['a word replaced', other],
    ['a word added', `${word} ${other}`],
    ['letters added', `${word}q`],
  ] as const);
  const [before, behind] = [
    /\S*$/.exec(markdown.slice(0, end))?.[0] ?? '',
    /^\S*/.exec(markdown.slice(end))?.[0] ?? '',
  ];
  return {
    kind,
    edited: markdown.slice(0, start) + text + markdown.slice(end),
    takes: touches(1, takenBy(kind === 'a word added', before, behind)),
    isHarmless: true,
  };
}

/** What stands without a blank behind a word was one word with it, and is one with the word that is added between the two. */
export function takenBy(isAdded: boolean, before: string, behind: string): string[] {
  const whole = wordsIn(before + behind);
  return isAdded ? [...wordsIn(behind), ...(wordsIn(behind).length > 0 ? whole : [])] : whole;
}

/** Words of one sentence replaced here and there. */
export const changeSeveralWords: MakeChange = (page, random) => {
  const first = changeOneWord(page.markdown, random);
  const second = first && changeOneWord(first.edited, random);
  if (!first || !second) return null;
  return { ...second, kind: 'two words changed', takes: touches(2, [...first.takes.words, ...second.takes.words]) };
};

export function hasPlaceForWords(page: EditablePage): boolean {
  return spotsIn(page.markdown).length > 0;
}

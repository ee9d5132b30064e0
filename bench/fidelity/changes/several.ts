import type { RandomSource } from '../random-source.js';
import { mayHideThings, paragraphsOf, topBlocks } from './blocks.js';
import { changeOf, nothing, touches, type MakeChange } from './change.js';
import { replaced, type EditablePage, type LineRange } from './editable-page.js';
import { plainItemsOf } from './lists.js';
import { newSentence, newWord } from './new-words.js';
import { cellsOf, lineOf, plainRowsOf } from './tables.js';
import { wordsIn } from '../oracle/words.js';

/** Things of one kind that stand beside each other, each in one line of the Markdown. */
interface Alike {
  readonly kind: string;
  readonly places: readonly number[];
  readonly fresh: (random: RandomSource) => string;
}

/** Items, rows or paragraphs, of which one can take the place of every other. */
function alikeOn(page: EditablePage): Alike[] {
  const paragraphs = paragraphsOf(page).map(({ start }) => start);
  return [
    { kind: 'paragraphs', places: paragraphs, fresh: newSentence },
    ...plainItemsOf(page).map(({ places, head }) => ({
      kind: 'items',
      places,
      fresh: (random: RandomSource) => head + newSentence(random),
    })),
    ...plainRowsOf(page).map((places) => ({
      kind: 'rows',
      places,
      fresh: (random: RandomSource) => lineOf(cellsOf(page.lines[places[0] ?? 0] ?? '').map(() => newWord(random))),
    })),
  ].filter(({ places }) => places.length > 2);
}

function shuffled<Item>(items: readonly Item[], random: RandomSource): Item[] {
  const left = [...items];
  return items.map(() => left.splice(random.between(0, left.length - 1), 1)[0] as Item);
}

/** The same things in another order, one of them gone or replaced: each of the others has to come along as it was. */
export const shuffleAlike: MakeChange = (page, random) => {
  // A copy for older editors goes with what it is a copy of.
  const groups = page.storage.includes('<ac:adf-fallback') ? [] : alikeOn(page);
  if (groups.length === 0) return null;
  const { kind, places, fresh } = random.pick(groups);
  const some = places.slice(0, 8);
  const [gone, ...kept] = shuffled(some, random);
  const text = page.lines[gone ?? 0] ?? '';
  const order = shuffled(kept, random).map((at) => page.lines[at] ?? '');
  order.splice(random.between(0, order.length), 0, fresh(random));
  const lines = page.lines.map((line, i) => (some.includes(i) ? (order[some.indexOf(i)] ?? '') : line));
  if (mayHideThings(text)) return null;
  const cells = kind === 'rows' ? cellsOf(text).length * 2 : 2;
  return changeOf(
    `${kind} in another order, one written anew`,
    lines,
    touches(cells, wordsIn(text)),
    !/\[[ x]\]/.test(text),
  );
};

/** A block as it is at the end of the page once more: its ids and the comments on it stay with the first. */
export const copyBlock: MakeChange = (page, random) => {
  const textOf = ({ start, end }: LineRange) => page.lines.slice(start, end).join('\n');
  const blocks = topBlocks(page).filter(
    (range) => !/^:{3,}layout-|\[\^|^(?:[-*+]|\d+[.)])\s/m.test(textOf(range)) || /^[-*+] /.test(textOf(range)),
  );
  const last = topBlocks(page).at(-1);
  if (blocks.length === 0 || !last || /^:{3,}layout-|^(?:[-*+]|\d+[.)])(?:\s|$)/.test(textOf(last))) return null;
  return changeOf('a block copied', [...page.lines, '', ...textOf(random.pick(blocks)).split('\n')], nothing);
};

/** Words of a sentence deleted, and one put in: those that stay keep what Markdown does not show of them. */
export const rewriteSentence: MakeChange = (page, random) => {
  const places = paragraphsOf(page).filter(({ start }) => /^[\p{L} ]{12,}[.]?$/u.test(page.lines[start] ?? ''));
  if (places.length === 0) return null;
  const place = random.pick(places);
  const words = (page.lines[place.start] ?? '').split(' ');
  if (words.length < 5) return null;
  const at = random.between(1, words.length - 3);
  const gone = words.splice(at, random.between(1, 2));
  words.splice(random.between(1, words.length - 1), 0, newWord(random));
  return changeOf(
    'words deleted and one put in',
    replaced(page.lines, place, [words.join(' ')]),
    touches(1, gone.flatMap(wordsIn)),
  );
};

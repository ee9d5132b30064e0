import type { RandomSource } from '../random-source.js';
import { linesOfOutline } from '../oracle/outline.js';
import { readMarkdown } from '../oracle/read-markdown.js';
import { changeOf, nothing, touches, type MakeChange } from './change.js';
import { wordsIn } from '../oracle/words.js';
import { rangeOf, replaced, trimmed, type EditablePage, type LineRange } from './editable-page.js';
import { newSentence, newWord, richSentence } from './new-words.js';
import { changeOneWord } from './words.js';

/** The blocks that stand at the top of the page, without the frames of layouts. */
export function topBlocks(page: EditablePage): LineRange[] {
  return page.tokens
    .filter(({ level, nesting, map }) => level === 0 && nesting >= 0 && map)
    .map((token) =>
      trimmed(page.lines, { ...rangeOf(token), end: rangeOf(token).end + (token.type === 'container_open' ? 1 : 0) }),
    );
}

function textOf(page: EditablePage, { start, end }: LineRange): string {
  return page.lines.slice(start, end).join('\n');
}

function isFrame(text: string): boolean {
  return /^:{3,}layout-/.test(text);
}

/** Lists that would touch become one, and a line of text under another is one paragraph: such blocks stay where they are. */
function isApart(text: string): boolean {
  return !isFrame(text) && !/^(?:[-*+]|\d+[.)])(?:\s|$)/.test(text);
}

/** Paragraphs of one line with no signs of a block before them; terms and their definitions are none. */
export function paragraphsOf(page: EditablePage): LineRange[] {
  if (page.storage.includes('<dl')) return [];
  return page.tokens.flatMap((token) => {
    const range = rangeOf(token);
    if (token.type !== 'paragraph_open' || range.end - range.start !== 1) return [];
    return /^[\p{L}][^|]*$/u.test(page.lines[range.start] ?? '') && !/:\/\//.test(page.lines[range.start] ?? '')
      ? [range]
      : [];
  });
}

export const insertBlock: MakeChange = (page, random) => {
  const before = topBlocks(page).filter((range) => !isFrame(textOf(page, range)));
  const at = before.length === 0 ? 0 : random.pick(before).start;
  const text = newBlock(random);
  return changeOf('a block put in', replaced(page.lines, { start: at, end: at }, [...text.split('\n'), '']), nothing);
};

function newBlock(random: RandomSource): string {
  const fence = () =>
    `\`\`\`${random.pick(['', 'sh', 'python'])}\n${newWord(random)} ${newWord(random)}\n\n${newWord(random)}\n\`\`\``;
  return random.pick([
    () => richSentence(random),
    () => newSentence(random),
    () => `## ${newSentence(random).slice(0, -1)}`,
    fence,
    () => `> ${newSentence(random)}`,
    () => `| ${newWord(random)} | ${newWord(random)} |\n| --- | --- |\n| ${newWord(random)} | ${newWord(random)} |`,
    () => `:::info\n${newSentence(random)}\n:::`,
  ])();
}

export const moveBlock: MakeChange = (page, random) => {
  const blocks = topBlocks(page);
  const pairs = blocks.flatMap((one, i) => {
    const other = blocks[i + 1];
    return other && isApart(textOf(page, one)) && isApart(textOf(page, other)) ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return null;
  const [one, other] = random.pick(pairs);
  const between = page.lines.slice(one.end, other.start);
  const swapped = [...page.lines.slice(other.start, other.end), ...between, ...page.lines.slice(one.start, one.end)];
  const lines = replaced(page.lines, { start: one.start, end: other.end }, swapped);
  if (random.chance(0.6)) return changeOf('a block moved', lines, nothing);
  // The moved block is also edited: what Markdown does not show of it has to come along.
  const moved = changeOneWord(textOf(page, other), random);
  if (!moved) return null;
  const edited = [...moved.edited.split('\n'), ...between, ...page.lines.slice(one.start, one.end)];
  return changeOf(
    'a block moved and edited',
    replaced(page.lines, { start: one.start, end: other.end }, edited),
    moved.takes,
  );
};

export const deleteBlock: MakeChange = (page, random) => {
  const blocks = topBlocks(page).filter((range) => isApart(textOf(page, range)));
  if (blocks.length < 2) return null;
  const range = random.pick(blocks);
  const text = textOf(page, range);
  const leaves = linesOfOutline(readMarkdown(text)).length;
  return changeOf(
    'a block deleted',
    replaced(page.lines, range, []),
    touches(leaves, wordsIn(text)),
    !mayHideThings(text),
  );
};

/** Placeholders, pictures and frames do not go with their words. */
export function mayHideThings(text: string): boolean {
  return /:macro\[|!\[|\{#|#[mx][0-9a-f]|:::|<macro|<img|\(user:|:status|:date|\]\(|<a /.test(text);
}

/** At a blank between two words that are both plain. */
export const splitParagraph: MakeChange = (page, random) => {
  const places = paragraphsOf(page).flatMap((range) => {
    const line = page.lines[range.start] ?? '';
    return [...line.matchAll(/(?<=[\p{L}]) (?=\p{L})/gu)]
      .filter(({ index }) => isOutside(line, index))
      .map(({ index }) => ({ range, index }));
  });
  if (places.length === 0) return null;
  const { range, index } = random.pick(places);
  const line = page.lines[range.start] ?? '';
  return changeOf(
    'a paragraph split',
    replaced(page.lines, range, [line.slice(0, index), '', line.slice(index + 1)]),
    touches(1),
  );
};

/** What is hidden in the text and on it stays with one of the two. */
export const copyParagraph: MakeChange = (page, random) => {
  const paragraphs = paragraphsOf(page).filter((range) => !mayHideThings(textOf(page, range)));
  if (paragraphs.length === 0) return null;
  const range = random.pick(paragraphs);
  const [one, other] = [0, 1].map(() => changeOneWord(textOf(page, range), random));
  if (!one || !other) return null;
  return changeOf(
    'a paragraph copied, both edited',
    replaced(page.lines, range, [one.edited, '', other.edited]),
    touches(1, [...one.takes.words, ...other.takes.words]),
  );
};

/** Is this place of a line outside of every format, link and tag? */
function isOutside(line: string, index: number): boolean {
  const before = line.slice(0, index);
  const isEven = (sign: RegExp) => (before.match(sign)?.length ?? 0) % 2 === 0;
  return isEven(/\*/g) && isEven(/`/g) && isEven(/~~/g) && !/[[\]<>{}(]/.test(line) && isEven(/_/g);
}

export const mergeParagraphs: MakeChange = (page, random) => {
  const paragraphs = paragraphsOf(page);
  const pairs = paragraphs.flatMap((one, i) => {
    const other = paragraphs[i + 1];
    return other && other.start === one.end + 1 && page.lines[one.end] === '' ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return null;
  const [one, other] = random.pick(pairs);
  const merged = `${page.lines[one.start] ?? ''} ${page.lines[other.start] ?? ''}`;
  return changeOf(
    'two paragraphs merged',
    replaced(page.lines, { start: one.start, end: other.end }, [merged]),
    touches(2),
  );
};

export const changeHeading: MakeChange = (page, random) => {
  const headings = page.lines.flatMap((line, i) =>
    /^#{2,5} /.test(line) && page.tokens.some(({ type, map }) => type === 'heading_open' && map?.[0] === i) ? [i] : [],
  );
  if (headings.length === 0) return null;
  const at = random.pick(headings);
  const line = page.lines[at] ?? '';
  return changeOf(
    'a heading one level down',
    replaced(page.lines, { start: at, end: at + 1 }, [`#${line}`]),
    touches(1),
  );
};

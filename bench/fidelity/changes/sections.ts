import { changeOf, nothing, touches, type MakeChange } from './change.js';
import { rangeOf, replaced, type EditablePage } from './editable-page.js';
import { newSentence } from './new-words.js';

/** The headings at the top of the page with the lines up to the next one of their level or above. */
export function sectionsOf(page: EditablePage): { level: number; title: string; start: number; end: number }[] {
  const headings = page.tokens
    .filter(({ type, level }) => type === 'heading_open' && level === 0)
    .map((token) => ({ level: Number(token.tag.slice(1)), start: rangeOf(token).start }));
  return headings.map(({ level, start }, i) => {
    const next = headings.slice(i + 1).find((later) => later.level <= level);
    return {
      level,
      start,
      end: next?.start ?? page.lines.length,
      title: (page.lines[start] ?? '').replace(/^#+ /, ''),
    };
  });
}

/** Do frames of layouts end or begin between these lines? Then a section reaches out of its column. */
export function crossesFrame(page: EditablePage, start: number, end: number): boolean {
  return (
    page.lines.slice(start, end).some((line) => /^:{3,}(?:layout|$)/.test(line)) ||
    page.lines.some((line) => /^:{3,}layout-/.test(line))
  );
}

export const moveSection: MakeChange = (page, random) => {
  const sections = sectionsOf(page);
  const pairs = sections.flatMap((one) => {
    const other = sections.find((later) => later.start === one.end && later.level === one.level);
    return other && !crossesFrame(page, one.start, other.end) ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return null;
  const [one, other] = random.pick(pairs);
  const lines = [
    ...page.lines.slice(other.start, other.end),
    ...(page.lines[other.end - 1] === '' ? [] : ['']),
    ...page.lines.slice(one.start, one.end),
  ];
  return changeOf('a section moved', replaced(page.lines, { start: one.start, end: other.end }, lines), nothing);
};

export const appendLayoutSection: MakeChange = (page, random) => {
  if (!page.storage.includes('<ac:layout>')) return null;
  const cell = () => `:::layout-cell\n${newSentence(random)}\n:::`;
  const section = `::::layout-section{type=two_equal}\n${cell()}\n\n${cell()}\n::::`;
  return changeOf('a section of a layout put at the end', [...page.lines, '', ...section.split('\n')], nothing);
};

/** A line of code is changed; code is never read as anything else. */
export const changeCode: MakeChange = (page, random) => {
  const fences = page.tokens.filter(
    ({ type, map, content, level }) => type === 'fence' && map && content.trim() !== '' && level === 0,
  );
  if (fences.length === 0) return null;
  const { start, end } = rangeOf(random.pick(fences));
  const at = random.between(start + 1, end - 2);
  const line = random.pick([
    `[${newSentence(random, 1, 1)}]: ${newSentence(random, 1, 2)}`,
    `- ${newSentence(random)}`,
    `${newSentence(random, 1, 2)}  `,
    `# ${newSentence(random)}`,
    '[^1]: x',
    '| a | b |',
    ':::info',
    '    indented',
    '> quoted',
    '<details>',
  ]);
  return changeOf('a line of code put in', replaced(page.lines, { start: at, end: at }, [line]), touches(1));
};

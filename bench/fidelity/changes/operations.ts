import type { Edit } from '../../../src/content/index.js';
import { spotsIn } from '../markdown-spots.js';
import { markdownTokens } from '../oracle/read-markdown.js';
import { wordsIn } from '../oracle/words.js';
import type { RandomSource } from '../random-source.js';
import { nothing, touches, type Change } from './change.js';
import { mayHideThings } from './blocks.js';
import { rangeOf, replaced, trimmed, type EditablePage } from './editable-page.js';
import { newSentence, newWord, richSentence } from './new-words.js';
import { crossesFrame, sectionsOf } from './sections.js';
import { cellsOf, lineOf } from './tables.js';
import { takenBy } from './words.js';

/** A targeted edit, and the same done by hand to the whole text. */
interface Operation extends Change {
  readonly edit: Edit;
}

type MakeOperation = (page: EditablePage, random: RandomSource) => Operation | null;

function operation(edit: Edit, lines: readonly string[], takes = nothing, isHarmless = true): Operation {
  return { kind: edit.op, edit, edited: lines.join('\n'), takes, isHarmless };
}

/** A word that stands once on the page, in text and not in code. */
const replaceText: MakeOperation = (page, random) => {
  const all = wordsIn(page.markdown);
  const spots = spotsIn(page.markdown).filter(
    ({ word }) =>
      word.length > 3 &&
      word !== 'color' &&
      all.filter((one) => one.includes(word)).length === 1 &&
      page.markdown.split(word).length === 2,
  );
  const inHtml = page.markdown.match(/<pre\b[^]*?<\/pre>/g) ?? [];
  const fences = page.tokens
    .filter(({ type }) => type === 'fence' || type === 'code_block')
    .map((token) => token.content)
    .concat(inHtml)
    .join('\n');
  const fit = spots.filter(({ word }) => !fences.includes(word));
  if (fit.length === 0) return null;
  const { word, start, end } = random.pick(fit);
  const text = random.pick([newWord(random), `${word} ${newWord(random)}`, newSentence(random, 2, 2).slice(0, -1)]);
  const edited = page.markdown.slice(0, start) + text + page.markdown.slice(end);
  // What stands beside it without a blank is one word with it.
  const before = /\S*$/.exec(page.markdown.slice(0, end))?.[0] ?? '';
  const behind = /^\S*/.exec(page.markdown.slice(end))?.[0] ?? '';
  return {
    kind: 'replace_text',
    edit: { op: 'replace_text', find: word, replace: text },
    edited,
    takes: touches(1, takenBy(text.startsWith(`${word} `), before, behind)),
    isHarmless: true,
  };
};

/** Sections whose heading is plain words and stands once, in no column. */
function plainSections(page: EditablePage) {
  const sections = sectionsOf(page);
  return sections.filter(
    ({ title, start, end }) =>
      /^[\p{L}\p{N} ,.]+$/u.test(title) &&
      sections.filter((one) => one.title.toLowerCase() === title.toLowerCase()).length === 1 &&
      !crossesFrame(page, start, end),
  );
}

const appendToSection: MakeOperation = (page, random) => {
  const sections = plainSections(page);
  if (sections.length === 0) return null;
  const { title, end } = random.pick(sections);
  const content = richSentence(random);
  return operation(
    { op: 'append_to_section', heading: title, content },
    replaced(page.lines, { start: end, end }, ['', content, '']),
  );
};

const replaceSection: MakeOperation = (page, random) => {
  const sections = plainSections(page).filter(({ start, end }) => end - start < 14);
  if (sections.length === 0) return null;
  const { title, start, end } = random.pick(sections);
  const content = `${newSentence(random)}\n\n- ${newSentence(random)}\n- ${newSentence(random)}`;
  const old = page.lines.slice(start + 1, end).join('\n');
  return operation(
    { op: 'replace_section', heading: title, content },
    replaced(page.lines, { start: start + 1, end }, ['', ...content.split('\n'), '']),
    touches(Infinity, wordsIn(old)),
    !mayHideThings(old),
  );
};

const deleteSection: MakeOperation = (page, random) => {
  const sections = plainSections(page).filter(({ start, end }) => end - start < 14);
  if (sections.length === 0) return null;
  const { title, start, end } = random.pick(sections);
  const old = page.lines.slice(start, end).join('\n');
  return operation(
    { op: 'delete_section', heading: title },
    replaced(page.lines, { start, end }, []),
    touches(Infinity, wordsIn(old)),
    !mayHideThings(old),
  );
};

const insertBeside: MakeOperation = (page, random) => {
  const sections = plainSections(page);
  if (sections.length === 0) return null;
  const { title, start } = random.pick(sections);
  const content = random.pick([richSentence(random), `\`\`\`sh\n${newWord(random)}\n\n${newWord(random)}\n\`\`\``]);
  const isBefore = random.chance(0.5);
  const at = isBefore ? start : start + 1;
  return operation(
    { op: isBefore ? 'insert_before' : 'insert_after', block: title, content },
    replaced(page.lines, { start: at, end: at }, ['', ...content.split('\n'), '']),
  );
};

/** At the ends of a page in columns it is for the page to say which column. */
const addAtEnd: MakeOperation = (page, random) => {
  if (/^:{3,}layout-/m.test(page.markdown)) return null;
  const content = `## ${newWord(random)}\n\n${richSentence(random)}`;
  if (random.chance(0.5)) return operation({ op: 'append', content }, [...page.lines, '', ...content.split('\n')]);
  return operation({ op: 'prepend', content }, [...content.split('\n'), '', ...page.lines]);
};

const setTask: MakeOperation = (page, random) => {
  const tasks = page.lines.flatMap((line, at) => {
    const text = /^\s*[-*+] \[([ x])\] ([\p{L}\p{N} ,]+)$/u.exec(line);
    return text && page.lines.filter((one) => one.toLowerCase().includes((text[2] ?? '').toLowerCase())).length === 1
      ? [{ at, done: text[1] === 'x', text: text[2] ?? '' }]
      : [];
  });
  if (tasks.length === 0) return null;
  const { at, done, text } = random.pick(tasks);
  const line = (page.lines[at] ?? '').replace(/\[[ x]\]/, done ? '[ ]' : '[x]');
  return operation(
    { op: 'set_task', task: text, done: !done },
    replaced(page.lines, { start: at, end: at + 1 }, [line]),
  );
};

/** Tables of Markdown by their number; where others stand in HTML the numbers are not the same. */
function numberedTables(page: EditablePage) {
  if (page.markdown.includes('<table')) return [];
  return page.tokens
    .filter(({ type }) => type === 'table_open')
    .flatMap((token, i) => {
      const range = trimmed(page.lines, rangeOf(token));
      return /^\|/.test(page.lines[range.start] ?? '')
        ? [{ ...range, number: i + 1, width: cellsOf(page.lines[range.start] ?? '').length }]
        : [];
    });
}

const setCell: MakeOperation = (page, random) => {
  const tables = numberedTables(page).filter(({ start, end }) => end - start > 2);
  if (tables.length === 0) return null;
  const { start, end, number, width } = random.pick(tables);
  const [row, column] = [random.between(1, end - start - 2), random.between(1, width)];
  const line = page.lines[start + 1 + row] ?? '';
  const cells = cellsOf(line);
  const old = cells[column - 1] ?? '';
  if (mayHideThings(old)) return null;
  const content = `${newWord(random)} **${newWord(random)}**`;
  const edited = lineOf(cells.map((cell, i) => (i === column - 1 ? content : cell)));
  return operation(
    { op: 'set_table_cell', table: number, row, column, content },
    replaced(page.lines, { start: start + 1 + row, end: start + 2 + row }, [edited]),
    touches(2, wordsIn(old)),
  );
};

const appendRow: MakeOperation = (page, random) => {
  const tables = numberedTables(page);
  if (tables.length === 0) return null;
  const { end, number, width } = random.pick(tables);
  const cells = Array.from({ length: width }, () => newWord(random));
  return operation(
    { op: 'append_table_row', table: number, cells },
    replaced(page.lines, { start: end, end }, [lineOf(cells)]),
  );
};

/** Paragraphs of plain words at the top of the page that nothing else on it repeats. */
function plainParagraphs(page: EditablePage) {
  const all = page.markdown.toLowerCase();
  return page.tokens.flatMap((token) => {
    if (token.type !== 'paragraph_open' || token.level !== 0) return [];
    const range = trimmed(page.lines, rangeOf(token));
    const text = page.lines[range.start] ?? '';
    const isPlain = range.end === range.start + 1 && /^[\p{L}\p{N}][\p{L}\p{N} ,]{8,}\.?$/u.test(text);
    return isPlain && all.split(text.toLowerCase()).length === 2 ? [{ ...range, text }] : [];
  });
}

const replaceBlock: MakeOperation = (page, random) => {
  const paragraphs = plainParagraphs(page);
  if (paragraphs.length === 0) return null;
  const { start, end, text } = random.pick(paragraphs);
  // A list would be one with a list that stands beside it.
  const content = random.pick([richSentence(random), `\`\`\`sh\n${newWord(random)}\n\`\`\``]);
  return operation(
    { op: 'replace_block', block: text, content },
    replaced(page.lines, { start, end }, ['', ...content.split('\n'), '']),
    touches(2, wordsIn(text)),
  );
};

const deleteBlock: MakeOperation = (page, random) => {
  const paragraphs = plainParagraphs(page);
  if (paragraphs.length === 0) return null;
  const { start, end, text } = random.pick(paragraphs);
  return operation(
    { op: 'delete_block', block: text },
    replaced(page.lines, { start, end }, []),
    touches(2, wordsIn(text)),
  );
};

const insertRow: MakeOperation = (page, random) => {
  const tables = numberedTables(page).filter(({ start, end }) => end - start > 2);
  if (tables.length === 0) return null;
  const { start, end, number, width } = random.pick(tables);
  const after = random.between(0, end - start - 2);
  const cells = Array.from({ length: width }, () => newWord(random));
  const at = start + 2 + after;
  return operation(
    { op: 'insert_table_row', table: number, after, cells },
    replaced(page.lines, { start: at, end: at }, [lineOf(cells)]),
  );
};

const deleteRow: MakeOperation = (page, random) => {
  const tables = numberedTables(page).filter(({ start, end }) => end - start > 3);
  if (tables.length === 0) return null;
  const { start, end, number } = random.pick(tables);
  const row = random.between(1, end - start - 2);
  const at = start + 1 + row;
  const old = page.lines[at] ?? '';
  if (mayHideThings(old)) return null;
  return operation(
    { op: 'delete_table_row', table: number, row },
    replaced(page.lines, { start: at, end: at + 1 }, []),
    touches(Infinity, wordsIn(old)),
  );
};

const operations: readonly MakeOperation[] = [
  replaceText,
  replaceText,
  appendToSection,
  replaceSection,
  deleteSection,
  insertBeside,
  addAtEnd,
  setTask,
  setCell,
  appendRow,
  replaceBlock,
  deleteBlock,
  insertRow,
  deleteRow,
];

/** Several operations, each on what the one before it left; null where the page has no place for any. */
export function operationsOn(
  page: EditablePage,
  random: RandomSource,
): (Change & { readonly edits: readonly Edit[] }) | null {
  const made: Operation[] = [];
  let now = page;
  for (let wanted = random.between(1, 5), attempts = 0; made.length < wanted && attempts < 25; attempts++) {
    const next = random.pick(operations)(now, random);
    if (!next) continue;
    made.push(next);
    now = { ...page, markdown: next.edited, lines: next.edited.split('\n'), tokens: markdownTokens(next.edited) };
  }
  if (made.length === 0) return null;
  return {
    kind: made.map(({ kind }) => kind).join(', '),
    edits: made.map(({ edit }) => edit),
    edited: now.markdown,
    takes: touches(
      made.reduce((sum, { takes }) => sum + takes.blocks, 0),
      made.flatMap(({ takes }) => takes.words),
    ),
    isHarmless: made.every(({ isHarmless }) => isHarmless),
  };
}

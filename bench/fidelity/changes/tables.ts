import type { RandomSource } from '../random-source.js';
import { mayHideThings } from './blocks.js';
import { changeOf, nothing, touches, type Change, type MakeChange } from './change.js';
import { wordsIn } from '../oracle/words.js';
import { rangeOf, replaced, trimmed, type EditablePage, type LineRange } from './editable-page.js';
import { newWord } from './new-words.js';

/** A table of Markdown as cells; the line of dashes is kept apart. */
interface TextTable extends LineRange {
  readonly prefix: string;
  /** The header first. */
  readonly rows: string[][];
}

function tablesOf(page: EditablePage): TextTable[] {
  return page.tokens.flatMap((token) => {
    if (token.type !== 'table_open') return [];
    const range = trimmed(page.lines, rangeOf(token));
    const lines = page.lines.slice(range.start, range.end);
    const prefix = /^[^|]*/.exec(lines[0] ?? '')?.[0] ?? '';
    if (!/^ *$/.test(prefix) || lines.length < 2) return [];
    const rows = lines.filter((_, i) => i !== 1).map(cellsOf);
    return rows.every((row) => row.length === rows[0]?.length) ? [{ ...range, prefix, rows }] : [];
  });
}

/** What is between the bars; a bar in a cell is escaped, in code too. */
export function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

export function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function written(page: EditablePage, table: TextTable, rows: readonly (readonly string[])[]): string[] {
  const [header = [], ...body] = rows.map(lineOf);
  const dashes = lineOf((rows[0] ?? []).map(() => '---'));
  return replaced(
    page.lines,
    table,
    [header as string, dashes, ...body].map((line) => table.prefix + line),
  );
}

/** The lines of the rows of each table, without its header. */
export function plainRowsOf(page: EditablePage): number[][] {
  return tablesOf(page)
    .filter(({ rows, prefix }) => prefix === '' && rows.every((row) => row.every((cell) => !mayHideThings(cell))))
    .map(({ start, rows }) => rows.slice(1).map((_, i) => start + 2 + i));
}

type ChangeTable = (
  table: TextTable,
  random: RandomSource,
  write: (rows: readonly (readonly string[])[]) => string[],
) => Change | null;

function inTable(change: ChangeTable): MakeChange {
  return (page, random) => {
    const tables = tablesOf(page);
    if (tables.length === 0) return null;
    const table = random.pick(tables);
    return change(table, random, (rows) => written(page, table, rows));
  };
}

/** The header of a table that has none. */
function isEmpty(row: readonly string[]): boolean {
  return row.every((cell) => cell === '');
}

function swapped<Item>(items: readonly Item[], at: number): Item[] {
  return items.map((item, i) => (i === at ? items[at + 1] : i === at + 1 ? items[at] : item) as Item);
}

export const insertRow = inTable(({ rows }, random, write) => {
  const at = random.between(1, rows.length);
  const row = (rows[0] ?? []).map(() => newWord(random));
  return changeOf('a row put in', write([...rows.slice(0, at), row, ...rows.slice(at)]), nothing);
});

export const deleteRow = inTable(({ rows }, random, write) => {
  if (rows.length < 3) return null;
  const at = random.between(1, rows.length - 1);
  const text = (rows[at] ?? []).join(' ');
  return changeOf(
    'a row deleted',
    write(rows.filter((_, i) => i !== at)),
    touches((rows[at]?.length ?? 0) * 2, wordsIn(text)),
    !mayHideThings(text),
  );
});

export const moveRow = inTable(({ rows }, random, write) => {
  if (rows.length < 3) return null;
  return changeOf('a row moved', write(swapped(rows, random.between(1, rows.length - 2))), nothing);
});

/** What becomes the first row of a table is its header, and what was that is none any more. */
export const changeHeader = inTable(({ rows }, random, write) => {
  const [header = [], ...body] = rows;
  if (body.length === 0 || rows.some((row) => row.some(mayHideThings)) || isEmpty(body[0] ?? [])) return null;
  const none = header.map(() => '');
  const [kind, changed] = random.pick([
    ['the header emptied, and a row put in', [none, header.map(() => newWord(random)), ...body]],
    ['the header made a row', [none, header, ...body]],
    ['the header and a row swapped', swapped(rows, 0)],
    ['the header deleted', body],
    ['a header put in', [header.map(() => newWord(random)), header, ...body]],
  ] as [string, string[][]][]);
  if (isEmpty(header) && kind !== 'the header deleted') return null;
  return changeOf(kind, write(changed), touches(header.length * 4, wordsIn([...header, ...(body[0] ?? [])].join(' '))));
});

export const insertColumn = inTable(({ rows }, random, write) => {
  const at = random.between(0, rows[0]?.length ?? 0);
  return changeOf(
    'a column put in',
    write(rows.map((row) => [...row.slice(0, at), isEmpty(row) ? '' : newWord(random), ...row.slice(at)])),
    nothing,
  );
});

export const deleteColumn = inTable(({ rows }, random, write) => {
  const width = rows[0]?.length ?? 0;
  if (width < 2) return null;
  const at = random.between(0, width - 1);
  const text = rows.map((row) => row[at] ?? '').join(' ');
  return changeOf(
    'a column deleted',
    write(rows.map((row) => row.filter((_, i) => i !== at))),
    touches(rows.length * 2, wordsIn(text)),
    !mayHideThings(text),
  );
});

export const moveColumn = inTable(({ rows }, random, write) => {
  const width = rows[0]?.length ?? 0;
  if (width < 2) return null;
  const at = random.between(0, width - 2);
  return changeOf('a column moved', write(rows.map((row) => swapped(row, at))), nothing);
});

export const swapCells = inTable(({ rows }, random, write) => {
  const width = rows[0]?.length ?? 0;
  const [row, from, to] = [
    random.between(1, rows.length - 1),
    random.between(0, width - 1),
    random.between(0, width - 1),
  ];
  const cells = rows[row] ?? [];
  if (rows.length < 2 || from === to || [cells[from], cells[to]].some((cell) => !cell || mayHideThings(cell)))
    return null;
  const swap = (at: number) => (at === from ? cells[to] : at === to ? cells[from] : cells[at]) ?? '';
  return changeOf(
    'two cells swapped',
    write(rows.map((one, i) => (i === row ? one.map((_, at) => swap(at)) : one))),
    touches(2),
  );
});

export const fillCell = inTable(({ rows }, random, write) => {
  const [row, column] = [
    random.between(1, Math.max(1, rows.length - 1)),
    random.between(0, (rows[0]?.length ?? 1) - 1),
  ];
  const old = rows[row]?.[column];
  if (old === undefined || mayHideThings(old)) return null;
  return changeOf(
    'a cell written anew',
    write(
      rows.map((cells, i) => (i === row ? cells.map((cell, c) => (c === column ? newWord(random) : cell)) : cells)),
    ),
    touches(2, wordsIn(old)),
  );
});

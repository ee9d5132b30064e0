import { AppError } from '../../../errors.js';
import type { Cell, Row } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { changeRowspans, withoutRow } from './row-spans.js';
import { findTable, nameOf, oneLine, tablesIn } from './table-edits.js';
import { columnsOf, gridOf, linesNamed, rowsOf, type TableGrid } from './table-grid.js';
import { replaceBlocks } from './tree-edit.js';

/** Adds a row behind the last one; missing cells are empty. */
export function appendTableRow(
  page: Page,
  edit: Extract<Edit, { op: 'append_table_row' }>,
  parse: ParseContent,
): Edited {
  const { grid, name } = findTable(page, edit.table);
  const last = grid.cells.length - 1;
  const row = newRow(grid, { after: last, covered: grid.overhang, cells: edit.cells, parse });
  return {
    blocks: insertRow(page, grid, last, row),
    change: `appended a row to ${name}${emptyCellsNote(row, edit.cells)}`,
  };
}

/** Adds a row behind another one, 0 being below the header; cells that span the place reach over one row more. */
export function insertTableRow(
  page: Page,
  edit: Extract<Edit, { op: 'insert_table_row' }>,
  parse: ParseContent,
): Edited {
  const { grid, name } = findTable(page, edit.table);
  const rows = rowsOf(grid);
  const isFirst = String(edit.after).trim() === '0';
  const line = isFirst ? undefined : oneLine(linesNamed(rows, edit.after), rows, grid, ['row', edit.after]);
  const after = line?.index ?? grid.headerRows - 1;
  const isLast = after === grid.cells.length - 1;
  const covered = isLast ? grid.overhang : coveredBetween(grid, after);
  const row = newRow(grid, { after, covered, cells: edit.cells, parse });
  const spanning = isLast ? [] : [...covered].flatMap((column) => grid.cells[after]?.[column] ?? []);
  const place = line ? `row ${nameOf(line, rows)}` : 'the header';
  const change = `inserted a row into ${name} after ${place}${emptyCellsNote(row, edit.cells)}`;
  if (spanning.length === 0) return { blocks: insertRow(page, grid, after, row), change };
  const widened = changeRowspans(page, new Set(spanning), 1);
  const table = tablesIn(widened.blocks)[tablesIn(page.blocks).indexOf(grid.table)];
  if (!table) throw new Error('A table is gone after only its spans were changed.');
  return { page: widened, blocks: insertRow(widened, gridOf(table), after, row), change };
}

/** Deletes a row; cells that span it reach over one row less, and one that began in it begins in the next. */
export function deleteTableRow(page: Page, edit: Extract<Edit, { op: 'delete_table_row' }>): Edited {
  const { grid, name } = findTable(page, edit.table);
  const rows = rowsOf(grid);
  const line = oneLine(linesNamed(rows, edit.row), rows, grid, ['row', edit.row]);
  const change = `deleted row ${nameOf(line, rows)} of ${name}`;
  if (grid.cells.length === 1)
    return { blocks: replaceBlocks(page.blocks, (block) => (block === grid.table ? [] : null)), change };
  const shorter = withoutRow(page, grid, line.index);
  return { page: shorter, blocks: shorter.blocks, change };
}

/** A text that was meant for all columns stands in the first: whoever sent it has to hear of it. */
function emptyCellsNote({ children }: Row, cells: readonly string[]): string {
  if (cells.length === children.length) return '';
  return `, with ${cells.length} of ${children.length} cells; the others are empty`;
}

/** The columns in which one cell stands in this row and in the next. */
function coveredBetween({ cells, width }: TableGrid, after: number): Set<number> {
  const columns = Array.from({ length: width }, (_, column) => column);
  return new Set(
    columns.filter((column) => {
      const cell = cells[after]?.[column];
      return cell !== undefined && cell === cells[after + 1]?.[column];
    }),
  );
}

interface NewRow {
  readonly after: number;
  /** Columns that a merged cell has. */
  readonly covered: ReadonlySet<number>;
  readonly cells: readonly string[];
  readonly parse: ParseContent;
}

function newRow(grid: TableGrid, { after, covered, cells, parse }: NewRow): Row {
  const free = Array.from({ length: grid.width }, (_, column) => column).filter((column) => !covered.has(column));
  if (cells.length > free.length) {
    const columns = columnsOf(grid);
    const names = columns.filter(({ index }) => !covered.has(index)).map((column) => nameOf(column, columns));
    throw new AppError(
      'INVALID_INPUT',
      `The row has ${cells.length} cells, but the table has ${grid.width} columns${covered.size > 0 ? `, of which merged cells cover ${covered.size}` : ''}.`,
      { hint: `Give one text for each column${covered.size > 0 ? ` that is free: ${names.join(', ')}` : ''}.` },
    );
  }
  if (isWholeRow(cells, free.length))
    throw new AppError(
      'INVALID_INPUT',
      '`cells` is one text with pipes, where a list with one text for each column is expected.',
      {
        hint: 'Give a list with one text for each column, and "" for an empty cell.',
      },
    );
  const like = grid.cells[after >= grid.headerRows ? after : after + 1];
  // Of a row of nothing but headers nobody can tell whether more rows are to be like it.
  const isColumn = like?.some((cell) => cell?.header === false);
  const children = free.map((column, i): Cell => ({
    type: 'cell',
    header: isColumn === true && like?.[column]?.header === true,
    colspan: 1,
    rowspan: 1,
    children: parse(cells[i] ?? ''),
    source: null,
  }));
  return { type: 'row', header: false, children, source: null };
}

/** Is this a row as Markdown writes it, in one text? It would stand in the first cell, pipes and all. */
function isWholeRow([row = '', ...others]: readonly string[], columns: number): boolean {
  if (others.length > 0 || columns < 2) return false;
  const text = row.replace(/`[^`]*`/g, '').trim();
  return text.replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/).length === columns;
}

function insertRow(page: Page, { table }: TableGrid, after: number, row: Row) {
  const [before, first] = [table.children[after], table.children[0]];
  return replaceBlocks(page.blocks, (block) => {
    if (before) return block === before ? [before, row] : null;
    return first && block === first ? [row, first] : null;
  });
}

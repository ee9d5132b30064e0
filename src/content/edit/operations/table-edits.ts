import { AppError } from '../../../errors.js';
import { splitHeader } from '../../markdown/print/print-table.js';
import type { Block, Cell, Row, Table } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import type { Page } from '../../storage/read/read-page.js';
import { getSection } from '../../sections/find-section.js';
import type { Edit, ParseContent } from './edit.js';
import { onlyOne, replaceBlocks } from './tree-edit.js';

/** Sets one cell. Rows are counted from 1 below the header, or named by their first cell; columns from 1, or by their header. */
export function setTableCell(
  page: Page,
  edit: Extract<Edit, { op: 'set_table_cell' }>,
  parse: ParseContent,
): readonly Block[] {
  const table = findTable(page, edit.table);
  const { header, rows } = splitHeader(table);
  const row = pick(rows, edit.row, (one) => one.children[0], 'row');
  const columns = header?.children ?? row.children;
  const column = columns.indexOf(pick(columns, edit.column, (cell) => cell, 'column'));
  const target = row.children[column];
  if (!target)
    throw new AppError('INVALID_INPUT', `The row has no cell in column ${String(edit.column)}.`, {
      hint: 'The table has merged cells: name a column that the row has.',
    });
  const cell: Cell = { ...target, children: parse(edit.content) };
  return replaceBlocks(page.blocks, (block) => (block === target ? [cell] : null));
}

/** Adds a row behind the last one; missing cells are empty. */
export function appendTableRow(
  page: Page,
  edit: Extract<Edit, { op: 'append_table_row' }>,
  parse: ParseContent,
): readonly Block[] {
  const table = findTable(page, edit.table);
  const last = table.children.at(-1);
  const width = table.children
    .map((row) => row.children.reduce((sum, cell) => sum + cell.colspan, 0))
    .reduce((most, one) => Math.max(most, one), 0);
  if (edit.cells.length > width)
    throw new AppError('INVALID_INPUT', `The row has ${edit.cells.length} cells, the table ${width} columns.`, {
      hint: 'Give one text for each column.',
    });
  const isHeaderRow = last?.children.every((cell) => cell.header) ?? false;
  const children = Array.from({ length: width }, (_, i): Cell => {
    const header = !isHeaderRow && last?.children.length === width && last.children[i]?.header === true;
    return { type: 'cell', header, colspan: 1, rowspan: 1, children: parse(edit.cells[i] ?? ''), source: null };
  });
  const row: Row = { type: 'row', children, source: null };
  return replaceBlocks(page.blocks, (block) => (block === last ? [last, row] : null));
}

/** A table by its number on the page, from 1, or as the only one under a heading. */
function findTable(page: Page, query: string | number): Table {
  const all = tablesIn(page.blocks);
  const names = all.map((table, i) => `${i + 1}: ${table.children[0]?.children.map(cellText).join(' | ') ?? ''}`);
  const number = typeof query === 'number' ? query : /^\d+$/.test(query.trim()) ? Number(query) : null;
  if (number !== null) return onlyOne(all.slice(number - 1, number), names, `Table ${number}`);
  const section = getSection(page, String(query));
  const own = section.flow.slice(section.from, section.to);
  return onlyOne(tablesIn(own), names, `The table under "${query}"`);
}

function tablesIn(blocks: readonly Block[]): Table[] {
  const tables: Table[] = [];
  walk(blocks, (block) => {
    if (block.type === 'table') tables.push(block);
  });
  return tables;
}

function pick<Part extends Row | Cell>(
  parts: readonly Part[],
  query: string | number,
  label: (part: Part) => Cell | undefined,
  what: string,
): Part {
  const textOf = (part: Part) => {
    const cell = label(part);
    return cell ? cellText(cell) : '';
  };
  const names = parts.map(textOf);
  const byText = typeof query === 'string' ? parts.filter((part) => tidy(textOf(part)) === tidy(query)) : [];
  const number = Number(query);
  const found = byText.length > 0 || !Number.isInteger(number) || number < 1 ? byText : parts.slice(number - 1, number);
  return onlyOne(found, names, `The ${what} "${query}"`);
}

function cellText(cell: Cell): string {
  return cell.children
    .map((block) => (isLeaf(block) ? plainText(block.content) : ''))
    .join(' ')
    .trim();
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

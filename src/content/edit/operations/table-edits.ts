import { AppError } from '../../../errors.js';
import type { Block, Cell, Table } from '../../model/block.js';
import { walk } from '../../model/block.js';
import { findSections, getSection } from '../../sections/find-section.js';
import { sectionsOf } from '../../sections/outline.js';
import type { Page } from '../../storage/read/read-page.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import {
  cellText,
  columnsOf,
  gridOf,
  headersNamed,
  linesNamed,
  rowsOf,
  type Line,
  type TableGrid,
} from './table-grid.js';
import { onlyOne, replaceBlocks } from './tree-edit.js';

/**
 * Sets one cell. Rows are counted from 1 below the header, which is 0, or named by their first cell; columns from 1, or by their
 * header.
 */
export function setTableCell(page: Page, edit: Extract<Edit, { op: 'set_table_cell' }>, parse: ParseContent): Edited {
  const { grid, name } = findTable(page, edit.table);
  const [rows, columns] = [rowsOf(grid), columnsOf(grid)];
  const below = linesNamed(rows, edit.row);
  const ofRow = below.length > 0 ? below : headersNamed(grid, edit.row);
  const ofColumn = linesNamed(columns, edit.column);
  const cells = ofRow.flatMap((row) => ofColumn.map((column) => ({ row, column, cell: cellAt(grid, row, column) })));
  const distinct = new Set(cells.map(({ cell }) => cell));
  const [found] = cells;
  if (!found || distinct.size > 1) {
    if (ofRow.length === 0 && String(edit.row).trim() === '0' && grid.headerRows > 1) throw whichHeader(grid);
    // One of the two names is at fault: the row first.
    if (ofRow.length !== 1) oneLine(ofRow, rows, grid, ['row', edit.row]);
    oneLine(ofColumn, columns, grid, ['column', edit.column]);
  }
  const target = found?.cell;
  if (!target)
    throw new AppError('INVALID_INPUT', `The row has no cell in column ${String(edit.column)}.`, {
      hint: 'The row is shorter than the others: replace the table, or name a column that the row has.',
    });
  const cell: Cell = { ...target, children: parse(edit.content, target.children) };
  const where = `row ${nameOf(found.row, rows)}, column ${nameOf(found.column, columns)}`;
  return {
    blocks: replaceBlocks(page.blocks, (block) => (block === target ? [cell] : null)),
    change: `set the cell of ${name} at ${where}${mergedNote(target)}, which was "${cellText(target).slice(0, 80)}"`,
  };
}

function whichHeader({ cells, headerRows }: TableGrid): AppError {
  const names = cells.slice(0, headerRows).map((line) => `"${cellText(line[0])}"`);
  return new AppError('INVALID_INPUT', `The table has ${headerRows} header rows.`, {
    hint: `Name one by its first cell: ${names.join(', ')}.`,
  });
}

/** A merged cell is the cell of other rows or columns too. */
function mergedNote({ rowspan, colspan }: Cell): string {
  if (rowspan === 1 && colspan === 1) return '';
  const over = [rowspan > 1 ? `${rowspan} rows` : '', colspan > 1 ? `${colspan} columns` : ''].filter(
    (part) => part !== '',
  );
  return ` (a merged cell over ${over.join(' and ')})`;
}

function cellAt({ cells }: TableGrid, row: Line, column: Line): Cell | undefined {
  return cells[row.index]?.[column.index];
}

/** The one line that was named; INVALID_INPUT with all that there are. */
export function oneLine(
  found: readonly Line[],
  all: readonly Line[],
  { cells, headerRows }: TableGrid,
  [kind, query]: readonly ['row' | 'column', string | number],
): Line {
  const names = all.map((line, i) => {
    const own = line.path.join(' > ');
    const isTwice = all.filter(({ path }) => path.join(' > ') === own).length > 1;
    if (!isTwice) return `${i + 1}: ${own}`;
    const around = kind === 'row' ? cells[line.index] : cells.slice(headerRows).map((row) => row[line.index]);
    const texts = (around ?? []).map(cellText).join(' | ').slice(0, 60);
    return `${i + 1}: ${kind === 'row' ? texts : `${own} (${texts})`}`;
  });
  return onlyOne(found, names, `The ${kind} "${query}"`);
}

/**
 * How errors and summaries name a row or column: its number among `all`, from 1, and the first 80 characters of its
 * header cells.
 */
export function nameOf(line: Line, all: readonly Line[]): string {
  const name = line.path.join(' > ');
  return `${all.indexOf(line) + 1}${name === '' ? '' : ` ("${name.slice(0, 80)}")`}`;
}

/** A table by its number on the page, from 1, as the only one under a heading, or, unnamed, as the only one of the page. */
export function findTable(page: Page, query?: string | number): { grid: TableGrid; name: string } {
  const all = tablesIn(page.blocks);
  const names = all.map((table, i) => `${i + 1}: ${table.children[0]?.children.map(cellText).join(' | ') ?? ''}`);
  const found = (tables: readonly Table[], what: string) => {
    const table = onlyOne(tables, names, what);
    return { grid: gridOf(table), name: `table ${all.indexOf(table) + 1}` };
  };
  if (query === undefined) {
    if (all.length > 1)
      throw new AppError('INVALID_INPUT', `The page has ${all.length} tables.`, {
        hint: `Say which one in \`table\`: ${names
          .slice(0, 30)
          .map((name) => `"${name}"`)
          .join(', ')}.`,
        details: { candidates: names.slice(0, 30) },
      });
    return found(all, 'A table');
  }
  const number = typeof query === 'number' ? query : /^\d+$/.test(query.trim()) ? Number(query) : null;
  const headings = () => findSections(sectionsOf(page), String(query)).length;
  if (number !== null && (all[number - 1] || headings() !== 1))
    return found(number < 1 ? [] : all.slice(number - 1, number), `Table ${number}`);
  if (headings() === 0) return found([], `The table "${query}" (by its number, or the heading above it)`);
  const section = getSection(page, String(query));
  return found(tablesIn(section.flow.slice(section.from, section.to)), `The table under "${query}"`);
}

/**
 * Every table of the page in document order, those in panels, layouts and cells too: their place is the number that an
 * edit names.
 */
export function tablesIn(blocks: readonly Block[]): Table[] {
  const tables: Table[] = [];
  walk(blocks, (block) => {
    if (block.type === 'table') tables.push(block);
  });
  return tables;
}

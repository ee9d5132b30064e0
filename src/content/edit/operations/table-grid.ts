import { AppError } from '../../../errors.js';
import type { Cell, Row, Table } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import { foldName } from '../../model/fold.js';

/** A table as a reader sees it: in each row and column the cell that shows there, whatever it spans. */
export interface TableGrid {
  readonly table: Table;
  /** By row and column; undefined where the table has a hole. */
  readonly cells: readonly (readonly (Cell | undefined)[])[];
  readonly width: number;
  /** How many rows at the top are headers. */
  readonly headerRows: number;
  /** The columns of a further row that cells reach into whose span goes on below the last row. */
  readonly overhang: ReadonlySet<number>;
}

/** A merged table of more places than this is none that a person made. */
const mostPlaces = 200_000;

/**
 * Lays the cells of a table out by what they span. Throws INVALID_INPUT where they span more places than a person would
 * make.
 */
export function gridOf(table: Table): TableGrid {
  const cells: (Cell | undefined)[][] = table.children.map(() => []);
  const overhang = new Set<number>();
  let places = 0;
  table.children.forEach((row, at) => {
    let column = 0;
    for (const cell of row.children) {
      while (cells[at]?.[column]) column++;
      for (let c = column; c < column + cell.colspan; c++) {
        for (let r = at; r < Math.min(cells.length, at + cell.rowspan); r++) {
          const line = cells[r];
          if (line && !line[c]) line[c] = cell;
        }
        if (at + cell.rowspan > cells.length) overhang.add(c);
        places += Math.min(cell.rowspan, cells.length - at);
      }
      if (places > mostPlaces)
        throw new AppError('INVALID_INPUT', 'The merged cells of the table are too large to edit.', {
          hint: 'Edit the table in storage format.',
        });
      column += cell.colspan;
    }
  });
  const width = cells.reduce((most, line) => Math.max(most, line.length), 0);
  return { table, cells, width, headerRows: countHeaderRows(table), overhang };
}

/** Rows at the top with nothing but header cells; of a table that has no others, those that its first row reaches into. */
function countHeaderRows({ children: rows }: Table): number {
  const isHeader = (row: Row) => row.children.length > 0 && row.children.every((cell) => cell.header);
  const first = rows.findIndex((row) => !isHeader(row));
  if (first >= 0) return first;
  const depth = Math.max(1, ...(rows[0]?.children.map((cell) => cell.rowspan) ?? []));
  return Math.min(rows.length, depth);
}

/** The words of a cell, all its blocks together. */
export function cellText(cell: Cell | undefined): string {
  const texts: string[] = [];
  walk(cell?.children ?? [], (block) => {
    if (isLeaf(block)) texts.push(plainText(block.content));
  });
  return texts.join(' ').trim();
}

/** A row or a column that can be named: from the outermost of its header cells to its own. */
export interface Line {
  /** Its place in the grid, from 0. */
  readonly index: number;
  readonly path: readonly string[];
}

/** The columns, each with the header cells above it; without a header row those of the first row. */
export function columnsOf({ cells, width, headerRows }: TableGrid): Line[] {
  const head = cells.slice(0, Math.max(1, headerRows));
  return Array.from({ length: width }, (_, index) => ({ index, path: texts(head.map((line) => line[index])) }));
}

/** The rows below the header, each with its first cell, and with merged ones the next until one that it has for itself. */
export function rowsOf({ cells, headerRows }: TableGrid): Line[] {
  return cells.slice(headerRows).map((line, i) => {
    const own = line.findIndex((cell) => cell?.rowspan === 1);
    return { index: headerRows + i, path: texts(line.slice(0, own < 0 ? 1 : own + 1)) };
  });
}

/** The rows of headers that a first cell means, or 0 where there is one of them. */
export function headersNamed({ cells, headerRows }: TableGrid, query: string | number): readonly Line[] {
  const rows = cells.slice(0, headerRows).map((line, index) => ({ index, path: texts(line.slice(0, 1)) }));
  if (String(query).trim() === '0') return rows.length === 1 ? rows : [];
  return rows.filter(({ path }) => path.some((name) => name !== '' && foldName(name) === foldName(String(query))));
}

function texts(cells: readonly (Cell | undefined)[]): string[] {
  return [...new Set(cells)].map(cellText).filter((text, i, all) => text !== '' || i === all.length - 1);
}

/** Which lines a name or a number from 1 means: by its own words or its path first, then by a cell that it shares with others. */
export function linesNamed(lines: readonly Line[], query: string | number): readonly Line[] {
  const wanted = foldName(String(query));
  const parts = wanted.split(/\s*>\s*/);
  const names = (line: Line) => line.path.map(foldName);
  const own =
    typeof query === 'number' || wanted === ''
      ? []
      : lines.filter((line) => names(line).at(-1) === wanted || names(line).join(' > ') === parts.join(' > '));
  if (own.length > 0) return own;
  const number = Number(query);
  if (Number.isInteger(number) && number > 0) return lines.slice(number - 1, number);
  const byPath = lines.filter((line) => {
    let at = 0;
    for (const name of names(line)) if (name === parts[at]) at++;
    return at === parts.length && parts.length > 1;
  });
  return byPath.length > 0 ? byPath : lines.filter((line) => names(line).includes(wanted));
}

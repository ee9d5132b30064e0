import type { Cell, Row, Table } from '../../model/block.js';
import { isSparse, widthOf } from '../../model/block.js';
import { marks } from '../../model/inline.js';
import { printHtmlTable } from './print-html.js';
import { printInline } from './print-inline.js';

/** A GFM table where one can show it, else compact HTML. */
export function printTable(table: Table): string {
  if (!isSimple(table)) return printHtmlTable(table);
  const { header, rows } = splitHeader(table);
  const width = widthOf(table.children);
  const lines = rows.map((row) => printRow(row, width));
  const head = header ? printRow(header, width) : `|${'  |'.repeat(width)}`;
  return [head, `|${' --- |'.repeat(width)}`, ...lines].join('\n');
}

function splitHeader(table: Table): { header: Row | null; rows: readonly Row[] } {
  const [first, ...rest] = table.children;
  const isHeader = first !== undefined && first.children.every((cell) => cell.header);
  return isHeader ? { header: first, rows: rest } : { header: null, rows: table.children };
}

/** One cell of a GFM row. */
function printCell(cell: Cell): string {
  const [content] = cell.children;
  return content?.type === 'paragraph' ? printInline(content.content, { inCell: true, inLine: true }) : '';
}

function printRow(row: Row, width: number): string {
  const cells = Array.from({ length: width }, (_, i) => {
    const cell = row.children[i];
    return cell ? printCell(cell) : '';
  });
  return `| ${cells.join(' | ')} |`;
}

function isSimple(table: Table): boolean {
  return (
    !isSparse(table.children.map((row) => row.children.length)) &&
    table.children.every((row) => row.children.every(isSimpleCell))
  );
}

function isSimpleCell(cell: Cell): boolean {
  const plain = cell.children.length === 0 || (cell.children.length === 1 && cell.children[0]?.type === 'paragraph');
  return plain && cell.colspan === 1 && cell.rowspan === 1 && !hasEscapedPipe(cell);
}

/** A backslash before a pipe in code: in a GFM cell there is no way to write it. */
function hasEscapedPipe(cell: Cell): boolean {
  const [content] = cell.children;
  const code = content?.type === 'paragraph' ? content.content.filter((token) => token.marks & marks.code) : [];
  return code.some((token) => token.text === '\\') && code.some((token) => token.text === '|');
}

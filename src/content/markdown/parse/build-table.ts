import type { Block, Cell, Row } from '../../model/block.js';
import { alignOf } from '../../model/block.js';
import { unconvertible } from '../../model/unconvertible.js';
import { cellText, type FlowNode } from './flow-node.js';
import type { ParseNotes } from './notes.js';

const maxCells = 30_000;

/** What the rows of a table are made with. */
interface TableParts {
  readonly textOf: (node: FlowNode) => string;
  readonly paragraph: (text: string, line: number) => Block[];
  /** A row of the page that was not read, and has so many cells. */
  readonly knownRow: (node: FlowNode, width: number) => Row;
  readonly notes: ParseNotes;
}

/** The rows of a table of GFM. Throws UNCONVERTIBLE for one that has cells beyond its header, or more new cells than are read. */
export function buildRows(table: FlowNode, parts: TableParts): Row[] {
  const width = table.children[0]?.children.length ?? 0;
  // Those of the page are there already, however many they are.
  if (width * table.children.filter(({ type }) => type !== 'known').length > maxCells)
    throw unconvertible(table.line, `a table has more than ${maxCells} cells`);
  const rows = table.children.map((row, i): Row => {
    if (row.type === 'known') return parts.knownRow(row, width);
    if (row.children.slice(width).some((cell) => cell.text.trim() !== ''))
      throw unconvertible(
        row.line,
        `a row has ${row.children.length} cells, but the header of its table has ${width}`,
        'Give each row as many cells as the header; write a pipe inside a cell as \\|.',
      );
    if (width > 1 && i > 1 && !parts.textOf(row).includes('|'))
      parts.notes.add('A line without pipes directly below a table became a row: leave an empty line between the two.');
    else if (width > 1 && i > 1 && isRest(parts.textOf(row), parts.textOf(table.children[i - 1] ?? row)))
      parts.notes.add(
        'A line that continues the row above became a row of its own: write <br> for a line break in a cell.',
      );
    const children = Array.from({ length: width }, (_, column): Cell => ({
      type: 'cell',
      header: i === 0 ? true : null,
      colspan: 1,
      rowspan: 1,
      children: parts.paragraph(cellText(row.children[column]), row.line),
      source: null,
      line: row.line,
      ...alignOf(table.align?.[column]),
    }));
    return { type: 'row', header: i === 0, children, source: null, line: row.line };
  });
  const [head, ...body] = rows;
  return head && body.length > 0 && head.children.every((cell) => cell.children.length === 0) ? body : rows;
}

/** Does a row that begins without a pipe go on with one that has no pipe at its end? */
function isRest(row: string, before: string): boolean {
  return /^[^|]*\|[ \t]*$/.test(row) && /^[ \t]*\|/.test(before) && !/\|[ \t]*$/.test(before);
}

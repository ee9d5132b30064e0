import type { Cell } from '../../model/block.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { Page } from '../../storage/read/read-page.js';
import { pageOf } from '../../storage/read/read-page.js';
import { reparse } from '../../xml/reparse.js';
import type { Splice } from '../../xml/splice.js';
import { setAttribute, splice } from '../../xml/splice.js';
import type { XmlElement } from '../../xml/xml-node.js';
import type { TableGrid } from './table-grid.js';

/** The page with these cells over more or fewer rows, and not one other byte changed. */
export function changeRowspans(page: Page, cells: ReadonlySet<Cell>, by: number): Page {
  return spliced(
    page,
    [...cells].flatMap((cell) => setSpan(page.storage, cell, cell.rowspan + by)),
  );
}

/** The page without a row of a table, in which all the others read as they did. */
export function withoutRow(page: Page, { table, cells }: TableGrid, index: number): Page {
  const source = page.storage;
  const row = table.children[index]?.source;
  const next = table.children[index + 1];
  if (!row) throw unconvertible(0, 'a row of the table has no bytes of its own');
  const splices: Splice[] = [{ start: row.outer.start, end: row.outer.end, text: '' }];
  const line = cells[index] ?? [];
  for (const cell of new Set(line)) {
    const column = line.indexOf(cell);
    const isFromAbove = cell !== undefined && cells[index - 1]?.includes(cell) === true;
    const goesOn = cell !== undefined && cells[index + 1]?.includes(cell) === true;
    if (isFromAbove) splices.push(...setSpan(source, cell, cell.rowspan - 1));
    if (isFromAbove || !goesOn || !next?.source) continue;
    const behind = next.children.find((other) => (cells[index + 1]?.indexOf(other) ?? -1) > column);
    const at = behind?.source?.outer.start ?? next.source.inner.end;
    const { start, end } = elementOf(cell);
    splices.push({ start: at, end: at, text: splice(source, start, end, setSpan(source, cell, cell.rowspan - 1)) });
  }
  return spliced(page, splices);
}

function setSpan(source: string, cell: Cell, rowspan: number): Splice[] {
  return setAttribute(source, elementOf(cell), 'rowspan', rowspan <= 1 ? '' : String(rowspan));
}

function elementOf(cell: Cell): XmlElement {
  const element = cell.source?.element;
  if (!element) throw unconvertible(0, 'a merged cell of the table has no bytes of its own');
  return element;
}

function spliced(page: Page, splices: readonly Splice[]): Page {
  const { storage, reader } = page;
  return pageOf(reparse(reader.tree, splice(storage, 0, storage.length, splices)));
}

import type { Block, Cell, Row } from '../../model/block.js';
import { isEmptyHeader, isHeaders, isSparse, widthOf } from '../../model/block.js';
import { decodeText } from '../../xml/decode.js';
import type { XmlElement, XmlNode, XmlText } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';
import { isBlockElement, isSilent } from './elements.js';
import { lazyContent, withContent } from './lazy-content.js';
import type { ReadChildren, Reader } from './reader.js';
import { elementSource } from './source.js';

/** A table; nothing for one without cells. Rows of one that GFM can show are filled up to its width. */
export function readTable(reader: Reader, table: XmlElement, readChildren: ReadChildren): Block[] {
  const rows = rowsOf(table);
  const simple =
    !isSparse(rows.map((row) => cellsOf(row).length)) &&
    rows.every((row) => cellsOf(row).every((cell) => isPlain(reader, cell)));
  const children = rows.map((row) => readRow(reader, row, simple, readChildren));
  // Header rows without any text are how Markdown writes a table that has none.
  const first = children.findIndex((row) => !isEmptyHeader(row));
  const from = first < 0 ? children.length - 1 : first;
  const shown = children.slice(from).filter((row) => row.children.length > 0);
  if (shown.length === 0) return [];
  const width = widthOf(shown);
  const full = simple ? shown.map((row) => fillRow(row, width)) : shown;
  const empty = children.slice(0, from).findLast((row) => row.children.length > 0);
  const unseen = empty ? { unseen: withHeader(empty, true, simple) } : {};
  const read = full.map((row, i) => withHeader(row, i === 0 && isHeaders(row), simple));
  return [{ type: 'table', children: read, ...unseen, source: elementSource(reader.source, table) }];
}

/** Below a row of headers GFM shows none. */
function withHeader(row: Row, header: boolean, simple: boolean): Row {
  const isHidden = simple && !header && row.children.some((cell) => cell.header);
  if (!isHidden) return header ? { ...row, header } : row;
  return { ...row, children: row.children.map((cell) => (cell.header ? { ...cell, isHidden } : cell)) };
}

/** A GFM row has as many cells as its table: those that are missing at its end have no bytes until they are given text. */
function fillRow(row: Row, width: number): Row {
  const end = row.source?.inner.end ?? 0;
  const at = { start: end, end };
  const header = isHeaders(row);
  const [open, close] = header ? ['<th>', '</th>'] : ['<td>', '</td>'];
  const source = { outer: at, inner: at, element: null, hollow: { open, close } };
  const missing = Array.from({ length: width - row.children.length }, (): Cell => ({
    type: 'cell',
    header,
    colspan: 1,
    rowspan: 1,
    children: [],
    source,
  }));
  return missing.length === 0 ? row : { ...row, children: [...row.children, ...missing] };
}

function rowsOf(parent: XmlElement): XmlElement[] {
  return parent.children.flatMap((child) => {
    if (!isElement(child)) return [];
    if (child.name === 'tr') return [child];
    return /^t(?:head|body|foot)$/.test(child.name) ? rowsOf(child) : [];
  });
}

function cellsOf(row: XmlElement): XmlElement[] {
  return row.children.filter((child): child is XmlElement => isElement(child, 'td') || isElement(child, 'th'));
}

/** Can a GFM table show this cell: one line of inline content, or paragraphs, and no merging? */
function isPlain(reader: Reader, cell: XmlElement): boolean {
  return span(cell, 'colspan') === 1 && span(cell, 'rowspan') === 1 && isInlineContent(reader, cell);
}

function isInlineContent(reader: Reader, parent: XmlElement): boolean {
  const seen = parent.children.filter((child) => !isSilent(child) && (isElement(child) || showsText(child)));
  if (seen.length === 1 && isElement(seen[0], 'div')) return isInlineContent(reader, seen[0]);
  if (seen.every((child) => isElement(child, 'p')))
    return seen.every((child) => isElement(child) && !reader.hasBlock(child));
  return seen.every((child) => isInline(reader, child));
}

/** Is there more than white space and characters that nobody sees? */
function showsText(text: XmlText): boolean {
  return /[^ \t\r\n]/.test(decodeText(text));
}

function isInline(reader: Reader, node: XmlNode): boolean {
  return !isElement(node) || !(isBlockElement(node) || reader.hasBlock(node));
}

function readRow(reader: Reader, row: XmlElement, simple: boolean, readChildren: ReadChildren): Row {
  const children = cellsOf(row).map((cell) => readCell(reader, cell, simple, readChildren));
  return { type: 'row', header: false, children, source: elementSource(reader.source, row) };
}

function readCell(reader: Reader, cell: XmlElement, simple: boolean, readChildren: ReadChildren): Cell {
  const source = elementSource(reader.source, cell);
  const head = {
    type: 'cell',
    header: cell.name === 'th',
    colspan: span(cell, 'colspan'),
    rowspan: span(cell, 'rowspan'),
  } as const;
  if (!simple) return { ...head, children: readChildren(reader, cell.children), source };
  const lazy = lazyContent(reader, cell.children);
  const inner = { outer: source.inner, inner: source.inner, element: null };
  return { ...head, children: lazy ? [withContent({ type: 'paragraph', source: inner }, lazy)] : [], source };
}

function span(cell: XmlElement, name: 'colspan' | 'rowspan'): number {
  const value = Number(cell.attributes[name] ?? '1');
  return Number.isInteger(value) && value > 0 && value <= 1000 ? value : 1;
}

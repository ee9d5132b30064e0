import type { Block, Cell, Row, Table } from '../../model/block.js';
import { blockKey, isEmptyHeader, isHeaders } from '../../model/block.js';
import type { Splice } from '../../xml/splice.js';
import type { XmlElement } from '../../xml/xml-node.js';
import { elementsOf, findElement } from '../../xml/xml-node.js';
import { diffKeys } from './align.js';
import { around, bytesOf, isBlank } from './originals.js';
import { wordsOf } from './similarity.js';

/** For each column of the edited table the original column that it continues, or -1. */
type ColumnMap = readonly number[] & { colgroup(source: string, table: XmlElement): Splice[] };

/** Columns are compared in tables without merged cells whose columns were added, taken out or moved; null means: by place. */
export function fitColumns(original: Table, edited: Table): ColumnMap | null {
  if (haveSameHeaders(original, edited)) return null;
  const before = columnsOf(rowsOf(original));
  const after = columnsOf(rowsOf(edited));
  if (!before || !after) return null;
  const map = before.length === after.length ? movedColumns(before, after) : pairedColumns(before, after);
  if (map === null) return null;
  return Object.assign(map, {
    colgroup: (source: string, table: XmlElement) => fitColgroup(source, table, map, before.length),
  });
}

/** Are the first rows the same, and each of their cells another? Then every column is where it was, and none is compared. */
function haveSameHeaders(original: Table, edited: Table): boolean {
  const keys = [original, edited].map((table) => rowsOf(table)[0]?.children.map(blockKey) ?? []);
  const [one = [], other = []] = keys;
  return one.length === new Set(one).size && one.length === other.length && one.every((key, i) => key === other[i]);
}

function wholeKeys(columns: readonly Cell[][]): string[] {
  return columns.map((cells) => cells.map(blockKey).join('\u0005'));
}

function columnsOf(rows: readonly Row[]): Cell[][] | null {
  const width = rows[0]?.children.length ?? 0;
  if (
    !rows.every(
      (row) => row.children.length === width && row.children.every((cell) => cell.colspan === 1 && cell.rowspan === 1),
    )
  )
    return null;
  return Array.from({ length: width }, (_, i) => rows.flatMap((row) => row.children[i] ?? []));
}

/** Headers without text are how Markdown writes a table that has none. */
function rowsOf({ children }: Table): readonly Row[] {
  return children.length > 1 && isEmptyHeader(children[0]) ? children.slice(1) : children;
}

/**
 * As many columns as before, in another order: told by all that is in them, where that was edited by their headers, and where no
 * header tells by most of their words.
 */
function movedColumns(before: readonly Cell[][], after: readonly Cell[][]): number[] | null {
  const [old, now] = [wholeKeys(before), wholeKeys(after)];
  const map = now.map((key, i) => (key === old[i] ? i : -1));
  const take = (keys: readonly string[], wanted: readonly string[], most: number) => {
    wanted.forEach((key, j) => {
      const open = map[j] === -1 ? keys.flatMap((other, i) => (other === key && !map.includes(i) ? [i] : [])) : [];
      if (open.length <= most) map[j] = open[0] ?? map[j] ?? -1;
    });
  };
  take(old, now, Infinity);
  // A header that several columns share tells nothing.
  take(headerKeys(before), headerKeys(after), 1);
  takeLikest(before, after, map);
  return map.includes(-1) || map.every((from, i) => from === i) ? null : map;
}

/** Pairs what is left by its words, the likest first, and of columns that are equally like those that stand where they stood. */
function takeLikest(before: readonly Cell[][], after: readonly Cell[][], map: number[]): void {
  const open = before.flatMap((_, i) => (map.includes(i) ? [] : [i]));
  const pairs = map.flatMap((from, j) =>
    from === -1 ? open.map((i) => ({ i, j, share: likeness(before[i] ?? [], after[j] ?? []) })) : [],
  );
  pairs.sort((a, b) => b.share - a.share || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
  for (const { i, j, share } of pairs) if (share > 0.3 && map[j] === -1 && !map.includes(i)) map[j] = i;
}

function headerKeys(columns: readonly Cell[][]): string[] {
  return columns.map(([header]) => (header ? blockKey(header) : ''));
}

function pairedColumns(before: readonly Cell[][], after: readonly Cell[][]): number[] {
  const map = after.map(() => -1);
  for (const hunk of diffKeys(wholeKeys(before), wholeKeys(after))) {
    if (hunk.same) for (let i = hunk.from; i < hunk.to; i++) map[hunk.editedFrom + i - hunk.from] = i;
    else pairColumns(before, after, hunk, map);
  }
  return map;
}

function pairColumns(
  before: readonly Cell[][],
  after: readonly Cell[][],
  hunk: { from: number; to: number; editedFrom: number; editedTo: number },
  map: number[],
): void {
  let next = hunk.from;
  for (let j = hunk.editedFrom; j < hunk.editedTo; j++) {
    const scores = Array.from({ length: hunk.to - next }, (_, i) => likeness(before[next + i] ?? [], after[j] ?? []));
    const best = Math.max(0, ...scores);
    if (best <= 0.3) continue;
    map[j] = next + scores.indexOf(best);
    next = (map[j] ?? next) + 1;
  }
}

function likeness(one: readonly Cell[], other: readonly Cell[]): number {
  const words = (cells: readonly Cell[]) => new Set(cells.flatMap((cell) => [...wordsOf(cell).keys()]));
  const [a, b] = [words(one), words(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 1 : (2 * shared) / (a.size + b.size);
}

/** Keeps one `col` for each column: new ones are like their neighbour, removed ones go. */
function fitColgroup(source: string, table: XmlElement, map: readonly number[], width: number): Splice[] {
  const group = findElement(table, 'colgroup');
  const cols = group ? elementsOf(group, 'col') : [];
  const [first, last] = [cols[0], cols.at(-1)];
  if (!first || !last || cols.length !== width) return [];
  const text = map.map((from, i) => {
    const col = cols[from >= 0 ? from : Math.max(0, map[i - 1] ?? 0)] ?? first;
    return source.slice(col.start, col.end);
  });
  return [{ start: first.start, end: last.end, text: text.join('') }];
}

/**
 * The header of a table of which the columns that had words in it are gone: its other cells, where they show nothing, are headers
 * that Markdown does not write, and stay. Null where it is in the edited table, or its words were taken out of it.
 */
export function headerWithoutWords(source: string, original: Block, edited: Block): string | null {
  if (original.type !== 'table' || edited.type !== 'table') return null;
  const [head, first] = [original.children[0], edited.children[0]];
  if (!head?.source || !isHeaders(head) || !first || isHeaders(first)) return null;
  const columns = fitColumns(original, edited);
  if (!columns || columns.length >= head.children.length) return null;
  const cells = columns.map((from) => head.children[from]);
  if (!cells.every((cell) => cell?.source && cell.children.length === 0)) return null;
  if (!cells.some((cell) => cell && holdsHidden(source, cell))) return null;
  return around(source, head.source, cells.map((cell) => cell && bytesOf(source, cell)).join(''), []);
}

/** Has an empty cell more than blanks: a colour, a hint for whoever fills it in, an anchor? */
function holdsHidden(storage: string, { source }: Cell): boolean {
  if (!source) return false;
  const hasAttributes = Object.keys(source.element?.attributes ?? {}).length > 0;
  return hasAttributes || !isBlank(storage.slice(source.inner.start, source.inner.end));
}

/** The cells of a row whose columns changed places, each with its original; null where the order is as it was. */
export function cellsInOtherOrder(
  original: readonly Block[],
  edited: readonly Block[],
  partnerOf: (cell: Block) => Block | undefined,
): [original: Block, edited: Block][] | null {
  if (edited[0]?.type !== 'cell' || original.length !== edited.length) return null;
  const pairs = edited.flatMap((cell): [Block, Block][] => {
    const partner = partnerOf(cell);
    return partner && original.includes(partner) ? [[partner, cell]] : [];
  });
  const places = pairs.map(([one]) => original.indexOf(one));
  const isInOrder = places.every((at, i) => i === 0 || at > (places[i - 1] ?? 0));
  return pairs.length < edited.length || isInOrder ? null : pairs;
}

import type { Block, Cell, Row } from '../../model/block.js';
import { sourceOf } from './originals.js';

/** Cells of a row that have to be written though they show nothing: text stands behind them, or the row has no others. */
export function neededCells({ children }: Row, partnerOf: (cell: Block) => Block | undefined): readonly Cell[] {
  const last = children.findLastIndex((cell) => cell.children.length > 0);
  // A row without any cell is none to a reader.
  const isBare = children.every((cell) => sourceOf(partnerOf(cell) ?? cell)?.hollow);
  return children.slice(0, Math.max(isBare ? 1 : 0, last));
}

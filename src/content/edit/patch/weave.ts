import type { Block, Span } from '../../model/block.js';
import type { Splice } from '../../xml/splice.js';
import { splice } from '../../xml/splice.js';
import type { XmlTree } from '../../xml/xml-node.js';
import { pointBefore, pointBehind } from './insertion-points.js';
import { isLoose, runsOn, sourceOf } from './originals.js';

/** One original with what shall stand in its place. */
interface Piece {
  readonly original: Block;
  /** Null where nothing is left of it. */
  readonly text: string | null;
  /** New text that goes before it, or behind it. */
  readonly before: string;
  readonly after: string;
}

/** Which of the texts between pieces a new block behind this original goes to: even numbers are before an original, odd ones behind it. */
export function slotAfter(
  last: number,
  original: readonly Block[],
  isKept: (block: Block) => boolean,
  isTight: boolean,
): number {
  const next = original[last + 1];
  if (last < 0 || (next && !isKept(next))) return 2 * (last + 1);
  return isTight && next ? 2 * (last + 1) : 2 * last + 1;
}

/** Where the pieces stood. */
interface Place {
  readonly tree: XmlTree;
  readonly span: Span;
  /** What text may be put outside of lies in here. */
  readonly bounds: Span;
  /** Changes of what is between the pieces. */
  readonly changes: readonly Splice[];
  /** Rows and cells: new ones stand right beside those that are there. */
  readonly tight: boolean;
}

/** The last block written and what came since, while no block stands behind it that keeps loose text apart from more of it. */
interface Open {
  readonly block: Block;
  readonly index: number;
  gap: string;
}

const border = /<\/?(?:p|div|dl|dt|dd|h[1-6]|section|article|center|ac:layout[\w-]*)\b/;

/** Storage of the pieces with everything that was between them. */
export function weave(pieces: readonly Piece[], place: Place): string {
  return new Weaver(place).weave(pieces);
}

class Weaver {
  private out = '';
  private at: number;
  private open: Open | null = null;

  constructor(private readonly where: Place) {
    this.at = where.span.start;
  }

  weave(pieces: readonly Piece[]): string {
    pieces.forEach((piece, i) => this.piece(piece, i));
    this.copy(this.where.span.end);
    return this.out;
  }

  private piece({ original, text, before, after }: Piece, index: number): void {
    const { tree, bounds, tight } = this.where;
    const { outer } = sourceOf(original);
    if (before !== '') {
      this.copy(tight ? outer.start : pointBefore(tree, original, bounds));
      this.out += before;
      this.open = null;
    }
    this.copy(outer.start);
    this.at = outer.end;
    if (text !== null) this.block(original, text, index);
    if (after === '') return;
    this.copy(tight ? outer.end : pointBehind(tree, original, bounds));
    this.out += after;
    this.open = null;
  }

  private block(original: Block, text: string, index: number): void {
    const { open } = this;
    // Loose texts that blocks kept apart would be one once these are gone.
    const isTouching =
      open && isLoose(original) && open.index < index - 1 && !border.test(open.gap) && runsOn(original, open.block);
    this.out += isTouching ? `<p>${text}</p>` : text;
    this.open = isTouching ? null : { block: original, index, gap: '' };
  }

  /** Everything of the page up to here, with its changes. */
  private copy(end: number): void {
    const between = this.where.changes.filter((change) => change.start >= this.at && change.end <= end);
    const gap = splice(this.where.tree.source, this.at, end, between);
    this.out += gap;
    if (this.open) this.open.gap += gap;
    this.at = end;
  }
}

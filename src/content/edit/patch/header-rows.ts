import type { Block, Cell, Parent, Row, Table } from '../../model/block.js';
import { isEmptyHeader, isHeaders } from '../../model/block.js';
import { renameTag, sourceOf } from './originals.js';

/** The rows that those of the edited table may continue: a header that shows nothing is filled where the table gets one. */
export function rowsFor({ unseen, children }: Table, edited: Table): readonly Row[] {
  const getsHeader = edited.children[0]?.header === true && children[0]?.header === false;
  return unseen && getsHeader ? [unseen, ...children] : children;
}

/** The same for any parent: what its edited children may continue. */
export function childrenFor(original: Parent, edited: Parent): readonly Block[] {
  return original.type === 'table' && edited.type === 'table' ? rowsFor(original, edited) : original.children;
}

/** Is this a header that shows nothing, of a table that has no other header now? */
export function isUnseenHeader(first: Block, [edited]: readonly Block[]): boolean {
  return isEmptyHeader(first) && !(edited?.type === 'row' && edited.header);
}

/**
 * Which cells become headers, or are none any more, since their row went to the first place of its table or from it.
 *
 * Markdown has headers in the first row alone. Below it cells keep what they are, and those of a row that was the header are like the
 * cells of the other rows.
 */
export class CellKinds {
  private readonly kinds = new Map<Block, boolean>();
  /** First rows of tables that have no header. */
  private readonly plain = new Set<Block>();
  /** All rows of such tables. */
  private readonly headless = new Set<Block>();
  /** For each row of a table one of the page that is no header. */
  private readonly likes = new Map<Block, Row>();
  /** Rows that stand where the page has headers. */
  private readonly heads = new Set<Block>();

  /** To be told of each table before its rows are written. */
  noteTable(original: Table, edited: Table): void {
    const [first] = edited.children;
    if (first && !first.header && edited.source === null) {
      this.plain.add(first);
      for (const row of edited.children) this.headless.add(row);
    }
    const below = original.children.findIndex((row) => !isHeaders(row));
    const like = original.children[below];
    const heads = below < 0 ? edited.children : edited.children.slice(0, below);
    if (first?.header) for (const row of heads) this.heads.add(row);
    if (like) for (const row of edited.children) if (row.source === null) this.likes.set(row, like);
  }

  /** To be told of each row before its cells are written. */
  noteRow(original: Row, edited: Row, partnerOf: (cell: Block) => Block | undefined): void {
    const isDemoted =
      (original.header && !this.heads.has(edited)) ||
      this.turns(original, edited) ||
      this.isLeftWithHeaders(original, edited, partnerOf);
    edited.children.forEach((cell, i) => {
      if (cell.source !== null) return;
      if (cell.header !== null) this.kinds.set(cell, cell.header);
      else if (isDemoted)
        this.kinds.set(
          cell,
          original.children.length === edited.children.length && this.likes.get(edited)?.children[i]?.header === true,
        );
    });
  }

  /** Are the headers of a row all that is left of it, where the table has no header? In one column they are cells like others. */
  private isLeftWithHeaders(original: Row, edited: Row, partnerOf: (cell: Block) => Block | undefined): boolean {
    const isHeader = (cell: Cell) => {
      const partner = partnerOf(cell);
      return cell.header ?? (partner?.type === 'cell' && partner.header === true);
    };
    return this.headless.has(edited) && !isHeaders(original) && edited.children.every(isHeader);
  }

  /** Is a row the first of a table without a header, and were all of its cells headers below another one? */
  turns(original: Block, edited: Block): boolean {
    return this.plain.has(edited) && isHeaders(original);
  }

  /** The storage of a cell, in an element of another name where it has to be. */
  renamed(text: string, original: Cell, edited: Block): string {
    const header = this.kinds.get(edited) ?? original.header;
    if (text === '' || header === original.header) return text;
    return header ? renameTag(text, 'td', 'th') : renameTag(text, 'th', 'td');
  }

  /** A row that is as it was but for its headers, which are cells like those of other rows now. */
  withoutHeaders(storage: string, original: Row, edited: Row): string {
    const like = this.likes.get(edited);
    const { outer } = sourceOf(original);
    let [out, at] = ['', outer.start];
    original.children.forEach((cell, i) => {
      const { element, outer: place } = sourceOf(cell);
      if (!element || like?.children[i]?.header) return;
      out += storage.slice(at, place.start) + renameTag(storage.slice(place.start, place.end), 'th', 'td');
      at = place.end;
    });
    return out + storage.slice(at, outer.end);
  }
}

/** Of the rows around a place the nearest that is no header: what stands there is like it. */
export function rowBeside(rows: readonly Block[], at: number): Block | undefined {
  const isLike = (row: Block) => row.type === 'row' && !isHeaders(row);
  return rows.slice(0, at).findLast(isLike) ?? rows.slice(at).find(isLike);
}

import { block, leaf, type Outline } from './outline.js';

/** One cell, as either side gives it. */
export interface CellReading {
  readonly isHeader: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly content: readonly Outline[];
}

/**
 * A table as a grid: each cell by its column, merged cells counted. A first row of headers is told; other headers are not, since a table of
 * Markdown cannot show them, nor does it show a first row that is none otherwise than by an empty one above.
 */
export function tableOutline(rows: readonly (readonly CellReading[])[]): Outline | null {
  const isEmptyHeader = (rows[0] ?? []).every(({ content, isHeader }) => isHeader && content.length === 0);
  const shown = rows.filter((row, i) => row.length > 0 && !(i === 0 && rows.length > 1 && isEmptyHeader));
  if (shown.length === 0) return null;
  const covered: number[] = [];
  const lines = shown.map((row, i) => {
    let column = 0;
    const cells = row.map((cell) => {
      while ((covered[column] ?? 0) > 0) column++;
      const at = column;
      column += cell.colspan;
      for (let c = at; c < column; c++) covered[c] = cell.rowspan;
      const span = cell.colspan > 1 || cell.rowspan > 1 ? ` ${cell.rowspan}x${cell.colspan}` : '';
      return block(`cell ${at + 1}${span}`, joined(cell.content));
    });
    covered.forEach((rowsLeft, c) => (covered[c] = Math.max(0, rowsLeft - 1)));
    const isHeader = i === 0 && row.every((cell) => cell.isHeader) && !(rows[0] !== row && isEmptyHeader);
    return block(isHeader ? 'header row' : 'row', withoutPadding(cells));
  });
  return block('table', lines);
}

/** Rows of Markdown are filled up to the width of their table. */
function withoutPadding(cells: readonly Outline[]): Outline[] {
  return cells.slice(0, cells.findLastIndex(({ kind, children }) => children.length > 0 || /x/.test(kind)) + 1);
}

/** Paragraphs of one cell are lines of it. */
function joined(content: readonly Outline[]): Outline[] {
  const out: Outline[] = [];
  for (const one of content) {
    const [line, before] = [lineOf(one), out.at(-1) && lineOf(out.at(-1) as Outline)];
    if (line !== undefined && before !== undefined) out[out.length - 1] = leaf('paragraph', `${before} ⏎ ${line}`);
    else out.push(one);
  }
  return out;
}

function lineOf({ kind, text }: Outline): string | undefined {
  if (kind === 'paragraph') return text;
  return kind.startsWith('macro ') ? `{${kind}}` : undefined;
}

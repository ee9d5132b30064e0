/** A document in Markdown, block by block, and what of it is not there. */
export interface Converted {
  readonly blocks: readonly string[];
  readonly warnings: readonly string[];
  /** Where to go on, when this is not the whole. */
  readonly next?: number;
}

/** Signs that would make something else of plain text. */
const signs = /[\\`*_[\]<>|~]/g;

/** Text as Markdown that shows it literally; line breaks and tabs become blanks. */
export function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(signs, '\\$&');
}

/** A paragraph that begins like a list, a heading or a rule is none. */
export function escapeStart(line: string): string {
  return line
    .replace(/^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|=+\s*$|-{3,}\s*$)/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2');
}

/** A table of GFM; the first row is its head. Rows are filled up to the longest. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => (cells[index] ?? '').replaceAll('\n', '<br>')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n');
}

/** Marks around text, blanks outside of them. */
export function marked(text: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === '' ? text : `${before}${mark}${inner}${mark}${after}`;
}

export interface MarkdownLine {
  readonly text: string;
  readonly start: number;
  /** `fence` opens or closes code, `code` is inside it. */
  readonly kind: 'text' | 'fence' | 'code';
}

/** What may stand before a block in its line: bullets, numbers, quote signs. */
export const leading = String.raw`^\s*(?:(?:[-*+>]|\d+[.)])\s*)*`;

const fence = new RegExp(`${leading}(\`{3,}|~{3,})`);

/** The lines of Markdown, each knowing whether it is text or code. */
export function linesOf(markdown: string): MarkdownLine[] {
  let open = '';
  let start = 0;
  return markdown.split('\n').map((text) => {
    const line = { text, start };
    start += text.length + 1;
    const mark = fence.exec(text)?.[1] ?? '';
    if (open === '') {
      open = mark;
      return { ...line, kind: mark === '' ? 'text' : 'fence' };
    }
    if (mark.length < open.length || text.replace(/^[>\s]+/, '').trim() !== mark) return { ...line, kind: 'code' };
    open = '';
    return { ...line, kind: 'fence' };
  });
}

/** Where Markdown may be cut. */

interface Line {
  readonly start: number;
  readonly text: string;
  /** 3: between blocks, 2: between rows of a table or items of a list, 1: within a block. */
  readonly rank: number;
}

/** The end of the part that starts at `start`: the best place to cut within `maxChars`. */
export function cutMarkdown(markdown: string, start: number, maxChars: number): number {
  if (markdown.length - start <= maxChars) return markdown.length;
  const limit = start + maxChars;
  const best = new Map<number, number>();
  for (const line of linesOf(markdown)) {
    if (line.start > limit) break;
    if (line.start > start) best.set(line.rank, line.start);
  }
  // A cut between blocks is worth a part that is shorter, but not a tiny one.
  const enough = start + maxChars / 4;
  const [block, row, line] = [best.get(3) ?? 0, best.get(2) ?? 0, best.get(1) ?? 0];
  if (block > enough || (block > start && row <= start)) return block;
  if (row > start) return row;
  return line > start ? line : wholeCharacter(markdown, limit);
}

function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}

/** The header of the table whose rows continue at `start`, to stand before them once more. */
export function repeatedHeader(markdown: string, start: number): string {
  if (markdown.charAt(start) !== '|' && !markdown.startsWith('<tr>', start)) return '';
  const before = markdown.slice(0, start);
  if (markdown.charAt(start) === '|') {
    const table = /(?:^|\n)(\|[^\n]*\n\|(?: --- \|)+\n)(?:\|[^\n]*\n)*$/.exec(before);
    return table?.[1] ?? '';
  }
  const table = /(?:^|\n)(<table>\n(?:<tr><th[^\n]*\n)?)(?:<tr>[^\n]*\n)*$/.exec(before);
  return table?.[1] ?? '';
}

function* linesOf(markdown: string): Generator<Line> {
  let fence: string | null = null;
  let blank = true;
  let previous = '';
  for (let start = 0; start <= markdown.length;) {
    const end = markdown.indexOf('\n', start);
    const text = markdown.slice(start, end < 0 ? undefined : end);
    const mark = /^\s*(?:[-*>]\s+|\d+[.)]\s+)*(`{3,})/.exec(text)?.[1];
    const inside: boolean = fence !== null;
    yield { start, text, rank: inside ? 1 : blank ? 3 : isRow(text, previous) ? 2 : 1 };
    if (mark !== undefined && (fence === null || (mark.length >= fence.length && /^[\s>]*`+\s*$/.test(text))))
      fence = inside ? null : mark;
    blank = !inside && text === '';
    previous = text;
    if (end < 0) return;
    start = end + 1;
  }
}

function isRow(text: string, previous: string): boolean {
  if (text.startsWith('|')) return previous.startsWith('|') && !/^\|(?: --- \|)+$/.test(text);
  return (text.startsWith('<tr>') && previous !== '<table>') || /^(?:[-*]|\d+[.)]) /.test(text);
}

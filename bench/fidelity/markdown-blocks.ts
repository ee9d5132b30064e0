import { linesOf, type MarkdownLine } from './markdown-lines.js';

/** A block of Markdown by its range, outermost first; what is inside directives comes after them. */
export interface MarkdownBlock {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Cuts Markdown between its blocks, as a person would who looks at blank lines, fences, directives and HTML tables. */
export function blocksIn(markdown: string): MarkdownBlock[] {
  return cut(linesOf(markdown), 0);
}

function cut(lines: readonly MarkdownLine[], depth: number): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  for (let from = 0; from < lines.length;) {
    if (lines[from]?.text.trim() === '') {
      from++;
      continue;
    }
    const to = endOfBlock(lines, from);
    const own = lines.slice(from, to);
    const text = own.map((line) => line.text).join('\n');
    const start = own[0]?.start ?? 0;
    blocks.push({ text, start, end: start + text.length, depth });
    if (/^:{3,}\w/.test(text)) blocks.push(...cut(own.slice(1, -1), depth + 1));
    from = to;
  }
  return blocks;
}

/** The line after the last one of the block that starts here. */
function endOfBlock(lines: readonly MarkdownLine[], from: number): number {
  const at = (i: number) => lines[i]?.text ?? '';
  const first = at(from);
  const until = (isLast: (line: string, kind?: MarkdownLine['kind']) => boolean) => {
    let i = from + 1;
    while (i < lines.length && !isLast(at(i), lines[i]?.kind)) i++;
    return Math.min(lines.length, i + 1);
  };
  if (lines[from]?.kind === 'fence') return until((_, kind) => kind === 'fence');
  const colons = /^(:{3,})\w/.exec(first)?.[1];
  if (colons !== undefined) return until((line, kind) => kind === 'text' && line === colons);
  if (first.startsWith('<table'))
    return first.includes('</table>') ? from + 1 : until((line) => line.startsWith('</table>'));
  const marker = /^(?:([-*+])|\d+([.)]))(?: |$)/.exec(first);
  let i = from + 1;
  if (!marker) {
    while (i < lines.length && at(i).trim() !== '') i++;
    return i;
  }
  const sameList =
    marker[1] === undefined ? new RegExp(`^\\d+\\${marker[2] ?? '.'}(?: |$)`) : new RegExp(`^\\${marker[1]}(?: |$)`);
  while (i < lines.length && (at(i).trim() === '' || /^\s{2,}/.test(at(i)) || sameList.test(at(i)))) i++;
  while (at(i - 1).trim() === '') i--;
  return i;
}

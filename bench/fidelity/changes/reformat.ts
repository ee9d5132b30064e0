import { linesOf } from '../markdown-lines.js';
import type { RandomSource } from '../random-source.js';
import { compareOutlines } from '../oracle/compare.js';
import { readMarkdown } from '../oracle/read-markdown.js';

/** A way in which models write Markdown anew that says the same. */
interface Habit {
  readonly name: string;
  /** Rewrites a line of text that is no code and no directive. */
  readonly line?: (line: string) => string;
  readonly whole?: (markdown: string) => string;
}

const isRow = (line: string) => /^\s*\|.*\|$/.test(line);

const habits: readonly Habit[] = [
  { name: 'stars for bullets', line: (line) => line.replace(/^(\s*)[-+] /, '$1* ') },
  { name: 'pluses for bullets', line: (line) => line.replace(/^(\s*)- /, '$1+ ') },
  { name: 'tables padded', line: (line) => (isRow(line) ? line.replace(/ \|/g, '    |') : line) },
  { name: 'tables tight', line: (line) => (isRow(line) ? line.replace(/ *(?<!\\)\| */g, '|') : line) },
  {
    name: 'dashes of tables aligned',
    line: (line) => (/^\s*\|(?: --- \|)+$/.test(line) ? line.replaceAll(' --- ', ' :--- ') : line),
  },
  {
    name: 'underscores for stars',
    line: (line) =>
      line
        .replace(/(?<![\p{L}\p{N}*\\_])\*\*([^*_]+)\*\*(?![\p{L}\p{N}*])/gu, '__$1__')
        .replace(/(?<![\p{L}\p{N}*\\_])\*([^*_\s][^*_]*)\*(?![\p{L}\p{N}*])/gu, '_$1_'),
  },
  { name: 'more escapes', line: (line) => line.replace(/(?<=\p{L})([.!]) (?=\p{L})/gu, '\\$1 ') },
  { name: 'fewer escapes', line: (line) => line.replace(/(?<=\p{L})\\([_~])(?=\p{L})/gu, '$1') },
  {
    name: 'smart quotes',
    line: (line) =>
      /[<{[]/.test(line) ? line : line.replace(/"([^"]*)"/g, '“$1”').replace(/(?<=\p{L})'(?=\p{L})/gu, '’'),
  },
  { name: 'blanks at line ends', line: (line) => (line === '' || /[\\ ]$/.test(line) ? line : `${line} `) },
  { name: 'tabs in items', line: (line) => line.replace(/^(\s*)- (?=\S)/, '$1-\t') },
  { name: 'entities', line: (line) => (/[`<[\]{]/.test(line) ? line : line.replace(/(?<= )& /g, '&amp; ')) },
  {
    name: 'no-break spaces',
    line: (line) => (/[`<[\]{|]/.test(line) ? line : line.replace(/(?<=\p{N}) (?=\p{L})/u, '\u00a0')),
  },
  { name: 'all numbers one', line: (line) => line.replace(/^(\s*)\d+\. /, '$11. ') },
  { name: 'lines wrapped', line: wrapped },
  { name: 'more empty lines', whole: (markdown) => textLines(markdown, (line) => (line === '' ? '\n' : line)) },
  { name: 'line ends of Windows', whole: (markdown) => markdown.replace(/\n/g, '\r\n') },
  { name: 'empty lines between items', line: (line) => (/^- /.test(line) ? `\n${line}` : line) },
  {
    name: 'attributes in another order',
    whole: (markdown) => markdown.replace(/^(:{3,}[a-z-]+)\{title="([^"]*)" (#\w[\w-]*)\}$/gm, '$1{$3 title="$2"}'),
  },
  { name: 'a line end more', whole: (markdown) => `${markdown}\n\n` },
];

function textLines(markdown: string, change: (line: string) => string): string {
  return linesOf(markdown)
    .map(({ text, kind }) => (kind === 'text' && !/^\s*:{3,}/.test(text) ? change(text) : text))
    .join('\n');
}

/** Breaks a long line of prose at a blank, as models do that write to a width. */
function wrapped(line: string): string {
  if (line.length < 70 || !/^[\p{L}]/u.test(line) || /[|<]/.test(line)) return line;
  const at = line.indexOf(' ', 50);
  return at < 0 || !/^\p{L}/u.test(line.slice(at + 1)) ? line : `${line.slice(0, at)}\n${line.slice(at + 1)}`;
}

export interface Reformatted {
  readonly markdown: string;
  readonly habits: readonly string[];
}

/** Writes Markdown anew in some of these ways: those that an independent parser reads as the same. */
export function reformat(markdown: string, random: RandomSource, most = 3): Reformatted {
  const wanted = readMarkdown(markdown);
  const used: string[] = [];
  let text = markdown;
  for (const habit of random.many(1, most, () => random.pick(habits))) {
    const next = habit.whole ? habit.whole(text) : textLines(text, habit.line ?? ((line) => line));
    if (next === text || used.includes(habit.name) || compareOutlines(wanted, readMarkdown(next)) !== null) continue;
    text = next;
    used.push(habit.name);
  }
  return { markdown: text, habits: used };
}

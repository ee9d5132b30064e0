import { AppError } from '../../../errors.js';
import { normalCode } from '../../macros/code.js';
import type { Block, Leaf } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import type { Run, Token } from '../../model/inline.js';
import { visible } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import type { Page } from '../../storage/read/read-page.js';
import { cleanText } from '../../xml/clean-text.js';
import type { Edit } from './edit.js';
import { replaceBlocks } from './tree-edit.js';

type ReplaceText = Extract<Edit, { op: 'replace_text' }>;

/** Replaces words in text (and in code when asked), across formats but within one block. */
export function replaceText(page: Page, edit: ReplaceText): readonly Block[] {
  const find = tidy(edit.find);
  if (find.trim() === '')
    throw new AppError('INVALID_INPUT', '`find` is empty.', {
      hint: 'Give the words to replace, as they stand on the page.',
    });
  const { total, inCode, places } = countMatches(page, edit, find);
  const expected = edit.expected_count ?? 1;
  if (total !== expected) throw wrongCount(edit, total, expected, inCode, places);
  return replaceBlocks(page.blocks, (block) => {
    if (isLeaf(block))
      return textOf(block).includes(find)
        ? [{ ...block, content: replaceTokens(block, find, cleanText(edit.replace)) }]
        : null;
    if (block.type !== 'code' || !edit.in_code || !block.text.includes(edit.find)) return null;
    return [{ ...block, text: normalCode(block.text.replaceAll(edit.find, () => edit.replace)) }];
  });
}

function countMatches(
  page: Page,
  edit: ReplaceText,
  find: string,
): { total: number; inCode: number; places: string[] } {
  let total = 0;
  let inCode = 0;
  const places: string[] = [];
  walk(page.blocks, (block) => {
    if (isLeaf(block)) {
      const text = textOf(block);
      const times = text.split(find).length - 1;
      total += times;
      if (times > 0)
        places.push(
          cleanText(text.slice(Math.max(0, text.indexOf(find) - 20), text.indexOf(find) + find.length + 20)).replace(
            /\s+/g,
            ' ',
          ),
        );
    }
    if (block.type === 'code') inCode += block.text.split(edit.find).length - 1;
  });
  return { total: edit.in_code ? total + inCode : total, inCode, places };
}

function wrongCount(
  edit: ReplaceText,
  total: number,
  expected: number,
  inCode: number,
  places: readonly string[],
): AppError {
  const where =
    places.length === 0
      ? ''
      : ` It stands in: ${places
          .slice(0, 8)
          .map((place) => `"${place}"`)
          .join(', ')}.`;
  const code =
    inCode > 0 && !edit.in_code ? ` It also stands ${inCode} times in code: set in_code to replace it there.` : '';
  const none =
    total === 0 && code === ''
      ? ' Give the words as a reader sees them, without Markdown signs, from within one block.'
      : '';
  return new AppError(
    'INVALID_INPUT',
    `"${edit.find.slice(0, 80)}" stands ${total} times on the page, not ${expected}.`,
    {
      hint: `Set expected_count, or find a longer text.${where}${code}${none}`.trim(),
      details: { count: total },
    },
  );
}

function tidy(text: string): string {
  return text.replace(/[ \t\r\n\f\u00A0]+/g, ' ');
}

/** One character for each thing that is no text, so that places stay places. */
function plain(token: Token): string {
  if (token.kind === 'space' || token.kind === 'break') return ' ';
  return token.kind === 'atom' ? '\uFFFC' : token.text;
}

function textOf(leaf: Leaf): string {
  return visible(leaf.content).map(plain).join('');
}

/** New words have the format of the first word that they replace; words that stay at both ends have their own. */
function replaceTokens(leaf: Leaf, whole: string, wholeReplacement: string): Token[] {
  const { head, tail } = sharedWords(whole, wholeReplacement);
  const find = whole.slice(head, whole.length - tail);
  const replacement = wholeReplacement.slice(head, wholeReplacement.length - tail);
  const starts = matchesOf(textOf(leaf), whole).map((at) => at + head);
  const runs: Run[] = [];
  let at = 0;
  for (const token of visible(leaf.content)) {
    const end = at + plain(token).length;
    let from = at;
    for (const start of starts) {
      if (start + find.length <= at || start >= end) continue;
      if (start >= at) runs.push(part(token, from - at, start - at), runOf(replacement, token));
      from = Math.max(from, Math.min(end, start + find.length));
    }
    if (from < end) runs.push(part(token, from - at, end - at));
    at = end;
  }
  return tokenize(runs.filter((run) => run.kind !== 'text' || run.text !== ''));
}

function matchesOf(text: string, find: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) starts.push(at);
  return starts;
}

/** How many characters at both ends are whole words that both texts share; at least one word is left to replace. */
function sharedWords(find: string, replacement: string): { head: number; tail: number } {
  const [old, now] = [find.split(/(?<= )/), replacement.split(/(?<= )/)];
  let head = 0;
  while (head < old.length - 1 && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - 1 - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const length = (words: readonly (string | undefined)[]) => words.join('').length;
  return { head: length(old.slice(0, head)), tail: length(old.slice(old.length - tail)) };
}

function part(token: Token, from: number, to: number): Run {
  if (token.kind === 'atom') return { ...runOf('', token), kind: from < to ? 'atom' : 'text', atom: token.atom };
  if (token.kind === 'break')
    return { ...runOf('\n', token), kind: from < to ? 'break' : 'text', text: from < to ? '\n' : '' };
  return runOf(token.kind === 'space' ? ' '.repeat(to - from) : token.text.slice(from, to), token);
}

function runOf(text: string, { marks, link }: Token): Run {
  return { kind: 'text', text, marks, link, atom: null, origin: null };
}

import { diffArrays } from 'diff';
import { AppError } from '../../../errors.js';
import { noName } from '../../macros/mention.js';
import { KnownTexts } from '../../markdown/parse/known-texts.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import type { Page } from '../../storage/read/read-page.js';
import { textsOf } from '../../storage/read/to-markdown.js';
import { assertMarkdown } from '../../storage/write/assert-format.js';
import { cleanText, collapseSpace } from '../../xml/clean-text.js';
import type { Edit, Edited } from './edit.js';
import { fold } from '../../model/fold.js';

type ReplaceText = Extract<Edit, { op: 'replace_text' }>;

/** What only Markdown has. Words without it may be the name of a macro or a colour, and mean the words of the page. */
const markup = /[[\](){}|<>#*_`~"=\\\n]|:\/\/|^\s*(?:[-+]|\d{1,9}[.)])\s|\b(?:page|attachment|user):/;

/**
 * Replaces what stands nowhere in the words of the page, but so in its Markdown: lines of several blocks, rows of a table, the sign of
 * a heading or of a task, the address of a link. What comes out is taken as a whole page that was sent back. Null where it does not
 * stand there either; throws INVALID_INPUT where it stands there more or less often than expected.
 */
export function replaceMarkdown(page: Page, edit: ReplaceText): Edited | null {
  if (!markup.test(edit.find)) return null;
  const texts = textsOf(page);
  const markdown = texts.join('\n\n');
  const [find, replace] = [edit.find, edit.replace].map((text) => withoutNames(text.replace(/\r\n?/g, '\n'))) as [
    string,
    string,
  ];
  const trimmed = { find: trimLines(find), replace: trimLines(replace) };
  const ways = [false, true].flatMap((isFolded) => [
    { find, replace, isFolded },
    { ...trimmed, isFolded },
  ]);
  const way = ways.find((one) => isIn(markdown, one));
  if (!way) return null;
  const places = placesOf(...sides(markdown, way));
  const expected = edit.expected_count ?? 1;
  if (places.length === 0) return null;
  if (places.length !== expected)
    throw new AppError(
      'INVALID_INPUT',
      `"${excerptOf(find)}" appears ${places.length === 1 ? 'once' : `${places.length} times`} in the Markdown of the page, not ${expected === 1 ? 'once' : `${expected} times`}.`,
      { hint: 'Set expected_count, or give a longer text in find.', details: { count: places.length } },
    );
  const edited = spliced(markdown, places, way);
  assertMarkdown(edited, markdown);
  const { blocks, warnings } = parseDocument(edited, new KnownTexts(page.blocks, texts));
  return { blocks, change: `replaced "${excerptOf(find)}"`, warnings };
}

/** Names of people, which a read shows and the page does not have: the address of a mention is the person. */
function withoutNames(text: string): string {
  return text.replace(/\[@(?:\\.|[^\]\\\n])*\]\(user:/g, `[@${noName}](user:`);
}

/** Words to look for, and whether blanks, quotes and dashes of another kind are the same. */
interface Way {
  readonly find: string;
  readonly replace: string;
  readonly isFolded: boolean;
}

/** What is looked into, and what is looked for. */
function sides(markdown: string, { find, isFolded }: Way): [string, string] {
  return isFolded ? [foldLines(markdown), foldLines(find)] : [markdown, find];
}

function isIn(markdown: string, way: Way): boolean {
  const [text, words] = sides(markdown, way);
  return text.includes(words);
}

/** Folded, but for the ends of lines, which tell one block from another. */
function foldLines(text: string): string {
  return text.split('\n').map(fold).join('\n');
}

/** What takes the place of words of the page, which keeps its characters wherever both texts of the edit say the same. */
function replacementOf(own: string, { find, replace, isFolded }: Way): string {
  if (!isFolded) return replace;
  const [before = [], after = []] = [find, replace].map((text) => text.match(wordOrSign) ?? []);
  let at = 0;
  // No more steps than there could be between a paragraph and another: what differs in more is new.
  const changes = diffArrays(before, after, { maxEditLength: 1000 });
  const kept = changes?.map(({ value, added, removed }) => {
    if (added) return value.join('');
    const from = at;
    at += value.join('').length;
    return removed ? '' : own.slice(from, at);
  });
  return kept?.join('') ?? replace;
}

const wordOrSign = /[\p{L}\p{N}]+|[^]/gu;

function trimLines(text: string): string {
  return text.replace(/^\n+/, '').trimEnd();
}

function excerptOf(text: string): string {
  const words = collapseSpace(cleanText(text));
  return words.length > 70 ? `${words.slice(0, 70)}…` : words;
}

const isInWord = (before: string, after: string) => /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);

/** Where the words begin, but for places that begin or end within a word. */
function placesOf(markdown: string, find: string): number[] {
  const places: number[] = [];
  for (let at = markdown.indexOf(find); at !== -1; at = markdown.indexOf(find, at + find.length)) {
    const end = at + find.length;
    const isTorn =
      isInWord(markdown.slice(Math.max(0, at - 2), at), find) || isInWord(find, markdown.slice(end, end + 2));
    if (!isTorn) places.push(at);
  }
  return places;
}

/** The Markdown with other words at these places; a line of which nothing is left goes with its end. */
function spliced(markdown: string, places: readonly number[], way: Way): string {
  let edited = '';
  let from = 0;
  for (const at of places) {
    const end = at + way.find.length;
    const isWholeLine = (at === 0 || markdown[at - 1] === '\n') && markdown[end] === '\n';
    edited += markdown.slice(from, at) + replacementOf(markdown.slice(at, end), way);
    from = way.replace === '' && isWholeLine ? end + 1 : end;
  }
  return edited + markdown.slice(from);
}

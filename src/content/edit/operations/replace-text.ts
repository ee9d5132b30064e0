import { AppError } from '../../../errors.js';
import { withDueDates } from '../../markdown/parse/as-meant.js';
import { ParseNotes } from '../../markdown/parse/notes.js';
import type { Block, Leaf } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { inlineKey, plainText, visible } from '../../model/inline.js';
import type { People } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { findChange } from '../../xml/reparse.js';
import { shows } from '../../storage/read/to-markdown.js';
import { mentionIn } from '../../storage/write/mention-people.js';
import { describeBlock, namedBlock, namedBlocks, nearestBlocks, type NamedBlock } from './block-names.js';
import type { Edit, Edited } from './edit.js';
import { viewLeaf } from './leaf-view.js';
import { replaceMarkdown } from './replace-markdown.js';
import { markupReplacement, textReplacement } from './replacement.js';
import { isPlainPlace, rewriteLeaf } from './rewrite-leaf.js';
import { matchesIn, patternsOf, type TextPattern } from './text-pattern.js';
import { couldShow, withPlainWordsAt } from '../plain-words.js';
import { replaceBlocks } from './tree-edit.js';

type ReplaceText = Extract<Edit, { op: 'replace_text' }>;

/** What would begin another block than a paragraph. */
const blockSigns = /^(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+\S|^(?:```|~~~|\|.*\|[ \t]*$)/m;

interface Found {
  readonly pattern: TextPattern;
  /** Where the words stand, by the leaf. */
  readonly places: ReadonlyMap<NamedBlock, readonly number[]>;
  readonly count: number;
}

/**
 * Replaces words in text (and in code when asked), across formats but within one block. Both texts are inline Markdown; what
 * stands on the page as it was sent is found first, and what stands in no words last, as Markdown of the page (`replaceMarkdown`).
 */
export function replaceText(page: Page, edit: ReplaceText, people?: People): Edited {
  if (edit.find.trim() === '')
    throw new AppError('INVALID_INPUT', '`find` is empty.', {
      hint: 'Give the words to replace, exactly as they are on the page.',
    });
  const blocks = namedBlocks(page);
  const code = blocks.filter(({ block, text }) => block.type === 'code' && text.includes(edit.find));
  const inCode = code.reduce((sum, { text }) => sum + text.split(edit.find).length - 1, 0);
  const expected = edit.expected_count ?? 1;
  const found = findText(blocks, edit.find, expected - (edit.in_code ? inCode : 0), inCode > 0);
  const total = found.count + (edit.in_code ? inCode : 0);
  const bare = total === 0 && inCode === 0 ? withoutBlockSign(edit) : null;
  if (bare) return replaceText(page, bare, people);
  const written = total === 0 && inCode === 0 ? replaceMarkdown(page, edit) : null;
  if (written) return written;
  if (total !== expected) throw wrongCount(page, edit, { found, total, inCode });
  // Code has empty lines, and what stands between two is no paragraph.
  if (found.count > 0 && /\n[ \t]*\n/.test(edit.replace.trim()))
    throw new AppError('INVALID_INPUT', '`replace` has more than one paragraph.', {
      hint: 'Give text for one paragraph, or use replace_block or insert_after.',
    });
  const [line] = found.count > 0 && !edit.find.includes('\n') ? (ownBlock.exec(edit.replace.trim()) ?? []) : [];
  if (line !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      `The line "${line.trim().slice(0, 80)}" of \`replace\` would not become a block.`,
      {
        hint: 'replace_text works within one paragraph: add blocks with insert_after, or rewrite this one with replace_block.',
      },
    );
  return replaceFound(page, edit, found, edit.in_code ? code : [], people);
}

/** What a read shows before the words of an item, a task, a heading or a quotation. */
const leadingSign = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+|>[ \t]?)(?=\S)/;

/** A line that was copied from a read with the sign before its words, where both texts begin with the same one. */
function withoutBlockSign(edit: ReplaceText): ReplaceText | null {
  const [sign] = leadingSign.exec(edit.find) ?? [];
  if (sign === undefined || leadingSign.exec(edit.replace)?.[0] !== sign) return null;
  return { ...edit, find: edit.find.slice(sign.length), replace: edit.replace.slice(sign.length) };
}

/** A further line that begins an item, a heading, a quotation, a fence or a row, of which a paragraph would make words. */
const ownBlock = /\n[ \t]*(?:(?:[-*+>]|\d{1,9}[.)]|#{1,6})[ \t]+\S|```|~~~|:::|\|[^\n]*\|).*/;

/** Nothing but words, and the signs that stand behind or around them in a sentence. */
const prose = /^[\p{L}\p{N} ,.;:!?'"’“”()–—-]*$/u;

/** The page with other words in one place, where that is all that the edit does (`withPlainWordsAt`); null where it may be more. */
export function replaceWords(page: Page, edit: ReplaceText): { readonly page: Page; readonly change: string } | null {
  const { find, replace, expected_count: expected = 1, in_code: isInCode = false } = edit;
  if (expected !== 1 || isInCode || find.trim() === '' || !prose.test(find) || !prose.test(replace)) return null;
  const [pattern] = patternsOf(find);
  if (pattern?.text !== find) return null;
  const isLikely = couldShow(page, find);
  const places: { readonly leaf: Leaf; readonly at: number }[] = [];
  walk(page.blocks, (block) => {
    if (!isLeaf(block) || !isLikely(block)) return;
    for (const { at, isTorn } of matchesIn(block, pattern)) if (!isTorn) places.push({ leaf: block, at });
  });
  const [place, ...others] = places;
  if (!place || others.length > 0) return null;
  const { leaf, at } = place;
  const { head, tail } = findChange(find, replace);
  const words = replace.slice(head, tail + replace.length - find.length);
  const written = withPlainWordsAt(page, leaf, at + head, at + tail, words);
  return written && { page: written, change: `replaced the text in ${describeBlock(namedBlock(page, leaf), at)}` };
}

/** The first way of reading `find` that finds something; of the two that take it as it stands the one that finds as much as expected. */
function findText(blocks: readonly NamedBlock[], find: string, expected: number, isInCode: boolean): Found {
  const [exact, folded, ...markdown] = patternsOf(find);
  const none: Found = { pattern: exact as TextPattern, places: new Map(), count: 0 };
  const asItStands = exact ? findPattern(blocks, exact) : none;
  if (asItStands.count === expected || !folded) return asItStands;
  const likeIt = findPattern(blocks, folded);
  if (likeIt.count === expected || (likeIt.count > 0 && asItStands.count === 0)) return likeIt;
  if (asItStands.count > 0 || isInCode) return asItStands;
  return markdown.map((pattern) => findPattern(blocks, pattern)).find(({ count }) => count > 0) ?? asItStands;
}

/** Where the pattern stands; places where nobody would read it count only when there are no others. */
function findPattern(blocks: readonly NamedBlock[], pattern: TextPattern): Found {
  const matches = blocks.flatMap((named) =>
    isLeaf(named.block) ? matchesIn(named.block, pattern).map((match) => ({ named, ...match })) : [],
  );
  const whole = matches.filter(({ isTorn }) => !isTorn);
  const found = whole.length > 0 ? whole : matches;
  const places = new Map<NamedBlock, number[]>();
  for (const { named, at } of found) {
    const own = places.get(named);
    if (own) own.push(at);
    else places.set(named, [at]);
  }
  return { pattern, places, count: found.length };
}

function replaceFound(
  page: Page,
  edit: ReplaceText,
  { pattern, places }: Found,
  code: readonly NamedBlock[],
  people: People | undefined,
): Edited {
  const notes = new ParseNotes((words) => shows(page, words));
  const inTasks = new Set<Block>();
  walk(page.blocks, (block) => {
    if (block.type === 'item' && block.done !== null) for (const child of block.children) inTasks.add(child);
  });
  const isTask = [...places.keys()].every(({ block }) => inTasks.has(block));
  const replace = isTask ? withDueDates(edit.replace, (words) => edit.find.includes(words)) : edit.replace;
  const markup = markupReplacement(pattern, edit.find, replace, notes);
  const text = textReplacement(pattern, markup, edit.replace);
  const forms = { markup, text, isLinkText: !pattern.isMarkdown, length: pattern.text.length };
  const starts = new Map([...places].map(([{ block }, list]) => [block, list] as const));
  const rewritten: Leaf[] = [];
  const hasSigns = inlineKey(forms.text.tokens) !== inlineKey(markup.tokens);
  const inCells = new Set<Block>();
  walk(page.blocks, (block) => {
    if (block.type === 'cell') for (const child of block.children) inCells.add(child);
  });
  const inCode = new Set<Block>(code.map(({ block }) => block));
  const blocks = replaceBlocks(page.blocks, (block) => {
    const own = isLeaf(block) ? starts.get(block) : undefined;
    if (isLeaf(block) && own) {
      const view = viewLeaf(block, pattern.view);
      if (hasSigns && own.some((start) => isPlainPlace(view, pattern.view, start, forms)))
        notes.add('Markdown in `replace` became plain text, because it is inside a link, a status or a caption.');
      if (own.includes(0) && blockSigns.test(edit.replace) && !blockSigns.test(edit.find))
        notes.add(
          'List and heading markers in `replace` became plain text, because they are inside a paragraph: use replace_block.',
        );
      const leaf = { ...block, content: mentionIn(rewriteLeaf(block, pattern.view, own, forms), people) };
      if (visible(leaf.content).length === 0) {
        if (!inCells.has(block)) throw nothingLeft(block);
        return [];
      }
      rewritten.push(leaf);
      return [leaf];
    }
    if (block.type !== 'code' || !inCode.has(block)) return null;
    return [{ ...block, text: replacedCode(block.text, edit) }];
  });
  const where = [...places.keys(), ...code].slice(0, 5).map((named) => describeBlock(named, places.get(named)?.[0]));
  const warnings = places.size === 0 ? [] : notes.list();
  return { blocks, rewritten, change: `replaced the text in ${where.join(', ')}`, warnings };
}

/** The last line end of new words at the end of code is none of its own; those of empty lines that it ends in stay. */
function replacedCode(text: string, { find, replace }: ReplaceText): string {
  const replaced = text.replaceAll(find, () => replace).replace(/\r\n?/g, '\n');
  return text.endsWith('\n') ? replaced : replaced.replace(/\n$/, '');
}

function nothingLeft(leaf: Leaf): AppError {
  return new AppError('INVALID_INPUT', `The replacement would leave "${plainText(leaf.content).slice(0, 80)}" empty.`, {
    hint: 'To delete the whole block, use delete_block.',
  });
}

function wrongCount(
  page: Page,
  edit: ReplaceText,
  { found, total, inCode }: { found: Found; total: number; inCode: number },
): AppError {
  const where = [...found.places].slice(0, 8).map(([named, [at]]) => describeBlock(named, at));
  const isElsewhere = inCode > 0 && !edit.in_code;
  const title = total === 0 && !isElsewhere ? titleWith(page, edit.find) : undefined;
  const nearest = total === 0 && !isElsewhere && title === undefined ? nearestBlocks(page, edit.find) : [];
  const hints = [
    total === 0 ? '' : 'Set expected_count, or give a longer text in find.',
    where.length === 0 ? '' : `It is in: ${where.join(', ')}.`,
    isElsewhere ? `It appears ${timesOf(inCode)} in code: set in_code to replace it there.` : '',
    title ?? '',
    total > 0 || isElsewhere || title !== undefined
      ? ''
      : 'Give words from one block, as confluence_get_page shows them.',
    total === 0 && blockSigns.test(edit.find)
      ? 'Lines with list, heading or table markers must match what confluence_get_page shows, character by character.'
      : '',
    total === 0 && /(?<![\w[])@\p{L}/u.test(edit.find) && hasMention(page)
      ? 'Write a mention as confluence_get_page shows it: [@Name](user:ID).'
      : '',
    nearest.length === 0 ? '' : `The nearest blocks are ${nearest.join(', ')}.`,
  ];
  return new AppError(
    'INVALID_INPUT',
    total === 0
      ? `"${edit.find.slice(0, 80)}" is not in the text of the page.`
      : `"${edit.find.slice(0, 80)}" appears ${timesOf(total)} on the page, not ${timesOf(edit.expected_count ?? 1)}.`,
    { hint: hints.filter((hint) => hint !== '').join(' '), details: { count: total } },
  );
}

function hasMention({ blocks }: Page): boolean {
  let found = false;
  walk(blocks, (block) => {
    found ||= isLeaf(block) && block.content.some(({ atom }) => atom?.kind === 'mention');
  });
  return found;
}

/** Where the words stand in what is said of a block, which is none of its text; undefined where they do not. */
function titleWith({ blocks }: Page, words: string): string | undefined {
  let found: string | undefined;
  walk(blocks, (block) => {
    found ??= isLeaf(block)
      ? thingWith(block, words)
      : block.type === 'opaque'
        ? placeholderWith(block, words)
        : undefined;
    const said = block.type === 'container' ? block.attributes : block.type === 'code' ? { title: block.title } : {};
    const [name, value = ''] = Object.entries(said).find(([, one]) => one.includes(words)) ?? [];
    if (name === undefined) return;
    const which = block.type === 'code' || block.type === 'container' ? (block.id ?? '') : '';
    found ??= `It is part of ${name}="${value.slice(0, 80)}" of ${which === '' ? 'a code block' : `the block #${which}`}: change it there by sending the block, as confluence_get_page shows it, with replace_block.`;
  });
  return found;
}

/** What a picture or a placeholder in a line is called there, which is none of its words. */
function thingWith({ content }: Leaf, words: string): string | undefined {
  for (const { atom } of content) {
    if (atom?.kind === 'image' && atom.alt.includes(words))
      return `It is the description of an image: give the whole image, as confluence_get_page shows it (![${atom.alt.slice(0, 60)}](…)), in find and in replace.`;
    const found = atom?.kind === 'opaque' ? placeholderWith(atom, words) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function placeholderWith(
  { id, label }: { readonly id: string; readonly label: string },
  words: string,
): string | undefined {
  if (!label.includes(words)) return undefined;
  return `It is in the placeholder [${label.slice(0, 80)}]{#${id}}, whose words cannot be edited: keep it, delete it, or change what it stands for in storage format.`;
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

import { mayElide } from '../audit/find-elision.js';
import { decisionOf } from '../macros/adf-extension.js';
import type { Block, Leaf } from '../model/block.js';
import { childrenOf, isLeaf } from '../model/block.js';
import type { Run } from '../model/inline.js';
import { plainText } from '../model/inline.js';
import type { Page } from '../storage/read/read-page.js';
import { pageOf } from '../storage/read/read-page.js';
import { cleanText } from '../xml/clean-text.js';
import { rawOffsets } from '../xml/decode.js';
import { findChange, reparse } from '../xml/reparse.js';
import { isElement } from '../xml/xml-node.js';
import { shown } from './operations/leaf-view.js';

/**
 * A few plain words in place of others, within one text of a paragraph: no sign of Markdown is among them or beside them, so that
 * nothing else on the page can read differently, and their bytes alone are changed. That is what most edits are; whatever is more is
 * null here, and for the patcher. A block as long as a page would otherwise be cut into words again for each of its steps.
 */

/** Some of the text of one run of a leaf. */
export interface Place {
  readonly leaf: Leaf;
  readonly run: Run;
  readonly from: number;
  readonly to: number;
}

/** Letters that are written in words with blanks between them, and join to no other sign. */
export const letter = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]`;
const plainWords = new RegExp(`^${letter}+(?: ${letter}+)*$`, 'u');
/** Is it one of those? */
export const isLetter = (char: string | undefined) => char !== undefined && new RegExp(`^${letter}$`, 'u').test(char);

/** Longer changes are no few words. */
const longest = 200;
/** What signs that are read in pairs may reach over. */
export const around = 200;
/** Signs that could be read with others like them, as more than text. */
export const pairedSigns = /[{}[\]^|@#$\\~`]|\*\*|__|\+\+|==|%%/;
/** Formats that have no look besides what Markdown shows, and paragraphs in a cell. */
const plainFormats = new Set(['p', 'strong', 'b', 'em', 'i', 'u', 's', 'del']);

/** The page as this Markdown has it, where that differs from the page's (the texts of its blocks) in a few plain words. */
export function withPlainWords(page: Page, texts: readonly string[], markdown: string): Page | null {
  const [old, now] = [texts.join('\n\n').trimEnd(), markdown.trimEnd()];
  let { head, tail } = findChange(old, now);
  const delta = now.length - old.length;
  if (Math.max(tail - head, tail + delta - head) > longest) return null;
  while (isLetter(old[head - 1])) head--;
  while (isLetter(old[tail])) tail++;
  const words = now.slice(head, tail + delta);
  if (!plainWords.test(old.slice(head, tail)) || !plainWords.test(words)) return null;
  let start = 0;
  for (const [i, text] of texts.entries()) {
    const end = start + text.length;
    const block = page.blocks[i];
    if (block && head >= start && tail <= end) {
      const place = placeOf(page, block, text, head - start, tail - start);
      return place && replaceAt(page, place, words);
    }
    start = end + 2;
  }
  return null;
}

/** The page with some of the words of a leaf replaced, from here to there in what its view (`viewLeaf`) shows of it. */
export function withPlainWordsAt(page: Page, leaf: Leaf, from: number, to: number, words: string): Page | null {
  if (!standsPlainly(page.blocks, leaf)) return null;
  let at = 0;
  for (const token of leaf.content) {
    const { length } = token.kind === 'hidden' ? '' : shown(token, 'words');
    // Letters at the end of a word are added to it, though more may stand behind it.
    const isAdded = from === to && from === at + length && isLetter(token.text.at(-1));
    if (from < at + length || isAdded) {
      const [piece] = token.pieces;
      const start = (piece?.from ?? 0) + from - at;
      return piece ? replaceAt(page, { leaf, run: piece.run, from: start, to: start + to - from }, words) : null;
    }
    at += length;
  }
  return null;
}

const asciiWord = /[A-Za-z0-9]+/g;

/**
 * Which leaves of the page could show these words? Most of those that cannot are told by their bytes, so that they need not be cut into
 * words: on a page of megabytes that takes more memory than a thread has.
 */
export function couldShow(page: Page, words: string): (leaf: Leaf) => boolean {
  const [key = ''] = Array.from(words.matchAll(asciiWord), ([word]) => word).sort((a, b) => b.length - a.length);
  return ({ source }) => {
    const storage = source ? page.reader.slice(source.inner) : '';
    if (!source || storage.includes(key)) return true;
    // Some letters are no bytes of their own: in attributes, as numbers, or with what nobody sees between them.
    if (/&#|&fj|<(?:ac|ri|at):|<(?:img|time)|<!/.test(storage) || cleanText(storage) !== storage) return true;
    return storage.includes('<') && storage.replace(/<[^>]*>/g, '').includes(key);
  };
}

/** Words around a place of a text, up to the next sign of any kind. */
function contextOf(text: string, from: number, to: number): { readonly context: string; readonly before: number } {
  const [, before = ''] =
    new RegExp(`((?:${letter}|[ ,])*)$`, 'u').exec(text.slice(Math.max(0, from - 60), from)) ?? [];
  const [, behind = ''] = new RegExp(`^((?:${letter}|[ ,])*)`, 'u').exec(text.slice(to, to + 60)) ?? [];
  const left = before.trimStart();
  return { context: left + text.slice(from, to) + behind.trimEnd(), before: left.length };
}

/** More places of the same words are not told apart. */
const mostPlaces = 500;

/**
 * Where the words from here to there in the Markdown of a block stand in it. Every text of the block that has them is printed with them,
 * in its order: where the Markdown has them no more often than the texts, each is one of those.
 */
export function placeOf(page: Page, block: Block, text: string, from: number, to: number): Place | null {
  const { context, before } = contextOf(text, from, to);
  const at = from - before;
  let [count, index] = [0, -1];
  for (let found = text.indexOf(context); found >= 0; found = text.indexOf(context, found + 1)) {
    if (found === at) index = count;
    count++;
    if (count > mostPlaces) return null;
  }
  let [seen, place, isOdd] = [0, null as Place | null, false];
  const isLikely = couldShow(page, context);
  const visit = (one: Block, isPlain: boolean) => {
    if (isLeaf(one) && isLikely(one)) {
      for (const run of runsOf(one)) {
        for (let found = run.text.indexOf(context); found >= 0; found = run.text.indexOf(context, found + 1)) {
          if (seen === index) {
            place = { leaf: one, run, from: found + before, to: found + before + to - from };
            isOdd = !isPlain;
          }
          seen++;
        }
      }
    }
    for (const child of childrenOf(one)) visit(child, isPlain && isPlainParent(one));
  };
  visit(block, true);
  return seen === count && !isOdd ? place : null;
}

/** The texts of a leaf, in their order. */
function runsOf(leaf: Leaf): ReadonlySet<Run> {
  const runs = new Set<Run>();
  for (const { kind, pieces } of leaf.content)
    if (kind === 'word') for (const { run } of pieces) if (run.kind === 'text') runs.add(run);
  return runs;
}

/** In a task some words are read as the day on which it is due, and some blocks of the newer editor have a copy of their text for the older one. */
function isPlainParent(block: Block): boolean {
  const isTask = block.type === 'item' && block.done !== null;
  return !isTask && block.source?.element?.name.startsWith('ac:adf-') !== true;
}

/** Is it in nothing of whose words more may be made? */
export function standsPlainly(blocks: readonly Block[], leaf: Leaf): boolean {
  return blocks.some((block) => block === leaf || (isPlainParent(block) && standsPlainly(childrenOf(block), leaf)));
}

function replaceAt(page: Page, { leaf, run, ...stretch }: Place, words: string): Page | null {
  const { text, origin } = run;
  let { from, to } = stretch;
  while (isLetter(text[from - 1])) from--;
  while (isLetter(text[to])) to++;
  const fresh = text.slice(from, stretch.from) + words + text.slice(stretch.to, to);
  if (to > text.length || fresh === text.slice(from, to)) return null;
  if (!plainWords.test(text.slice(from, to)) || !plainWords.test(fresh) || fresh.length > longest) return null;
  if (!origin || origin.whole || isElement(origin.node) || origin.node.type !== 'text') return null;
  if (!origin.wrappers.every(({ name }) => plainFormats.has(name))) return null;
  if (leaf.type === 'heading' || decisionOf(leaf) || !isBordered(text, from, to, fresh)) return null;
  if (pairedSigns.test(text.slice(Math.max(0, from - around), to + around))) return null;
  const isLonger = fresh.split(' ').length !== text.slice(from, to).split(' ').length;
  // Words that come or go at the edge of a format may be beside it.
  if (isLonger && !(isAmid(text.slice(0, from)) && isAmid(text.slice(to)))) return null;
  if (!isOfWords(leaf, run, from, to) || mayMeanMore(page, leaf, fresh)) return null;
  const { value, start } = origin.node;
  const offsets = text === value ? null : rawOffsets(value, true);
  const [first, end] = offsets ? [offsets[from], offsets[to]] : [from, to];
  if (first === undefined || end === undefined || value.slice(first, end) !== text.slice(from, to)) return null;
  const { source } = page.reader;
  const storage = source.slice(0, start + first) + fresh + source.slice(start + end);
  return pageOf(reparse(page.reader.tree, storage));
}

function isAmid(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Do signs stand beside the words that make nothing else of them, whatever they are? */
function isBordered(text: string, from: number, to: number, words: string): boolean {
  const [before, behind] = [text[from - 1] ?? '', text.slice(to, to + 2)];
  if (/^\p{Nd}+$/u.test(words) && /^[.)]/.test(behind)) return false;
  return /^[\s("'’“‘,–—]?$/.test(before) && /^(?:$|[\s"'’”,;–—)]|[.:!?](?:$|[\s"'’”)]))/.test(behind);
}

/** Are these whole words, none of which goes on in another run? */
function isOfWords(leaf: Leaf, run: Run, from: number, to: number): boolean {
  let at = from;
  for (const { kind, pieces } of leaf.content) {
    const [piece, ...others] = pieces;
    if (piece?.run !== run || piece.to <= from) continue;
    if (others.length > 0 || piece.from !== at || (kind !== 'word' && kind !== 'space')) return false;
    at = piece.to;
    if (at >= to) return at === to;
  }
  return false;
}

/** Are people named in the text, who may be mentioned, or could it say that it leaves something out? */
export function mayMeanMore(page: Page, leaf: Leaf, words: string): boolean {
  const { inner, outer } = leaf.source ?? {};
  if (!inner || !outer) return true;
  const { source } = page.reader;
  const isLong = inner.end - inner.start > 2000;
  if (source.slice(inner.start, inner.end).includes('@') || leaf.content.some(({ atom }) => atom?.kind === 'mention'))
    return true;
  const lines = isLong ? [source.slice(inner.end - 50, inner.end)] : [plainText(leaf.content)];
  return mayElide([words, `(${words})`, ...lines]) || /\.\.|…|&hellip;/.test(source.slice(inner.end - 50, inner.end));
}

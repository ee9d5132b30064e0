import { isAppError } from '../../errors.js';
import { decisionOf } from '../macros/adf-extension.js';
import type { Block } from '../model/block.js';
import { isLeaf } from '../model/block.js';
import { tokenKey, visible } from '../model/inline.js';
import type { References } from '../model/references.js';
import type { Page } from '../storage/read/read-page.js';
import { readPage } from '../storage/read/read-page.js';
import { textsOf } from '../storage/read/to-markdown.js';
import { rawOffsets } from '../xml/decode.js';
import { findChange } from '../xml/reparse.js';
import type { XmlElement } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';
import {
  around,
  isLetter,
  letter,
  mayMeanMore,
  pairedSigns,
  placeOf,
  type Place,
  standsPlainly,
} from './plain-words.js';

/**
 * A few words with formats or links in place of others, amid the words of one line of a long page. Those around them up to some words
 * on both sides are taken for a page of their own, and what an edit makes of that is put into its place: a line as long as a page
 * would otherwise be cut into words again for each step of the patcher. Whatever may reach further is null here.
 */

/** Shorter pages are edited as a whole. */
const leastPage = 30_000;
/** Longer changes are no few words. */
const longest = 1000;
/** How far a part reaches beyond the change at most, and by how many words, of which the borders lie between. */
const reach = 400;
const wordsBeside = 4;
const tries = 4;

const words = `${letter}+(?:[ ,-]${letter}+)*`;
/** Words, and formats and links that begin and end among them. */
const formats = String.raw`\*\*${words}\*\*|\*${words}\*|\x60${words}\x60|\[${words}\]\(https?:\/\/[\w./%?=-]+\)`;
const partPattern = new RegExp(
  String.raw`^(?!\p{Nd}+[.)])${letter}(?:${letter}|[ ,.;!?'"’“”()–—-]|:(?=\s|$)|(?<=[ (])(?:${formats})(?=[ ,.;:!?)]|$))*$`,
  'u',
);
/** Elements that are what Markdown shows of them, and nothing else. */
const plainTags = /<(?!\/?(?:strong|b|em|i|code)>|\/a>|a href="[^"<>&]*">|br ?\/>)/;

/** Makes an edit of a page as a whole. */
type Apply = (
  current: string,
  edited: string,
) => {
  readonly storage: string;
  readonly losses: readonly unknown[];
  readonly warnings: readonly string[];
  readonly references: References;
};

/** The Markdown of a part of a line before and after the edit, and where it stands. */
interface Part {
  readonly from: Place;
  readonly to: Place;
  readonly old: string;
  readonly now: string;
}

/**
 * The storage of the page with this Markdown, where that differs from the page's (the texts of its blocks) within one line; `apply`
 * edits a page as a whole.
 */
export function withinLine(page: Page, texts: readonly string[], markdown: string, apply: Apply): string | null {
  if (page.storage.length < leastPage) return null;
  const [old, now] = [texts.join('\n\n').trimEnd(), markdown.trimEnd()];
  const { head, tail, delta } = findChange(old, now);
  if (Math.max(tail - head, tail + delta - head) > longest) return null;
  let start = 0;
  for (const [i, text] of texts.entries()) {
    const end = start + text.length;
    const block = page.blocks[i];
    if (block && head >= start && tail <= end) {
      const added = now.slice(head, tail + delta);
      const part = partAround(page, block, text, { from: head - start, to: tail - start, added });
      return part && editPart(page, part, apply);
    }
    start = end + 2;
  }
  return null;
}

interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly added: string;
}

function partAround(page: Page, block: Block, text: string, { from, to, added }: TextChange): Part | null {
  // Where a table is written as HTML, or a block has HTML in it, signs of Markdown are none.
  if (/<(?:table|td|th|[uod]l|li|pre|div|p|blockquote|details)\b/.test(text)) return null;
  const first = borders(text, from, -1).find((at) => placeAt(page, block, text, at));
  const last = borders(text, to, 1).find((at) => placeAt(page, block, text, at));
  if (first === undefined || last === undefined) return null;
  const [start, end] = [placeAt(page, block, text, first), placeAt(page, block, text, last)];
  const old = text.slice(first, last);
  const now = text.slice(first, from) + added + text.slice(to, last);
  if (!start || !end || start.leaf !== end.leaf || !partPattern.test(old) || !partPattern.test(now)) return null;
  return { from: start, to: end, old, now };
}

/** Places between words before or behind a change, where a part could begin or end: those with some words before the change first. */
function borders(text: string, from: number, step: 1 | -1): number[] {
  const found: number[] = [];
  for (let at = from; Math.abs(at - from) < reach && found.length < wordsBeside + tries; at += step) {
    const [before, behind] = [text[at - 1] ?? '\n', text[at] ?? '\n'];
    const isBorder = step < 0 ? /[ \n>]/.test(before) && isLetter(behind) : isLetter(before) && /[ \n<]/.test(behind);
    if (isBorder) found.push(at);
    if (/[|<>\n]/.test(step < 0 ? before : behind)) break;
  }
  const near = Math.min(wordsBeside, found.length) - 1;
  return [...found.slice(near), ...found.slice(1, near).reverse()].slice(0, tries);
}

/** Where the Markdown of a block has this place between two words, in the text of a leaf with no format around it. */
function placeAt(page: Page, block: Block, text: string, at: number): Place | null {
  const place = placeOf(page, block, text, at, at);
  const { leaf, run, from } = place ?? {};
  if (!place || !leaf || !run?.origin || from === undefined || leaf.type === 'heading' || decisionOf(leaf)) return null;
  const { origin } = run;
  if (origin.whole || isElement(origin.node) || origin.node.type !== 'text') return null;
  if (!origin.wrappers.every(({ name }) => name === 'p') || !standsPlainly(page.blocks, leaf)) return null;
  return pairedSigns.test(run.text.slice(Math.max(0, from - around), from + around)) ? null : place;
}

function editPart(page: Page, { from, to, old, now }: Part, apply: Apply): string | null {
  const { source } = page.reader;
  const [start, end] = [offsetOf(from), offsetOf(to)];
  if (start === null || end === null || start >= end || !isSame(wrappersOf(from), wrappersOf(to))) return null;
  const inner = source.slice(start, end);
  if (plainTags.test(inner) || /&(?!amp;|lt;|gt;|quot;)/.test(inner) || mayMeanMore(page, from.leaf, now)) return null;
  const current = `<p>${inner}</p>`;
  const part = readPage(current);
  if (textsOf(part).join('\n\n') !== old) return null;
  const written = resultOf(current, now, apply);
  if (written === null || plainTags.test(written)) return null;
  return staysWithin(keysOf(part), keysOf(readPage(`<p>${written}</p>`)))
    ? source.slice(0, start) + written + source.slice(end)
    : null;
}

function wrappersOf({ run }: Place): readonly XmlElement[] {
  return run.origin?.wrappers ?? [];
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

/** Where a place is in the storage. */
function offsetOf({ run, from }: Place): number | null {
  const node = run.origin?.node;
  if (!node || isElement(node)) return null;
  const at = run.text === node.value ? from : rawOffsets(node.value, true)[from];
  return at === undefined ? null : node.start + at;
}

/** What an edit makes of a part, where it is one paragraph with nothing to say about it. */
function resultOf(current: string, edited: string, apply: Apply): string | null {
  try {
    const { storage, losses, warnings, references } = apply(current, edited);
    const isQuiet = losses.length + warnings.length + Object.values(references).flat().length === 0;
    const [, written] = /^<p>((?:(?!<\/?p>).)*)<\/p>$/su.exec(storage) ?? [];
    return isQuiet ? (written ?? null) : null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}

/** What the words of a paragraph are compared by: all of them, and those that are no blanks. */
function keysOf({ blocks }: Page): readonly (readonly string[])[] {
  const [only, ...others] = blocks;
  if (!only || !isLeaf(only) || others.length > 0) return [];
  const tokens = visible(only.content);
  return [tokens, tokens.filter(({ kind }) => kind !== 'space')].map((some) => some.map(tokenKey));
}

/**
 * Does a comparison of all words of the line find what differs within the part? It takes for equal what it can from the start on: of
 * words that are repeated up to the end of the part, it would go on behind it.
 */
function staysWithin(old: readonly (readonly string[])[], now: readonly (readonly string[])[]): boolean {
  return (
    old.length > 0 &&
    old.every((keys, i) => {
      const others = now[i] ?? [];
      const isEqual = keys.length === others.length && keys.every((key, at) => key === others[at]);
      const head = keys.findIndex((key, at) => key !== others[at]);
      return isEqual || (head > 0 && head < others.length);
    })
  );
}

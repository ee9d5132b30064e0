import { AppError } from '../../errors.js';
import { diffKeys } from './patch/align.js';
import { elementNames } from '../model/element-names.js';
import type { Change } from './moved-and-edited.js';
import { movedAndEdited } from './moved-and-edited.js';
import { parseStorage } from '../xml/parse-storage.js';
import type { XmlElement, XmlNode } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';

/**
 * Three-way merge of storage, block by block: what `ours` and `theirs` each changed since `base`, when they touched different
 * blocks. Anything else is a VERSION_CONFLICT.
 */
export function mergeStorage(base: string, ours: string, theirs: string): string {
  if (base === theirs) return ours;
  if (base === ours) return theirs;
  if (ours === theirs) return ours;
  const [chunks, mine, other] = [cut(base), cut(ours), cut(theirs)];
  const [own, others] = [changes(chunks, mine), changes(chunks, other)];
  const woven = weave(chunks, own, others);
  const merged = woven.join('');
  const apart = movedApart(chunks, mine, other, woven) ?? movedAndEdited(chunks, own, others);
  if (apart !== undefined) throw conflict(describe([apart], { from: 0, to: 1, chunks: [] }), undefined);
  try {
    parseStorage(merged);
  } catch (cause) {
    throw conflict('the changes overlap in the structure of the page', cause);
  }
  return merged;
}

/** The source as tags and leaf blocks. */
function cut(storage: string): string[] {
  const chunks: string[] = [];
  const push = (start: number, end: number) => {
    if (end > start) chunks.push(storage.slice(start, end));
  };
  const visit = (node: XmlNode): void => {
    if (!isElement(node) || elementNames.atomic.has(node.name) || !hasElements(node)) return push(node.start, node.end);
    push(node.start, node.innerStart);
    for (const child of node.children) visit(child);
    push(node.innerEnd, node.end);
  };
  for (const node of parseStorage(storage).children) visit(node);
  return chunks;
}

function hasElements(element: XmlElement): boolean {
  return element.children.some((child) => isElement(child) && !elementNames.inline.has(child.name));
}

function changes(base: readonly string[], edited: readonly string[]): Change[] {
  return diffKeys(base, edited)
    .filter((hunk) => !hunk.same)
    .map((hunk) => ({ from: hunk.from, to: hunk.to, chunks: edited.slice(hunk.editedFrom, hunk.editedTo) }));
}

function weave(base: readonly string[], ours: readonly Change[], theirs: readonly Change[]): string[] {
  const out: (readonly string[])[] = [];
  let at = 0;
  for (let i = 0, j = 0; i < ours.length || j < theirs.length;) {
    const [one, other] = [ours[i], theirs[j]];
    if (one && other && overlap(one, other)) {
      if (one.from !== other.from || one.to !== other.to || one.chunks.join('') !== other.chunks.join(''))
        throw conflict(describe(base, one), undefined);
      j++;
      continue;
    }
    const mine =
      !other || (one !== undefined && (one.from < other.from || (one.from === other.from && one.to <= other.to)));
    const change = mine ? one : other;
    if (!change) break;
    out.push(base.slice(at, change.from), change.chunks);
    at = change.to;
    if (mine) i++;
    else j++;
  }
  return [...out, base.slice(at)].flat();
}

/**
 * A block that both sides moved, each to another place, would come to stand at both; one that one side moved and the other deleted
 * would come back, or stay.
 */
function movedApart(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  merged: readonly string[],
): string | undefined {
  const [before, mine, other] = [base, ours, theirs].map(countOf);
  return [...countOf(merged)].find(([chunk, times]) => {
    const [was, one, two] = [before, mine, other].map((counts) => counts?.get(chunk) ?? 0) as [number, number, number];
    // Both may have taken away, or added, the very same one.
    const both = one + two - was;
    return times > (one >= was && two >= was ? both : Math.max(both, Math.min(one, two)));
  })?.[0];
}

function countOf(chunks: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const chunk of chunks) counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
  return counts;
}

/** Changes that share a chunk, or put something at the same place. */
function overlap(one: Change, other: Change): boolean {
  if (one.from === other.from)
    return one.from === one.to || other.from === other.to ? one.from === one.to && other.from === other.to : true;
  return one.from < other.to && other.from < one.to;
}

function describe(base: readonly string[], change: Change): string {
  const text = base
    .slice(change.from, Math.max(change.to, change.from + 1))
    .join(' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === ''
    ? 'the same place was changed by someone else'
    : `the block "${Array.from(text).slice(0, 60).join('')}" was also changed by someone else`;
}

function conflict(what: string, cause: unknown): AppError {
  return new AppError('VERSION_CONFLICT', `The page was changed after it was read, and ${what}. Nothing was written.`, {
    hint: 'Read the page again and make the edit on its current version.',
    cause,
  });
}

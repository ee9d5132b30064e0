import { diffArrays } from 'diff';
import type { Block } from '../../model/block.js';
import { blockKey, readSame } from '../../model/block.js';
import { affinity } from './similarity.js';

/** Longer scripts are not searched for: what is left between equal ends is then one hunk. */
const maxEditLength = 3000;

/** A stretch that both lists share, or one in which they differ. */
export interface Hunk {
  readonly same: boolean;
  readonly from: number;
  readonly to: number;
  readonly editedFrom: number;
  readonly editedTo: number;
}

/** Compares two lists of keys; equal ends are cut off first, so that a small edit in a long list costs little. */
export function diffKeys(original: readonly string[], edited: readonly string[]): Hunk[] {
  let head = 0;
  while (head < original.length && head < edited.length && original[head] === edited[head]) head++;
  let tail = 0;
  const most = Math.min(original.length, edited.length) - head;
  while (tail < most && original[original.length - 1 - tail] === edited[edited.length - 1 - tail]) tail++;
  const hunks: Hunk[] = [];
  const push = (same: boolean, length: number, editedLength: number) => {
    const last = hunks.at(-1);
    const from = last?.to ?? 0;
    const editedFrom = last?.editedTo ?? 0;
    if (length + editedLength === 0) return;
    const hunk = { same, from, to: from + length, editedFrom, editedTo: editedFrom + editedLength };
    if (last?.same === false && !same) hunks[hunks.length - 1] = { ...last, to: hunk.to, editedTo: hunk.editedTo };
    else hunks.push(hunk);
  };
  push(true, head, head);
  // Numbers in place of texts: each step of the comparison looks at two of them.
  const numbers = new Map<string, number>();
  const numberOf = (key: string) => numbers.get(key) ?? numbers.set(key, numbers.size).size - 1;
  const before = original.slice(head, original.length - tail).map(numberOf);
  const after = edited.slice(head, edited.length - tail).map(numberOf);
  const isHopeless = before.length * after.length === 0 || leastEdits(before, after) > maxEditLength;
  const changes = isHopeless ? undefined : diffArrays(before, after, { maxEditLength });
  if (!changes) push(false, before.length, after.length);
  for (const change of changes ?? []) {
    const length = change.value.length;
    push(!change.added && !change.removed, change.added ? 0 : length, change.removed ? 0 : length);
  }
  push(true, tail, tail);
  return hunks;
}

/** A script has at least one step for each time that a key stands more often in one list than in the other. */
function leastEdits(before: readonly number[], after: readonly number[]): number {
  const left = new Map<number, number>();
  const count = (key: number, step: number) => left.set(key, (left.get(key) ?? 0) + step);
  for (const key of before) count(key, 1);
  for (const key of after) count(key, -1);
  return [...left.values()].reduce((sum, times) => sum + Math.abs(times), 0);
}

/** How many blocks at both ends are the very same objects: of a large page those are nearly all. */
export function sameEnds(original: readonly Block[], edited: readonly Block[]): { head: number; tail: number } {
  return equalEnds(original, edited, (one, other) => one === other);
}

function equalEnds(
  original: readonly Block[],
  edited: readonly Block[],
  isEqual: (one: Block, other: Block) => boolean,
  { head, tail } = { head: 0, tail: 0 },
) {
  const most = Math.min(original.length, edited.length);
  const isSame = (one: Block | undefined, other: Block | undefined) => one && other && isEqual(one, other);
  while (head < most - tail && isSame(original[head], edited[head])) head++;
  while (tail < most - head && isSame(original.at(-1 - tail), edited.at(-1 - tail))) tail++;
  return { head, tail };
}

/** For each edited block the index of the original that it continues, or -1. Order is kept: what moved is found later. */
export function alignBlocks(original: readonly Block[], edited: readonly Block[]): number[] {
  // What is the very same needs no keys, nor what reads the same beside it, as most of a long block does.
  const { head, tail } = equalEnds(original, edited, readSame, sameEnds(original, edited));
  const partner = edited.map((_, i) =>
    i < head ? i : i >= edited.length - tail ? i - edited.length + original.length : -1,
  );
  const [one, other] = [original[head], edited[head]];
  if (one && other && original.length - tail === head + 1 && edited.length - tail === head + 1) {
    // What may hold most of the page needs no keys and no words either: it is continued by the one block that is left of its kind.
    if (isFrame(one, other) || readSame(one, other) || affinity(one, other) > 0) partner[head] = head;
    return partner;
  }
  const middle = (blocks: readonly Block[]) => blocks.slice(head, blocks.length - tail).map(blockKey);
  for (const hunk of diffKeys(middle(original), middle(edited))) {
    const moved = {
      ...hunk,
      from: hunk.from + head,
      to: hunk.to + head,
      editedFrom: hunk.editedFrom + head,
      editedTo: hunk.editedTo + head,
    };
    if (hunk.same) for (let i = moved.from; i < moved.to; i++) partner[moved.editedFrom + i - moved.from] = i;
    else pairHunk(original, edited, moved, partner);
  }
  return partner;
}

/** Blocks of which each continues the other, whatever words they have. */
function isFrame(one: Block, other: Block): boolean {
  if (one.type === 'list') return other.type === 'list' && (one.kind === 'task') === (other.kind === 'task');
  if (one.type === 'item') return other.type === 'item' && (one.done === null) === (other.done === null);
  if (one.type === 'container')
    return other.type === 'container' && one.name === other.name && (other.id === null || one.id === other.id);
  return (one.type === 'table' || one.type === 'quote') && one.type === other.type;
}

/** Pairs changed blocks so that the sum of affinities is greatest; large hunks are paired by place. */
function pairHunk(original: readonly Block[], edited: readonly Block[], hunk: Hunk, partner: number[]): void {
  const rows = hunk.to - hunk.from;
  const columns = hunk.editedTo - hunk.editedFrom;
  if (rows * columns === 0) return;
  const score = (i: number, j: number) => {
    const [one, other] = [original[hunk.from + i], edited[hunk.editedFrom + j]];
    return one && other ? affinity(one, other) : 0;
  };
  if (rows * columns > 10_000) return pairByPlace(rows, columns, score, hunk, partner);
  const scores = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => score(i, j)));
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const own = scores[i]?.[j] ?? 0;
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), own > 0 ? own + at(i + 1, j + 1) : 0);
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    const own = scores[i]?.[j] ?? 0;
    if (own > 0 && at(i, j) === own + at(i + 1, j + 1)) partner[hunk.editedFrom + j++] = hunk.from + i++;
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
}

function pairByPlace(
  rows: number,
  columns: number,
  score: (i: number, j: number) => number,
  hunk: Hunk,
  partner: number[],
): void {
  let next = 0;
  for (let j = 0; j < columns; j++) {
    for (let i = next; i < Math.min(rows, next + 20); i++) {
      if (score(i, j) < 0.5) continue;
      partner[hunk.editedFrom + j] = hunk.from + i;
      next = i + 1;
      break;
    }
  }
}

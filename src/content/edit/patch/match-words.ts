import type { Token } from '../../model/inline.js';
import type { Hunk } from './align.js';
import { diffWords } from './diff-words.js';

/** Are these two words, of which the second follows the first, in the same comment? */
type AreInOneComment = (word: Token | undefined, next: Token | undefined) => boolean;

/** Which words of a text stayed. Where several answers read the same, it is the one with which most stays as it was. */
export function matchWords(
  original: readonly Token[],
  edited: readonly Token[],
  areInOneComment: AreInOneComment,
): Hunk[] {
  const isInComment = (index: number) => areInOneComment(original[index - 1], original[index]);
  return keepCommentsWhole(matchSpaces(diffWords(original, edited), original, edited), edited, isInComment);
}

/**
 * Of two spaces beside words that came or went, the one that was kept is the one of the same kind: to a comparison all white space
 * is alike, so that it may have taken a space that breaks for one that does not, or one of a link for one behind it.
 */
function matchSpaces(hunks: readonly Hunk[], original: readonly Token[], edited: readonly Token[]): Hunk[] {
  const out = [...hunks];
  for (let i = 1; i < out.length; i++) {
    const [before, hunk] = [out[i - 1], out[i]];
    if (!before?.same || !hunk || hunk.same || !endsInBetterSpace(before, hunk, original, edited)) continue;
    slideBack(out, i, 1);
  }
  return out;
}

/** Does the space that ends a hunk of words only added, or only removed, fit better than the kept one before it? */
function endsInBetterSpace(before: Hunk, hunk: Hunk, original: readonly Token[], edited: readonly Token[]): boolean {
  const isAdded = hunk.from === hunk.to;
  const isRemoved = hunk.editedFrom === hunk.editedTo;
  if (isAdded === isRemoved || before.from === before.to) return false;
  const [kept, shown] = [original[before.to - 1], edited[before.editedTo - 1]];
  const [last, lastShown] = [original[hunk.to - 1], edited[hunk.editedTo - 1]];
  const spaces = [kept, shown, last, lastShown].every((token) => token?.kind === 'space');
  return spaces && !isAlike(kept, shown) && isAlike(last, lastShown);
}

/**
 * Words that were added amid those of a comment are added before it where that reads the same: of a sentence that stands there once
 * more with another word, the comment stays on the one that has all of its words.
 */
function keepCommentsWhole(
  hunks: readonly Hunk[],
  edited: readonly Token[],
  isInComment: (index: number) => boolean,
): Hunk[] {
  const out = [...hunks];
  for (let i = 1; i + 1 < out.length; i++) {
    const [before, hunk] = [out[i - 1], out[i]];
    if (!before?.same || !hunk || hunk.from < hunk.to || !isInComment(hunk.from)) continue;
    slideBack(out, i, wordsToLeave(before, hunk, edited, isInComment));
  }
  return out;
}

/** How far added words go back to leave a comment; 0 where they cannot. A comparison has put them as late as it could. */
function wordsToLeave(
  before: Hunk,
  { from, editedFrom, editedTo }: Hunk,
  edited: readonly Token[],
  isInComment: (index: number) => boolean,
): number {
  for (let back = 1; back <= before.to - before.from; back++) {
    if (!isAlike(edited[editedFrom - back], edited[editedTo - back])) return 0;
    if (!isInComment(from - back)) return back;
  }
  return 0;
}

function isAlike(one: Token | undefined, other: Token | undefined): boolean {
  return one?.text === other?.text && one?.marks === other?.marks && one?.link === other?.link;
}

/** Gives so many words before a hunk to it, and as many of its last ones to what follows: both read the same. */
function slideBack(hunks: Hunk[], i: number, by: number): void {
  const [before, hunk, after] = [hunks[i - 1], hunks[i], hunks[i + 1]];
  if (!before || !hunk || by === 0) return;
  const { from, to, editedFrom, editedTo } = hunk;
  const end = { from: to - by, editedFrom: editedTo - by };
  hunks[i - 1] = { ...before, to: before.to - by, editedTo: before.editedTo - by };
  hunks[i] = { ...hunk, from: from - by, to: end.from, editedFrom: editedFrom - by, editedTo: end.editedFrom };
  hunks[i + 1] = after ? { ...after, ...end } : { same: true, ...end, to, editedTo };
}

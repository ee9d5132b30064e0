import type { Token } from '../../model/inline.js';
import type { Hunk } from './align.js';

/**
 * Of two spaces beside words that came or went, the one that was kept is the one of the same kind: to a comparison all white space
 * is alike, so that it may have taken a space that breaks for one that does not, or one of a link for one behind it.
 */
export function matchSpaces(hunks: readonly Hunk[], original: readonly Token[], edited: readonly Token[]): Hunk[] {
  const out = [...hunks];
  for (let i = 1; i < out.length; i++) {
    const [before, hunk, after] = [out[i - 1], out[i], out[i + 1]];
    if (!before?.same || !hunk || hunk.same || !slides(before, hunk, original, edited)) continue;
    const back = (one: Hunk): Hunk => ({ ...one, from: one.from - 1, editedFrom: one.editedFrom - 1 });
    out[i - 1] = { ...before, to: before.to - 1, editedTo: before.editedTo - 1 };
    out[i] = { ...back(hunk), to: hunk.to - 1, editedTo: hunk.editedTo - 1 };
    if (after) out[i + 1] = back(after);
    else
      out.push({ same: true, from: hunk.to - 1, to: hunk.to, editedFrom: hunk.editedTo - 1, editedTo: hunk.editedTo });
  }
  return out;
}

/** Does the space that ends a hunk of words only added, or only removed, fit better than the kept one before it? */
function slides(before: Hunk, hunk: Hunk, original: readonly Token[], edited: readonly Token[]): boolean {
  const isAdded = hunk.from === hunk.to;
  const isRemoved = hunk.editedFrom === hunk.editedTo;
  if (isAdded === isRemoved || before.from === before.to) return false;
  const [kept, shown] = [original[before.to - 1], edited[before.editedTo - 1]];
  const [last, lastShown] = [original[hunk.to - 1], edited[hunk.editedTo - 1]];
  const spaces = [kept, shown, last, lastShown].every((token) => token?.kind === 'space');
  return spaces && !isAlike(kept, shown) && isAlike(last, lastShown);
}

function isAlike(one: Token | undefined, other: Token | undefined): boolean {
  return one?.text === other?.text && one?.marks === other?.marks && one?.link === other?.link;
}

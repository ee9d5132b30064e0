import type { Piece, Token } from '../../model/inline.js';

/** A stretch of an edited word, and the letters of the original that it keeps, or that it stands for; there may be none. */
interface WordPart {
  readonly text: string;
  readonly isKept: boolean;
  readonly original: Token;
}

/**
 * How an edited word continues a word of the page: the letters at both ends that stayed, and what is new between them. What is
 * hidden in the word belongs to the part that it stands in.
 */
export function partsOf(original: Token, edited: Token): WordPart[] {
  const [before, after] = [original.text, edited.text];
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  head = wholeSigns(after, head);
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  tail = after.length - wholeSigns(after, after.length - tail, 1);
  const [end, endBefore] = [after.length - tail, before.length - tail];
  return [
    { text: after.slice(0, head), isKept: true, original: slice(original, 0, head) },
    { text: after.slice(head, end), isKept: false, original: slice(original, head, endBefore) },
    { text: after.slice(end), isKept: true, original: slice(original, endBefore, Infinity) },
  ].filter(({ text, original: { pieces } }) => text !== '' || pieces.some(isHidden));
}

/** Nearest place where a text can be cut: not within a character, and not before a sign that belongs to the letter before it. */
function wholeSigns(text: string, at: number, step: 1 | -1 = -1): number {
  let place = at;
  while (place > 0 && place < text.length && /^(?:[\uDC00-\uDFFF\u200C\u200D]|\p{M})/u.test(text.slice(place)))
    place += step;
  return place;
}

/** A piece of no letters is something that a reader does not see. */
export function isHidden({ from, to }: Piece): boolean {
  return from === to;
}

/** Those letters of a word that stand from here to there. */
function slice(word: Token, from: number, to: number): Token {
  let at = 0;
  const pieces = word.pieces.flatMap((piece) => {
    const [start, end] = [at, (at += piece.to - piece.from)];
    if (isHidden(piece)) return start >= from && start < to ? [piece] : [];
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    return first < last ? [{ run: piece.run, from: piece.from + first - start, to: piece.from + last - start }] : [];
  });
  const { kind, marks, link, atom } = word;
  return { kind, text: word.text.slice(from, to), marks, link, atom, pieces };
}

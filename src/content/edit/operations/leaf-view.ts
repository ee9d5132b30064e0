import type { Leaf } from '../../model/block.js';
import type { Atom, Token } from '../../model/inline.js';
import { visible } from '../../model/inline.js';

/** A token and where it stands in the text of its view. */
export interface Spot {
  readonly token: Token;
  readonly from: number;
  readonly to: number;
}

/** The text of some inline content, and what stands where in it. */
export interface View {
  readonly text: string;
  readonly spots: readonly Spot[];
}

/** `words` shows the words of statuses, dates, captions and mentions; `things` shows one character for each of them. */
export type ViewOf = 'words' | 'things';

/** One character for a thing that has no words. */
const thing = '\uFFFC';

/** The view of a paragraph or heading, without its hidden tokens. Offsets are UTF-16, half-open. */
export function viewLeaf(leaf: Leaf, of: ViewOf): View {
  return viewTokens(visible(leaf.content), of);
}

/** The text of that view alone, which is most of what is asked for. */
export function viewText(leaf: Leaf, of: ViewOf): string {
  let text = '';
  for (const token of leaf.content) if (token.kind !== 'hidden') text += shown(token, of);
  return text;
}

/** The view of these tokens as they come, hidden ones included; offsets count from the first of them. */
export function viewTokens(tokens: readonly Token[], of: ViewOf): View {
  const spots: Spot[] = [];
  let text = '';
  for (const token of tokens) {
    const from = text.length;
    text += shown(token, of);
    spots.push({ token, from, to: text.length });
  }
  return { text, spots };
}

/** What of a view lies in this stretch of its text: looked for by halves, as one text may be asked for thousands of places. */
export function spotsIn({ spots }: View, from: number, to: number): readonly Spot[] {
  let [first, last] = [0, spots.length];
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((spots[middle]?.to ?? 0) > from) last = middle;
    else first = middle + 1;
  }
  let end = first;
  while ((spots[end]?.from ?? to) < to) end++;
  return spots.slice(first, end);
}

/** What a view shows of a token that is not hidden. */
export function shown(token: Token, of: ViewOf): string {
  if (token.kind === 'space' || token.kind === 'break') return ' ';
  if (!token.atom) return token.text;
  return of === 'things' ? thing : wordsOf(token.atom) || thing;
}

/** The words that a reader sees of a thing, as the page shows them. */
export function wordsOf(atom: Atom): string {
  switch (atom.kind) {
    case 'status':
      return atom.title;
    case 'date':
      return atom.date;
    case 'image':
      return atom.caption;
    case 'mention':
      return `@${atom.label}`;
    case 'opaque':
      return '';
  }
}

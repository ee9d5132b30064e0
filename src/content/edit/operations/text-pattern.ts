import { isAppError } from '../../../errors.js';
import { Definitions } from '../../markdown/parse/definitions.js';
import { InlineParser } from '../../markdown/parse/inline-parser.js';
import { ParseNotes } from '../../markdown/parse/notes.js';
import type { Leaf } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { atomKey, textRun } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import { fold } from '../../model/fold.js';
import type { View, ViewOf } from './leaf-view.js';
import { spotsIn, viewLeaf, viewText, viewTokens } from './leaf-view.js';

/** Words that are looked for, in one of the ways in which a writer may mean them. */
export interface TextPattern extends View {
  readonly view: ViewOf;
  /** Are quotes, dashes and the like of another kind the same? */
  readonly isFolded: boolean;
  /** Was it read as Markdown, so that its formats must be those of the page? */
  readonly isMarkdown: boolean;
}

const blanks = /[ \t\r\n\f\u00A0]+/g;

/** The ways to look for a text, the likeliest first: as it stands, with its signs folded, and as Markdown copied from a read. */
export function patternsOf(find: string): readonly TextPattern[] {
  const literal = viewTokens(plainTokens(find), 'words');
  const asText = { ...literal, view: 'words', isMarkdown: false } as const;
  const tokens = tryMarkdown(find);
  const asMarkdown = (['things', 'words'] as const).map((view) => ({
    ...viewTokens(tokens, view),
    view,
    isFolded: true,
    isMarkdown: true,
  }));
  return [{ ...asText, isFolded: false }, { ...asText, isFolded: true }, ...asMarkdown].filter(
    ({ text }) => text.trim() !== '',
  );
}

/** A place in the text of a leaf's view where a pattern stands. */
interface Match {
  readonly at: number;
  /** Does it end, or begin, amid a status or a date that touches words of the text? Nobody reads the two as one. */
  readonly isTorn: boolean;
}

/** Where the pattern stands in a leaf. */
export function matchesIn(leaf: Leaf, pattern: TextPattern): Match[] {
  const shown = viewText(leaf, pattern.view);
  const [text, find] = pattern.isFolded ? [fold(shown), fold(pattern.text)] : [shown, pattern.text];
  const places: number[] = [];
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) places.push(at);
  if (places.length === 0) return [];
  if (!pattern.isMarkdown && leaf.content.every(({ atom }) => atom === null))
    return places.map((at) => ({ at, isTorn: false }));
  const view = viewLeaf(leaf, pattern.view);
  return places
    .filter((at) => !pattern.isMarkdown || hasFormats(view, pattern, at))
    .map((at) => ({ at, isTorn: isTorn(view, at, at + find.length) }));
}

function isTorn(view: View, from: number, to: number): boolean {
  const spots = spotsIn(view, from, to);
  return spots.length > 1 && spots.some(({ token, ...spot }) => token.atom && (spot.from < from || spot.to > to));
}

/** Does the page have there at least the formats, the links and the things that the pattern has? */
function hasFormats(view: View, pattern: TextPattern, at: number): boolean {
  return pattern.spots.every(({ token, from, to }) => {
    if (token.kind === 'space' || token.kind === 'break') return true;
    return spotsIn(view, at + from, at + to).every(({ token: { marks, link, atom } }) => {
      if (token.atom) return atom !== null && atomKey(atom) === atomKey(token.atom);
      return (marks & token.marks) === token.marks && (token.link === null || token.link === link);
    });
  });
}

/** A text as it stands, cut into words, with one blank at an end that has some. */
export function plainTokens(text: string): Token[] {
  const single = text.replace(blanks, ' ');
  return withBlanks(single, tokenize(single === '' ? [] : [textRun(single, 0, null)]));
}

/** Inline Markdown, cut into words, with one blank at an end that has some. */
export function markdownTokens(markdown: string, notes: ParseNotes): Token[] {
  return withBlanks(markdown, new InlineParser(new Definitions([]), notes).parse(markdown, 0));
}

function tryMarkdown(find: string): Token[] {
  try {
    return markdownTokens(find, new ParseNotes());
  } catch (error) {
    // What is no Markdown of ours can still stand on the page as it is.
    if (isAppError(error)) return [];
    throw error;
  }
}

function withBlanks(text: string, tokens: readonly Token[]): Token[] {
  const blank = (): Token => ({ kind: 'space', text: ' ', marks: 0, link: null, atom: null, pieces: [] });
  const shown = tokens.filter((token) => token.kind !== 'hidden');
  if (shown.length === 0) return /^[ \t\r\n\f\u00A0]+$/.test(text) ? [blank()] : [];
  return [
    ...(/^[ \t\r\n\f\u00A0]/.test(text) ? [blank()] : []),
    ...shown,
    ...(/[ \t\r\n\f\u00A0]$/.test(text) ? [blank()] : []),
  ];
}

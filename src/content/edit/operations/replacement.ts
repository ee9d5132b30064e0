import type { ParseNotes } from '../../markdown/parse/notes.js';
import type { Token } from '../../model/inline.js';
import { atomKey } from '../../model/inline.js';
import { cleanText } from '../../xml/clean-text.js';
import { viewTokens } from './leaf-view.js';
import type { TextPattern } from './text-pattern.js';
import { markdownTokens, plainTokens } from './text-pattern.js';

/** What of a match is replaced, and with what: words that stay at both ends are no part of it. */
export interface Replacement {
  /** Places in the text of the pattern. */
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
  /** Were the words to find given without formats, so that they say nothing of those of the page? */
  readonly isPlain: boolean;
  /** The format that the pattern itself has where the replacement begins. */
  readonly marks: number;
  readonly link: string | null;
}

/** Signs that Markdown would read, as the dialect has them. */
const signs = /[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|~(?=~)|:(?=[\p{L}_])/gu;

/** New words as markup; signs that the page has as they stand are signs in them too. */
export function markupReplacement(pattern: TextPattern, find: string, replace: string, notes: ParseNotes): Replacement {
  const markdown = pattern.isMarkdown ? replace : escapeSigns(replace, find);
  return trim(pattern, markdownTokens(notes.clean(markdown), notes));
}

/** New words as they stand, for places that can hold nothing but words. */
export function textReplacement(pattern: TextPattern, markup: Replacement, replace: string): Replacement {
  const { from, to, tokens } = markup;
  if (!pattern.isMarkdown) return trim(pattern, plainTokens(cleanText(replace)));
  return { ...markup, from, to, tokens: plainTokens(viewTokens(tokens, 'words').text) };
}

function escapeSigns(replace: string, find: string): string {
  const literal = new Set(Array.from(find.matchAll(signs), ([sign]) => sign));
  if (literal.has('[') || literal.has(']')) literal.add('[').add(']');
  return replace.replace(/\\[!-/:-@[-`{-~]|[\\`*_[\]<&~:]/g, (sign) => {
    if (sign.length > 1) return literal.has('\\') ? `\\\\${escapeSigns(sign.slice(1), find)}` : sign;
    return literal.has(sign) ? `\\${sign}` : sign;
  });
}

/** At least one word of the pattern is left to be replaced, so that it is known whose format the new ones have. */
function trim(pattern: TextPattern, tokens: readonly Token[]): Replacement {
  const { spots, text } = pattern;
  let head = 0;
  while (head < spots.length - 1 && head < tokens.length && isSame(spots[head]?.token, tokens[head])) head++;
  let tail = 0;
  const isTailSame = () => isSame(spots.at(-1 - tail)?.token, tokens.at(-1 - tail));
  while (tail < spots.length - 1 - head && tail < tokens.length - head && isTailSame()) tail++;
  const first = spots[head];
  return {
    from: first?.from ?? 0,
    to: spots.at(-1 - tail)?.to ?? text.length,
    tokens: tokens.slice(head, tokens.length - tail),
    isPlain: !pattern.isMarkdown,
    marks: first?.token.marks ?? 0,
    link: first?.token.link ?? null,
  };
}

function isSame(one: Token | undefined, other: Token | undefined): boolean {
  if (!one || !other || one.kind !== other.kind) return false;
  if (one.kind === 'space') return true;
  if (one.marks !== other.marks || one.link !== other.link) return false;
  return one.atom && other.atom ? atomKey(one.atom) === atomKey(other.atom) : one.text === other.text;
}

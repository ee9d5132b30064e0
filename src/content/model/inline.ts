import type { XmlElement, XmlNode } from '../xml/xml-node.js';

/** Formatting that Markdown can show, as bits: a set of marks is a number. */
export const marks = { strong: 1, em: 2, strike: 4, sub: 8, sup: 16, underline: 32, code: 64 } as const;

/** A mark by the name that Markdown's documentation gives it. */
export type MarkName = keyof typeof marks;

/** The marks from the outermost to the innermost, as they are nested when they are written. */
export const markNames = Object.keys(marks) as MarkName[];

/** A macro that Markdown creates. */
export interface NewMacro {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Something inline that is not words. `key` says which one it is: two atoms with one key are the same to a reader. */
export type Atom =
  | { kind: 'image'; target: string; alt: string; caption: string; width?: number }
  | { kind: 'mention'; account: string; label: string }
  | { kind: 'status'; title: string; color: string }
  | { kind: 'date'; date: string }
  | { kind: 'opaque'; id: string; label: string; macro?: NewMacro };

/** Where a run came from in the current storage. */
interface Origin {
  readonly node: XmlNode;
  /** The elements around the node, outermost first, from the leaf's own content inwards. */
  readonly wrappers: readonly XmlElement[];
  /** The whole element stands for this text (an emoji, a link without a body): it is kept or replaced as one. */
  readonly whole: boolean;
}

/** A stretch of inline content with one format, before words are cut. */
export interface Run {
  readonly kind: 'text' | 'break' | 'atom' | 'hidden';
  readonly text: string;
  readonly marks: number;
  readonly link: string | null;
  readonly atom: Atom | null;
  readonly origin: Origin | null;
}

/** Text that was written and stands on no page yet; empty text is hidden. */
export function textRun(text: string, marks: number, link: string | null): Run {
  return { kind: text === '' ? 'hidden' : 'text', text, marks, link, atom: null, origin: null };
}

/** A line break inside of a paragraph (`<br />`), not the end of one. */
export function breakRun(marks: number, link: string | null): Run {
  return { kind: 'break', text: '\n', marks, link, atom: null, origin: null };
}

/** The token of a line break without formats. */
export const lineBreak: Token = { kind: 'break', text: '\n', marks: 0, link: null, atom: null, pieces: [] };

/** A thing that was written and stands on no page yet; its text is empty, and its key comes from the atom. */
export function atomRun(atom: Atom, marks: number, link: string | null): Run {
  return { kind: 'atom', text: '', marks, link, atom, origin: null };
}

/** A part of a run's text that a token covers. */
export interface Piece {
  readonly run: Run;
  readonly from: number;
  readonly to: number;
}

/**
 * The smallest thing that is compared: a word, a sign, a stretch of white space, a line break or an atom. Hidden tokens are what
 * Markdown does not show (white space at edges, empty elements); they are never compared and never lost.
 */
export interface Token {
  kind: 'word' | 'space' | 'break' | 'atom' | 'hidden';
  text: string;
  marks: number;
  link: string | null;
  readonly atom: Atom | null;
  readonly pieces: readonly Piece[];
}

/** The tokens that a reader sees, which are the ones that are compared. */
export function visible(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== 'hidden');
}

/** Equal keys are the same thing to a reader, whatever their format. White space is white space. */
export function tokenKey(token: Token): string {
  switch (token.kind) {
    case 'space':
      return ' ';
    case 'break':
      return '\n';
    case 'atom':
      return token.atom ? atomKey(token.atom) : '';
    default:
      return token.text;
  }
}

/**
 * The part of `tokenKey` that tells atoms apart. It starts with U+0000, so that no word can have it; labels of people
 * and placeholders are left out.
 */
export function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'image':
      return `\u0000image ${atom.target}\u0001${atom.alt}\u0001${atom.caption}`;
    case 'mention':
      return `\u0000mention ${atom.account}`;
    case 'status':
      return `\u0000status ${atom.color} ${atom.title}`;
    case 'date':
      return `\u0000date ${atom.date}`;
    case 'opaque':
      return `\u0000opaque ${atom.id}`;
  }
}

/** The key of a whole leaf, format included. */
export function inlineKey(tokens: readonly Token[]): string {
  let key = '';
  let format = '0';
  for (const token of tokens) {
    if (token.kind === 'hidden') continue;
    const next = token.link === null ? String(token.marks) : `${token.marks} ${token.link}`;
    if (next !== format) key += `\u0002${next}\u0003`;
    format = next;
    key += tokenKey(token);
  }
  return key;
}

/** The words a person sees, with single spaces. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(plainToken).join('').trim();
}

/** The same words with the blanks that the page has between them: no-break ones, which a browser does not collapse, stay. */
export function rawText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.kind === 'space' ? rawBlank(token) : plainToken(token)))
    .join('')
    .replace(/^[ \u00A0]+|[ \u00A0]+$/g, '');
}

function rawBlank({ pieces }: Token): string {
  const raw = pieces.map(({ run, from, to }) => run.text.slice(from, to)).join('');
  return raw.includes('\u00A0') ? raw.replace(/[ \t\r\n\f]+/g, ' ') : ' ';
}

function plainToken(token: Token): string {
  if (token.kind === 'hidden') return '';
  if (token.kind === 'break') return ' ';
  if (token.kind === 'space') return ' ';
  if (!token.atom) return token.text;
  switch (token.atom.kind) {
    case 'image':
      return token.atom.caption || token.atom.alt;
    case 'mention':
      return `@${token.atom.label}`;
    case 'status':
      return token.atom.title;
    case 'date':
      return token.atom.date;
    case 'opaque':
      return '';
  }
}

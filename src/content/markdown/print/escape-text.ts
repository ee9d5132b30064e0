import { signsOfAddresses } from '../parse/bare-address.js';

/** What stands right after a stretch of text: it decides what the last signs of the text could be taken for. */
export type Next = 'text' | 'link' | 'directive' | 'mark' | 'end';

/** Where a text is printed: what its signs could be taken for depends on the characters around it. */
export interface TextContext {
  readonly before: 'start' | 'directive' | 'other';
  readonly next: Next;
  readonly inLink: boolean;
  readonly inCell: boolean;
}

const special = /[\\`*_[\]<&~|:!{]/g;

/** Escapes text so that Markdown reads it as it is, and only where Markdown would read it otherwise. */
export function escapeText(text: string, context: TextContext): string {
  const inAddress = signsOfAddresses(text);
  const escaped = text.replace(special, (sign, at: number) =>
    inAddress.has(at) || isSafe(sign, at, text, context) ? sign : `\\${sign}`,
  );
  return context.before === 'start' ? escapeLineStart(escaped) : escaped;
}

function isSafe(sign: string, at: number, text: string, context: TextContext): boolean {
  const previous = text[at - 1] ?? '';
  const next = text[at + 1] ?? '';
  const last = at === text.length - 1;
  switch (sign) {
    case '\\':
      return !last && !/[!-/:-@[-`{-~\n]/.test(next);
    case '*':
      return at > 0 && isSpace(previous) && isSpace(next);
    case '_':
      return isWord(previous) && isWord(next);
    case '[':
      return !context.inLink && !last;
    case ']':
      return !context.inLink && !last && !/[([:{]/.test(next);
    case '<':
      return !last && !/[A-Za-z/!?]/.test(next);
    case '&':
      return !/^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);/.test(text.slice(at, at + 40));
    case '~':
      return previous !== '~' && next !== '~' && !last && at > 0;
    case '|':
      return !context.inCell;
    case ':':
      return !startsDirective(at, text, context);
    case '!':
      return !(last && context.next === 'link');
    case '{':
      return !(at === 0 && context.before === 'directive');
    default:
      return false;
  }
}

/** A colon and a name are a directive only with a label or attributes after them. */
function startsDirective(at: number, text: string, context: TextContext): boolean {
  const rest = text.slice(at + 1, at + 80);
  if (rest === '') return context.next === 'directive';
  const name = /^[\p{L}\p{N}\p{M}_-]+/u.exec(rest);
  if (!name) return false;
  const after = rest[name[0].length];
  return after === '[' || after === '{' || (after === undefined && context.next !== 'end' && context.next !== 'mark');
}

/** What would begin another kind of block at the start of a line. */
function escapeLineStart(line: string): string {
  return line
    .replace(/^(#{1,6})(?=\s|$)/, '\\$1')
    .replace(/^([-+])(?=\s|$|-)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^([>=|])/, '\\$1')
    .replace(/^:(?=:)/, '\\:')
    .replace(/^~(?=~~)/, '\\~')
    .replace(/^\[(?=!|[ xX]\])/, '\\[');
}

/** Whether CommonMark takes a neighbour for white space; '' is the start or end of the line. */
export function isSpace(char: string): boolean {
  return char === '' || /\s/.test(char);
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

/** A link's address between parentheses. */
export function escapeAddress(address: string, inCell: boolean): string {
  const safe = address.replace(/\s/g, '%20').replace(/&(?=#?\w+;)/g, '\\&');
  const plain = /^[^<>()\\]+$/.test(safe) ? safe : `<${safe.replace(/[<>\\]/g, '\\$&')}>`;
  return inCell ? plain.replaceAll('|', '\\|') : plain;
}

/** A value between double quotes in a directive's attributes. */
export function quoteAttribute(value: string): string {
  return `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}

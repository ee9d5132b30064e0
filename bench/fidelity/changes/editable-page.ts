import { toMarkdown } from '../../../src/content/index.js';
import { compareOutlines } from '../oracle/compare.js';
import type { Token } from '../oracle/directives.js';
import type { Outline } from '../oracle/outline.js';
import { markdownTokens, readMarkdown } from '../oracle/read-markdown.js';
import { readStorage } from '../oracle/read-storage.js';
import type { StorageDocument } from '../documents.js';

/** A page as a writer has it before them: its Markdown by lines, with the blocks that another parser finds in it. */
export interface EditablePage {
  readonly name: string;
  readonly storage: string;
  readonly markdown: string;
  readonly lines: readonly string[];
  readonly tokens: readonly Token[];
  readonly outline: readonly Outline[];
}

/** The page; a string tells why what a read shows is not what is on the page, so that edits of it cannot be judged. */
export function editablePage({ name, storage }: StorageDocument): EditablePage | string {
  const markdown = toMarkdown(storage);
  const outline = readStorage(storage);
  const difference = compareOutlines(outline, readMarkdown(markdown));
  if (difference) return difference.what;
  return { name, storage, markdown, lines: markdown.split('\n'), tokens: markdownTokens(markdown), outline };
}

/** A range of lines, the last one excluded. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export function rangeOf(token: Token): LineRange {
  return { start: token.map?.[0] ?? 0, end: token.map?.[1] ?? 0 };
}

/** Without the empty lines at its end. */
export function trimmed(lines: readonly string[], { start, end }: LineRange): LineRange {
  let last = end;
  while (last > start && /^[>\s]*$/.test(lines[last - 1] ?? '')) last--;
  return { start, end: last };
}

/** The lines with others in place of a range. */
export function replaced(lines: readonly string[], { start, end }: LineRange, by: readonly string[]): string[] {
  return [...lines.slice(0, start), ...by, ...lines.slice(end)];
}

/** The token that closes what this one opens. */
export function closingToken(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += tokens[i]?.nesting ?? 0;
    if (depth === 0) return i;
  }
  return tokens.length;
}

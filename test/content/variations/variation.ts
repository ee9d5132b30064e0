import type { Edit } from '../../../src/content/index.js';
import type { Attempt, Right } from '../reported/reported-case.js';
import { oneOf, refused, storedWith } from '../reported/reported-case.js';

/** An input that is like a reported one in kind, and what must come of it by the documents of Markdown and of the storage format. */
export interface Variation extends Attempt {
  /** Does a reader of plain Markdown see other words than a reader of the page, as with blocks that only Confluence has? */
  readonly isDialect?: boolean;
  /** Must it stand first in a text, as front matter does? */
  readonly isWhole?: boolean;
}

/** A kind of input that once went wrong, and at least three others of it. */
export interface Kind {
  /** The row of the reports. */
  readonly row: string;
  /** What broke, in one line. */
  readonly broke: string;
  readonly variations: Readonly<Record<string, Variation>>;
}

/** These parts are stored in this order, those are not. */
export function parts(has: readonly string[], lacks: readonly (string | RegExp)[] = []): Right {
  return storedWith({ has, lacks });
}

/** Stored so, and named in a warning. */
export function named(warned: RegExp, has: readonly string[] = [], lacks: readonly string[] = []): Right {
  return storedWith({ has, lacks, warned });
}

/** Written as meant, or refused with words that say why. */
export function partsOr(has: readonly string[], reason: RegExp): Right {
  return oneOf(storedWith({ has }), refused(/./, reason));
}

/** Markdown that is sent, wherever Markdown is taken. */
export function text(sent: string, right: Right, more: Partial<Variation> = {}): Variation {
  return { sent, right, ...more };
}

/** Markdown with what only Confluence has. */
export function dialect(sent: string, right: Right, more: Partial<Variation> = {}): Variation {
  return { sent, right, isDialect: true, ...more };
}

/** A page that is sent back as a whole. */
export function sentBack(page: string, sent: Attempt['sent'] & {}, right: Right): Variation {
  return { page, sent, right };
}

export function edited(page: string, edits: readonly Edit[], right: Right): Variation {
  return { page, edits, right };
}

export function found(find: string, replace: string): Edit[] {
  return [{ op: 'replace_text', find, replace }];
}

export function cellOf(row: string | number, column: string | number): Edit[] {
  return [{ op: 'set_table_cell', table: 1, row, column, content: 'X' }];
}

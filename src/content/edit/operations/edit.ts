import type { Block, Leaf } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';

/**
 * Reads the Markdown of an edit, and whether it takes the place of blocks, whose signs it keeps. What it could not take as it was
 * written is among the warnings of the call.
 */
export type ParseContent = (markdown: string, instead?: readonly Block[]) => readonly Block[];

/** What one edit comes to. Blocks that it does not touch are the very same objects. */
export interface Edited {
  readonly blocks: readonly Block[];
  /** Leaves of the page that have new words in them. */
  readonly rewritten?: readonly Leaf[];
  /** The page that the blocks are of, where its bytes had to be changed beside them. */
  readonly page?: Page;
  /** What was changed, in words for whoever sent the edit. */
  readonly change: string;
  readonly warnings?: readonly string[];
}

/** One targeted edit, told apart by `op`. Sections are named by outline id, heading text or path (`A > B`); blocks so too, by placeholder id, or by words that only they have. */
export type Edit =
  | { op: 'replace_text'; find: string; replace: string; expected_count?: number; in_code?: boolean }
  | { op: 'replace_section'; heading: string; content: string }
  | { op: 'append_to_section'; heading: string; content: string }
  | { op: 'delete_section'; heading: string }
  | { op: 'insert_before'; block: string; content: string }
  | { op: 'insert_after'; block: string; content: string }
  | { op: 'replace_block'; block: string; content: string }
  | { op: 'delete_block'; block: string }
  | { op: 'append'; content: string }
  | { op: 'prepend'; content: string }
  | { op: 'set_task'; task: string; done: boolean }
  | { op: 'set_table_cell'; table?: string | number; row: string | number; column: string | number; content: string }
  | { op: 'insert_table_row'; table?: string | number; after: string | number; cells: string[] }
  | { op: 'append_table_row'; table?: string | number; cells: string[] }
  | { op: 'delete_table_row'; table?: string | number; row: string | number };

import type { Block } from '../../model/block.js';

/** Reads the Markdown of an edit; what it could not take as it was written is among the warnings of the call. */
export type ParseContent = (markdown: string) => readonly Block[];

/** One targeted edit, told apart by `op`. Headings and blocks are named by outline id, heading text, path (`A > B`) or placeholder id. */
export type Edit =
  | { op: 'replace_text'; find: string; replace: string; expected_count?: number; in_code?: boolean }
  | { op: 'replace_section'; heading: string; content: string }
  | { op: 'append_to_section'; heading: string; content: string }
  | { op: 'delete_section'; heading: string }
  | { op: 'insert_before'; block: string; content: string }
  | { op: 'insert_after'; block: string; content: string }
  | { op: 'append'; content: string }
  | { op: 'prepend'; content: string }
  | { op: 'set_task'; task: string; done: boolean }
  | { op: 'set_table_cell'; table: string | number; row: string | number; column: string | number; content: string }
  | { op: 'append_table_row'; table: string | number; cells: string[] };

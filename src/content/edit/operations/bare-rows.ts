import { AppError } from '../../../errors.js';
import type { Page } from '../../storage/read/read-page.js';
import type { Edit } from './edit.js';
import { tablesIn } from './table-edits.js';

/** Two cells or more, in their signs. */
const row = /^\|(?:\\.|[^|\\\n])*\|(?:(?:\\.|[^|\\\n])*\|)+$/;

/**
 * Throws INVALID_INPUT where an edit brings nothing but rows to a page that has a table: without a header they are words of a
 * paragraph, and stood as such beside the table or in a cell of it.
 */
export function assertNoBareRows(edit: Edit, page: Page): void {
  if (!('content' in edit) || edit.op === 'set_table_cell') return;
  const lines = edit.content
    .trim()
    .split('\n')
    .map((line) => line.trim());
  if (!lines.every((line) => row.test(line)) || lines.some((line) => /^\|(?:\s*:?-+:?\s*\|)+$/.test(line))) return;
  if (tablesIn(page.blocks).length === 0) return;
  throw new AppError(
    'INVALID_INPUT',
    `The content is table rows without a header ("${(lines[0] as string).slice(0, 80)}").`,
    {
      hint: 'Add rows to an existing table with append_table_row or insert_table_row. A new table starts with a header row and a line of dashes.',
    },
  );
}

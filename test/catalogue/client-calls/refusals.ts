import { refusals as answers, seedIds as ids, type Fault } from '../../../src/sandbox/index.js';
import type { CasesByKind } from './case.js';

const page_id = ids.paymentsRunbook;
const preview = { page_id, dry_run: true };
const appended = { page_id, edits: [{ op: 'append', content: 'More.' }] };
const rewritten = { page_id, content: 'New.', expected_version: 3, allow_loss: true };
const created = { space_key: 'ENG', title: 'Quite new', content: 'New.' };
const match = { method: /^(?:POST|PUT)$/, path: /\/(?:pages|content)\b/ };
const body = (text: string): Fault => ({ kind: 'refusal', status: 400, text, match });
const onWrite = { method: /^(?:POST|PUT|DELETE)$/ };
const { newEditor, readOnlySite, mediaType, ipAllowList } = answers;

/** What is refused, and was once refused in words that did not say why, or promised by a preview; nothing is written here. */
export const refusals: CasesByKind = {
  // A field that an operation does not have.
  B4: [
    [
      'value for content',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'set_table_cell', value: 'x' }] },
      /set_table_cell has op, table, row, column, content/,
    ],
    [
      'text for content',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'append', text: 'x' }] },
      /"text"; append has op, content/,
    ],
    [
      'new for replace',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'replace_text', find: 'a', new: 'b' }] },
      /"new"; replace_text has op, find, replace/,
    ],
    [
      'index for task',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'set_task', index: 1 }] },
      /"index"; set_task has op, task, done/,
    ],
    [
      'markdown for content',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'replace_section', markdown: 'x' }] },
      /"markdown"; replace_section has op, /,
    ],
    [
      'cell for column',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'set_table_cell', cell: 1 }] },
      /"cell"; set_table_cell has op, table, row, column, content/,
    ],
    [
      'an operation that there is not',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'insert', content: 'x' }] },
      /^INVALID_INPUT: edits\.0\.op: expected one of replace_text, .*append/,
    ],
  ],
  // Previews that promised what the write then refused.
  B8: [
    [
      'a preview of deleting a homepage',
      'confluence_delete_page',
      { page_id: ids.engineeringHome, dry_run: true },
      /^INVALID_INPUT: .*homepage of space ENG/,
    ],
    [
      'a preview of purging what is not in the trash',
      'confluence_delete_page',
      { page_id, purge: true, dry_run: true },
      /^INVALID_INPUT: .*not in the trash.*delete it first/,
    ],
    [
      'a preview of moving into a folder',
      'confluence_move_page',
      { page_id, target_parent_id: ids.releases, dry_run: true },
      /^Preview, nothing was written/,
    ],
    [
      'a preview of moving a page below its own child',
      'confluence_move_page',
      { page_id: ids.engineeringHome, target_parent_id: page_id, dry_run: true },
      /^INVALID_INPUT: target_parent_id: this page is the page to move, or is below it/,
    ],
    [
      'a preview of a title that is taken',
      'confluence_create_page',
      { ...created, title: 'Onboarding', dry_run: true },
      /^INVALID_INPUT: title: page 131076 in this space already has this title.*another title/,
    ],
    [
      'a preview of a title that is taken in another case',
      'confluence_create_page',
      { ...created, title: 'ONBOARDING', dry_run: true },
      /^INVALID_INPUT: title: page 131076 in this space already has this title/,
    ],
    [
      'a preview of renaming to a title that is taken',
      'confluence_update_page',
      { page_id, title: 'Onboarding', dry_run: true },
      /^INVALID_INPUT: title: page 131076/,
    ],
    [
      'a preview of copying to a title that is taken',
      'confluence_copy_page',
      { page_id, title: 'Onboarding', dry_run: true },
      /^INVALID_INPUT: title: page 131076/,
    ],
  ],
  // A body that Confluence itself refuses.
  B11: [
    [
      'a body that the new editor has no form for',
      'confluence_edit_page',
      appended,
      /^UNCONVERTIBLE: .*new editor/,
      { ...newEditor, match },
    ],
    [
      'such a body of a whole page',
      'confluence_update_page',
      rewritten,
      /^UNCONVERTIBLE: .*new editor/,
      { ...newEditor, match },
    ],
    [
      'such a body of a new page',
      'confluence_create_page',
      created,
      /^UNCONVERTIBLE: .*new editor/,
      { ...newEditor, match },
    ],
    [
      'a macro that is not allowed',
      'confluence_edit_page',
      appended,
      /^UNCONVERTIBLE: .*does not allow one of its macros.*Leave the macro out/,
      body("The macro 'html' is not allowed on this site"),
    ],
    [
      'a body that is too large for the site',
      'confluence_create_page',
      created,
      /^UNCONVERTIBLE: .*too large.*Split the page/,
      body('Page body too large: exceeds the maximum size'),
    ],
    [
      'a body that does not parse',
      'confluence_create_page',
      created,
      /^UNCONVERTIBLE: .*could not parse.*row 3, column 7/,
      body('Error parsing xhtml: Unexpected close tag </p> at [row,col {unknown-source}]: [3,7]'),
    ],
  ],
  // A site, or what stands in front of it, that takes nothing.
  B12: [
    ['an edit on a read-only site', 'confluence_edit_page', appended, /^FORBIDDEN: .*read-only/i, readOnlySite],
    [
      'a comment on a read-only site',
      'confluence_add_comment',
      { page_id, body: 'x' },
      /^FORBIDDEN: .*read-only/i,
      readOnlySite,
    ],
    [
      'a label on a read-only site',
      'confluence_add_labels',
      { page_id, labels: ['new'] },
      /^FORBIDDEN: .*read-only/i,
      readOnlySite,
    ],
    ['a delete on a read-only site', 'confluence_delete_page', { page_id }, /^FORBIDDEN: .*read-only/i, readOnlySite],
    [
      'an edit in a form that is not taken',
      'confluence_edit_page',
      appended,
      /^NOT_SUPPORTED: .*415.*in the browser/,
      { ...mediaType, match: onWrite },
    ],
    [
      'a file in a form that is not taken',
      'confluence_upload_attachment',
      { page_id, filename: 'a.txt', content_text: 'x' },
      /^NOT_SUPPORTED: .*415/,
      { ...mediaType, match: onWrite },
    ],
    [
      'a comment in a form that is not taken',
      'confluence_add_comment',
      { page_id, body: 'x' },
      /^NOT_SUPPORTED: .*415/,
      { ...mediaType, match: onWrite },
    ],
    ['a read from an address that is kept out', 'confluence_get_page', { page_id }, /^FORBIDDEN: .*IP/, ipAllowList],
    ['a search from there', 'confluence_search', { query: 'payments' }, /^FORBIDDEN: .*IP/, ipAllowList],
    ['an edit from there', 'confluence_edit_page', appended, /^FORBIDDEN: .*IP/, { ...ipAllowList, match: onWrite }],
  ],
};

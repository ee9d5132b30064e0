import { everydayIds, seedIds as ids } from '../../../src/sandbox/index.js';
import type { CasesByKind } from './case.js';

const page = { page_id: ids.paymentsRunbook };
const preview = { ...page, dry_run: true };
const file = { ...preview, filename: 'a.txt' };
const append = { op: 'append', content: 'More.' };
const done = /^Preview, nothing was written/;
const found = /Payments runbook/;

/**
 * What clients and models were seen to send, and were refused or misled for, by the row of the list of such reports;
 * nothing of it writes.
 */
export const inputs: CasesByKind = {
  // Lists, numbers and booleans as the JSON of them.
  B1: [
    ['edits as text', 'confluence_edit_page', { ...preview, edits: JSON.stringify([append]) }, done],
    ['labels as text', 'confluence_add_labels', { ...preview, labels: '["a"]' }, done],
    ['one string for a list', 'confluence_search', { query: 'payments', space_keys: 'ENG' }, found],
    ['a limit as text', 'confluence_search', { query: 'payments', limit: '5' }, found],
    ['a version as text', 'confluence_edit_page', { ...preview, edits: [append], expected_version: '3' }, done],
    ['a boolean as text', 'confluence_delete_page', { ...page, dry_run: 'true' }, done],
    ['a number as text in an example', 'add_numbers', { a: '1', b: '2' }, /3/],
    ['a list of one type as text', 'confluence_search', { query: 'payments', content_types: 'page' }, found],
    [
      'an amount above its maximum',
      'confluence_search',
      { query: 'payments', limit: 5000 },
      /Warning: limit was reduced to 50/,
    ],
    // As Python, people and other languages write them.
    ['True', 'confluence_delete_page', { ...page, dry_run: 'True' }, done],
    ['yes', 'confluence_add_labels', { ...page, labels: 'a, b', dry_run: 'yes' }, done],
    ['a list as Python prints it', 'confluence_add_labels', { ...preview, labels: "['a', 'b']" }, done],
    ['camelCase', 'confluence_add_labels', { pageId: ids.paymentsRunbook, labels: ['a'], dryRun: true }, done],
    [
      'pages as one text',
      'confluence_archive_pages',
      { page_ids: `${ids.timeOff}, ${ids.remoteWork}`, dry_run: true },
      done,
    ],
    ['keys of spaces as one text', 'confluence_search', { query: 'payments', spaceKeys: 'ENG, HR' }, found],
    ['capitals for a choice', 'confluence_search', { query: 'payments', content_types: 'Page, Blog Post' }, found],
    ['a number for words', 'confluence_find_in_page', { ...page, query: 800 }, /Card gateway/],
    ['a date with a time', 'confluence_search', { query: 'payments', updated_after: '2026-11-01T00:00:00Z' }, found],
    ['a date in words', 'confluence_search', { query: 'payments', updated_after: 'November 1, 2026' }, found],
    ['a span of time', 'confluence_search', { query: 'payments', updated_after: '9 years ago' }, found],
    ['a span of time in CQL', 'confluence_search', { query: 'text ~ “payments” AND lastModified > -9y' }, found],
    [
      'a day that could be two',
      'confluence_list_tasks',
      { due_before: '01/02/2026' },
      /^INVALID_INPUT: due_before: .*7 days ago/,
    ],
  ],
  // Keys that hosts put beside the arguments.
  B2: [
    ['sessionId', 'confluence_get_labels', { ...page, sessionId: 'x' }, /on-call/],
    ['action and chatInput', 'confluence_get_labels', { ...page, action: 'sendMessage', chatInput: 'hi' }, /on-call/],
    ['toolCallId', 'confluence_get_labels', { ...page, toolCallId: 'call_1', tool: 'x' }, /on-call/],
    ['keys with an underscore', 'confluence_get_labels', { ...page, _n8n: {} }, /on-call/],
  ],
  // What strict hosts send for what is left out.
  B3: [
    [
      'null in an edit',
      'confluence_edit_page',
      { ...preview, edits: [{ ...append, heading: null, cells: null }] },
      done,
    ],
    ['"" for an id', 'confluence_list_tasks', { page_id: '', space_key: 'ENG' }, /load test/],
    ['"" for a date', 'confluence_search', { query: 'payments', updated_after: '' }, found],
    ['"" for an enum', 'confluence_search', { query: 'payments', sort: '', cursor: '' }, found],
    ['[] as a filter', 'confluence_search', { query: 'payments', space_keys: [], labels: [] }, found],
    ['0 as a limit', 'confluence_get_page_children', { page_id: ids.engineeringHome, limit: 0 }, found],
  ],
  // A space and a parent that agree.
  B7: [
    [
      'a parent and its space',
      'confluence_move_page',
      { ...preview, target_parent_id: ids.onboarding, target_space_key: 'ENG' },
      done,
    ],
    [
      'the space in another case',
      'confluence_move_page',
      { ...preview, target_parent_id: ids.onboarding, target_space_key: 'eng' },
      done,
    ],
    [
      'a parent and another space',
      'confluence_move_page',
      { ...preview, target_parent_id: ids.onboarding, target_space_key: 'HR' },
      /^INVALID_INPUT: target_space_key: .* in the space ENG/,
    ],
  ],
  // Fields, spaces, people and types that there are not.
  B9: [
    [
      'an unknown field',
      'confluence_search',
      { query: 'owner = currentUser()' },
      /^INVALID_INPUT: .*"owner" is not a known field; the nearest is creator/,
    ],
    [
      'a field of a field',
      'confluence_search',
      { query: 'creator.fullname ~ "Amina"' },
      /^INVALID_INPUT: .*nearest is creator/,
    ],
    [
      'the name of a person',
      'confluence_search',
      { query: 'payments', contributor: 'Amina Diallo' },
      /Warning: Amina Diallo is Amina Diallo/,
    ],
    [
      'the name of a space',
      'confluence_search',
      { query: 'payments', space_keys: ['Engineering'] },
      /Warning: Engineering is the space ENG/,
    ],
    ['a space that is not there', 'confluence_search', { query: 'space = NOPE' }, /^INVALID_INPUT: .*no space "NOPE"/],
    ['one among good ones', 'confluence_search', { query: 'space in (ENG, NOPE) and type = page' }, /no space "NOPE"/],
    [
      'a type that is not there',
      'confluence_search',
      { query: 'type = blog' },
      /^INVALID_INPUT: .*no type "blog"\. The nearest is blogpost/,
    ],
    [
      'the name of a space for its key',
      'confluence_get_space',
      { space_key: 'Engineering' },
      /Warning: Engineering is the space ENG[^]*- ENG: /,
    ],
    ['such a name with blanks', 'confluence_get_space_page_tree', { space_key: 'people HANDBOOK ' }, /Time off/],
    [
      'the name of a space to write to',
      'confluence_create_page',
      { space_key: 'Engineering', title: 'New', dry_run: true },
      /Warning: Engineering is the space ENG\.\nPreview, nothing was written/,
    ],
    [
      'the name of a space to move to',
      'confluence_move_page',
      { ...preview, target_space_key: 'People handbook' },
      /HR\.\nPreview, nothing was written[^]*space_key: ENG -> HR/,
    ],
    [
      'the address of a space',
      'confluence_get_space',
      { space_key: 'https://acme.example/wiki/spaces/HR/overview' },
      /- HR: /,
    ],
    ['the path of a space', 'confluence_get_space', { space_key: '/display/HR' }, /- HR: /],
    [
      'half the name of a space',
      'confluence_get_space',
      { space_key: 'Handbook' },
      /^NOT_FOUND: .*The nearest are HR \(People handbook\)\. Send the key/,
    ],
    [
      'a key with a typo',
      'confluence_list_templates',
      { space_key: 'EMG' },
      /^NOT_FOUND: .*The nearest are ENG \(Engineering\)/,
    ],
    ['a name of no space', 'confluence_get_space', { space_key: 'Moon base' }, /^(?:NOT_FOUND|INVALID_INPUT): .*space/],
  ],
  // Questions.
  B10: [
    ['a question', 'confluence_search', { query: 'how do I restart the payments service?' }, found],
    [
      'a question about people',
      'confluence_search',
      { query: 'what should newcomers do on their first day?' },
      /Your first day/,
    ],
    [
      'a question with a typo in one word',
      'confluence_search',
      { query: 'timeout of the card gatway in payments' },
      found,
    ],
  ],
  // Titles and parents.
  B13: [
    [
      'blanks around a title',
      'confluence_get_page',
      { title: '  Payments runbook ', space_key: 'ENG' },
      /^Page 131073/,
    ],
    ['a title in another case', 'confluence_get_page', { title: 'payments RUNBOOK', space_key: 'ENG' }, /^Page 131073/],
    [
      'half a title',
      'confluence_get_page',
      { title: 'Runbook of payments', space_key: 'ENG' },
      /^NOT_FOUND: .*"Payments runbook"/,
    ],
  ],
  // Who and when.
  B14: [
    ['who owns a page', 'confluence_get_page', { page_id: everydayIds.ledgerRunbook }, /owner Jonas Weber/],
    [
      'when it changed, by whom',
      'confluence_get_page',
      { page_id: everydayIds.ledgerRunbook, format: 'outline' },
      /updated 2026-11-19T08:00:00\.000Z by 田中 由紀/,
    ],
    [
      'what it is about',
      'confluence_get_page',
      { page_id: everydayIds.ledgerRunbook, format: 'summary' },
      /The ledger keeps every booking/,
    ],
    [
      'when and by whom in a search',
      'confluence_search',
      { query: 'ledger runbook' },
      /updated 2026-11-19T08:00:00\.000Z by 田中 由紀/,
    ],
    ['who wrote it', 'confluence_get_page', { page_id: everydayIds.ledgerRunbook }, /created .* by /],
    ['who wrote an old version, by name', 'confluence_get_page', { ...page, version: 2 }, /updated \S+ by Jonas Weber/],
    [
      'a title for an id',
      'confluence_get_page',
      { page_id: 'Payments runbook' },
      /^INVALID_INPUT: .*confluence_search/,
    ],
    ['who owns a page, of an old version', 'confluence_get_page', { ...page, version: 1 }, /owner /],
  ],
  // Files.
  B15: [
    [
      'base64 with line breaks',
      'confluence_upload_attachment',
      { ...preview, filename: 'a.txt', content_base64: 'aGVs\r\nbG8=\n' },
      done,
    ],
    [
      'base64 without padding',
      'confluence_upload_attachment',
      { ...preview, filename: 'a.txt', content_base64: 'aGVsbG8' },
      done,
    ],
    [
      'base64 with data:',
      'confluence_upload_attachment',
      { ...preview, filename: 'a.txt', content_base64: 'data:text/plain;base64,aGVsbG8=' },
      done,
    ],
    [
      'a colon in a file name',
      'confluence_upload_attachment',
      { ...preview, filename: 'image2019-9-13 11:51:31.png', content_base64: 'iVBORw0KGgo=' },
      done,
    ],
    ['base64 that is safe for URLs', 'confluence_upload_attachment', { ...file, content_base64: 'aGk_aGk-' }, done],
    [
      'base64 with blanks at its ends',
      'confluence_upload_attachment',
      { ...file, content_base64: '\n aGVsbG8= \n' },
      done,
    ],
    [
      'base64 with a type and a set of characters',
      'confluence_upload_attachment',
      { ...file, content_base64: 'data:text/plain;charset=utf-8;base64,aGVsbG8' },
      done,
    ],
    [
      'a file name with signs of every kind',
      'confluence_upload_attachment',
      { ...file, filename: 'Bericht „Q3“ (final) #2 & mehr.txt', content_text: 'x' },
      done,
    ],
    [
      'what is no base64',
      'confluence_upload_attachment',
      { ...file, content_base64: 'not base64!' },
      /^INVALID_INPUT: content_base64/,
    ],
  ],
};

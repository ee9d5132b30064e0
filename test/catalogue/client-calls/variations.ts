import { seedIds as ids } from '../../../src/sandbox/index.js';
import type { CasesByKind } from './case.js';

const page = { page_id: ids.paymentsRunbook };
const preview = { ...page, dry_run: true };
const done = /^Preview, nothing was written/;
const found = /Payments runbook/;

/** Further ways of the kinds that were reported: each has to be met as the reported one is. */
export const variations: CasesByKind = {
  // Keys that hosts put beside the arguments, whatever they hold.
  B2: [
    ['sessionId of null', 'confluence_get_labels', { ...page, sessionId: null, chatInput: '' }, /on-call/],
    ['an object for toolCallId', 'confluence_get_labels', { ...page, toolCallId: { id: 'call_1' } }, /on-call/],
    [
      'keys of hosts beside a write',
      'confluence_add_labels',
      { ...preview, labels: ['a'], action: 'send', _meta: {} },
      done,
    ],
    [
      'keys of hosts for a tool without parameters',
      'confluence_get_current_user',
      { sessionId: 'x', tool: 'y' },
      /service/i,
    ],
  ],
  // What strict hosts send for what is left out.
  B3: [
    [
      'null for each field of an edit that it has no use for',
      'confluence_edit_page',
      {
        ...preview,
        edits: [
          {
            op: 'set_table_cell',
            table: '1',
            row: 'Ledger',
            column: 'Timeout',
            content: '350 ms',
            find: null,
            task: null,
            done: null,
          },
        ],
      },
      /\+.*350 ms/,
    ],
    ['"" for a title and a key', 'confluence_get_page', { ...page, title: '', space_key: '' }, /^Page 131073/],
    ['"" for a number', 'confluence_get_page', { ...page, version: '', max_chars: '' }, /^Page 131073/],
    [
      'null for all that is optional',
      'confluence_search',
      { query: 'payments', labels: null, sort: null, limit: null },
      found,
    ],
    ['[""] nowhere', 'confluence_get_page_children', { page_id: ids.engineeringHome, depth: 0, cursor: '' }, found],
    [
      '[] where it is a value',
      'confluence_set_page_restrictions',
      { ...preview, read_users: [] },
      /Nothing to change|^Preview/,
    ],
    [
      '"" where it is a value',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'replace_text', find: 'at most ', replace: '' }] },
      /\+.*failed captures 3 times/,
    ],
  ],
  // A space and a parent that agree.
  B7: [
    [
      'a parent by its address and its space',
      'confluence_move_page',
      { ...preview, target_parent_id: `/wiki/spaces/ENG/pages/${ids.onboarding}/Onboarding`, target_space_key: 'ENG' },
      done,
    ],
    [
      'a parent and its space elsewhere',
      'confluence_move_page',
      { ...preview, target_parent_id: ids.timeOff, target_space_key: 'HR' },
      /space_key: ENG -> HR/,
    ],
    [
      'a sibling and its space',
      'confluence_move_page',
      { ...preview, target_id: ids.onboarding, position: 'after', target_space_key: 'ENG' },
      /^Preview|target_space_key/,
    ],
    [
      'a parent for a copy, and its space',
      'confluence_copy_page',
      { ...preview, title: 'Copy', parent_id: ids.timeOff, space_key: 'HR' },
      /^Preview|parent_id.*space_key/,
    ],
  ],
  // Fields, spaces, people and types that there are not.
  B9: [
    [
      'author for creator',
      'confluence_search',
      { query: 'author = currentUser()' },
      /^INVALID_INPUT: .*"author" is not a known field/,
    ],
    ['spaceKey for space', 'confluence_search', { query: 'spaceKey = ENG' }, /^INVALID_INPUT: .*nearest is space/],
    [
      'a person in small letters',
      'confluence_search',
      { query: 'payments', contributor: 'amina diallo' },
      /is Amina Diallo \(id /,
    ],
    ['half a name of a person', 'confluence_search', { query: 'payments', contributor: 'Amina' }, /Amina Diallo/],
    [
      'nobody',
      'confluence_search',
      { query: 'payments', contributor: 'Nobody Atall' },
      /^INVALID_INPUT: contributor: .*nobody/i,
    ],
    [
      'a person in CQL',
      'confluence_search',
      { query: 'creator = "Jonas Weber" and type = page' },
      /Jonas Weber is Jonas Weber/,
    ],
    [
      'a space that is not there in a filter',
      'confluence_search',
      { query: 'payments', space_keys: ['NOPE'] },
      /^INVALID_INPUT: space_keys: there is no space "NOPE"/,
    ],
  ],
  // Questions.
  B10: [
    ['a question without its mark', 'confluence_search', { query: 'who do I ask about the payments service' }, found],
    ['a question in capitals', 'confluence_search', { query: 'HOW TO RESTART PAYMENTS?!' }, found],
    ['a request', 'confluence_search', { query: 'please find me the runbook for the payments team' }, found],
    ['no words, with a filter', 'confluence_search', { query: '', space_keys: ['ENG'], limit: 50 }, found],
    ['neither word nor filter', 'confluence_search', { query: ' ' }, /^INVALID_INPUT: query: .*or a filter/],
    [
      'fields with colons',
      'confluence_search',
      { query: 'title:runbook label:payments' },
      /Payments runbook[^]*Warning: The query was run as the CQL title ~ "runbook" AND label = "payments"\.\n/,
    ],
    [
      'a title for an ancestor',
      'confluence_search',
      { query: 'ancestor = "Operations" and type = page' },
      /^INVALID_INPUT: query: ancestor takes content ids, and "Operations" is not one/,
    ],
    [
      'a word for a whole title',
      'confluence_search',
      { query: 'title = runbook' },
      /^Nothing found\. `title =`.*`title ~`/,
    ],
    [
      'a person as other servers take them',
      'confluence_search_user',
      { query: 'user.fullname ~ "Jonas"' },
      /Jonas Weber/,
    ],
  ],
  // One for a list, and a list of one for one.
  B1: [
    [
      'names of lists in the singular',
      'confluence_search',
      { query: 'payments', space_key: 'ENG', label: 'runbook', content_type: 'page' },
      found,
    ],
    ['a page for pages', 'confluence_archive_pages', { page_id: ids.timeOff, dry_run: true }, done],
    ['a list of one id', 'confluence_get_labels', { page_id: [Number(ids.paymentsRunbook)] }, /on-call/],
    [
      'people in one text',
      'confluence_set_page_restrictions',
      { ...preview, edit_users: 'Amina Diallo, Jonas Weber, me' },
      /\+ user Amina Diallo[^]*\+ user Jonas Weber/,
    ],
    [
      'a row in one text',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'append_table_row', table: 1, cells: 'a | b | c' }] },
      /^INVALID_INPUT: `cells` is one text with pipes/,
    ],
  ],
  // Comments and files by the addresses that people copy.
  B13: [
    [
      'a comment and its page',
      'confluence_add_comment',
      { page_id: ids.meetingNotes, reply_to: ids.inlineComment, body: 'Yes.', dry_run: true },
      done,
    ],
    [
      'a comment by its address',
      'confluence_add_comment',
      { reply_to: `/wiki/spaces/ENG/pages/131075?focusedCommentId=${ids.inlineComment}`, body: 'Yes.', dry_run: true },
      done,
    ],
    [
      'a comment by its address on another site',
      'confluence_resolve_comment',
      { comment_id: `https://evil.example/wiki/pages/131075?focusedCommentId=${ids.inlineComment}`, dry_run: true },
      /^INVALID_INPUT: comment_id is neither an id nor a URL of the connected/,
    ],
    [
      'a file by its address',
      'confluence_download_attachment',
      {
        attachment_id: '/wiki/spaces/ENG/pages/131074/Checkout+architecture?preview=%2F131074%2F262146%2Fcapacity.csv',
      },
      /^[^]*capacity\.csv/,
    ],
    [
      'words with the signs of Markdown for a comment',
      'confluence_add_comment',
      { page_id: ids.meetingNotes, body: '?', text_selection: 'takes **three** evenings', dry_run: true },
      done,
    ],
    // Titles and parents.
    [
      'a parent by the address of a tiny link',
      'confluence_create_page',
      { space_key: 'ENG', title: 'New', parent_id: '/wiki/x/AQACAA', dry_run: true },
      /^Preview|^NOT_FOUND/,
    ],
    [
      'a title between blanks for a new page',
      'confluence_create_page',
      { space_key: 'ENG', title: '\tNew one  ', dry_run: true },
      /Title: New one\n/,
    ],
    [
      'a title with no-break spaces',
      'confluence_get_page',
      { title: 'Payments\u00a0runbook', space_key: 'ENG' },
      /^Page 131073/,
    ],
    [
      'a title with a typo',
      'confluence_get_page',
      { title: 'Paymnets runbook', space_key: 'ENG' },
      /^NOT_FOUND: .*"Payments runbook" \(id 131073\)/,
    ],
    [
      'an id of a person that is a name',
      'confluence_edit_page',
      { ...preview, edits: [{ op: 'append', content: 'Ask [@Jonas](user:jonas).' }] },
      /Nobody has the id "jonas", .*\[@Jonas Weber\]\(user:712020:/,
    ],
  ],
};

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { refusals, seedIds as ids, startSandbox, type Fault } from '../../src/sandbox/index.js';
import { modernClient, oldHttpClient, type AnyClient } from '../support/clients.js';
import { startTestService, type TestService } from '../support/service.js';

/** What is refused, and was once refused in words that did not say why, or promised by a preview; nothing is written here. */
let service: TestService;
beforeAll(async () => {
  const sandbox = await startSandbox();
  service = await startTestService({ sandbox, env: { TOOLSETS: 'all' } });
});
afterEach(() => service.sandbox.faults.clear());
afterAll(async () => {
  await service.close();
  await service.sandbox.close();
});

type Case = [what: string, tool: string, args: Record<string, unknown>, said: RegExp, fault?: Fault];
const page_id = ids.paymentsRunbook;
const appended = { page_id, edits: [{ op: 'append', content: 'More.' }] };
const rewritten = { page_id, content: 'New.', expected_version: 3, allow_loss: true };
const created = { space_key: 'ENG', title: 'Quite new', content: 'New.' };
const match = { method: /^(?:POST|PUT)$/, path: /\/(?:pages|content)\b/ };
const body = (text: string): Fault => ({ kind: 'refusal', status: 400, text, match });
const onWrite = { method: /^(?:POST|PUT|DELETE)$/ };
const { newEditor, readOnlySite, mediaType, ipAllowList } = refusals;

const cases: readonly Case[] = [
  // Previews that promised what the write then refused.
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
    /^INVALID_INPUT: target_parent_id: this page is, or is below, the page to move/,
  ],
  [
    'a preview of a title that is taken',
    'confluence_create_page',
    { ...created, title: 'Onboarding', dry_run: true },
    /^INVALID_INPUT: title: page 131076 in this space has it already.*another title/,
  ],
  [
    'a preview of a title that is taken in another case',
    'confluence_create_page',
    { ...created, title: 'ONBOARDING', dry_run: true },
    /^INVALID_INPUT: title: page 131076 in this space has it already/,
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
  // A body that Confluence itself refuses.
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
  // A site, or what stands in front of it, that takes nothing.
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
];

describe.each([
  ['2026-07-28', (url: string, token: string): Promise<AnyClient> => modernClient(url, token)],
  ['the 1.x SDK', (url: string, token: string): Promise<AnyClient> => oldHttpClient(url, token)],
])('a client of %s', (_era, connect) => {
  let client: AnyClient;
  beforeAll(async () => {
    client = await connect(service.url, await service.token());
  });

  it.each(cases.map((one) => [one[0], one] as const))('is told why of %s', async (_what, one) => {
    const [, tool, args, said, fault] = one;
    if (fault !== undefined) service.sandbox.faults.add(fault);
    const { content } = await client.call(tool, args);
    expect(content[0]?.text ?? '').toMatch(said);
  });
});

it('wrote nothing', () => {
  const { world } = service.sandbox;
  expect(world.page(page_id)).toMatchObject({ status: 'current', title: 'Payments runbook' });
  expect(world.page(page_id).revisions).toHaveLength(3);
  expect([...world.contents.values()].some(({ title }) => title === 'Quite new')).toBe(false);
});

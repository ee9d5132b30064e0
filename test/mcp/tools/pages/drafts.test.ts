import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { deployments } from '../../../support/deployments.js';
import { openToolClient, type ToolClient } from '../../../support/tool-client.js';

const page_id = ids.paymentsRunbook;

type Write = [tool: string, args: Record<string, unknown>];

/** Every tool that writes a version of a page, wherever it is. */
const writers: Write[] = [
  ['confluence_update_page', { page_id, title: 'Renamed' }],
  ['confluence_edit_page', { page_id, edits: [{ op: 'append', content: 'More.' }] }],
  ['confluence_restore_page_version', { page_id, version: 1 }],
];
const writersOn: Record<(typeof deployments)[number], Write[]> = {
  cloud: [
    ...writers,
    ['confluence_update_page_details', { page_id, owner: 'me' }],
    ['confluence_update_page_details', { page_id, status_label: 'Verified' }],
  ],
  datacenter: [...writers, ['confluence_move_page', { page_id, target_parent_id: ids.onboarding }]],
};
/** What stands beside the versions of a page. */
const beside: Partial<Record<(typeof deployments)[number], Write[]>> = {
  cloud: [
    ['confluence_update_page_details', { page_id, emoji: '🚒', width: 'full' }],
    ['confluence_move_page', { page_id, target_parent_id: ids.onboarding }],
  ],
};

describe.each(deployments)('a page with a draft, on %s', (deployment) => {
  let client: ToolClient;
  const page = () => client.sandbox.world.page(page_id);
  const draftOf = (storage: string) => ({
    title: page().title,
    storage,
    authorId: page().authorId,
    createdAt: new Date(0),
  });
  beforeEach(async () => {
    client = await openToolClient(deployment);
  });
  afterEach(() => client.close());

  it.each(writersOn[deployment])('that differs is not written to by %s, unless that is allowed', async (tool, args) => {
    const draft = draftOf(`<p>Not yet published.</p>${page().storage}`);
    page().draft = draft;
    const { storage, version } = page();
    expect(await client.text(tool, args)).toMatch(/^DRAFT_DIFFERS: .* Nothing was written\. .*allow_draft_overwrite/);
    expect(client.writes()).toEqual([]);
    expect(page()).toMatchObject({ storage, version, draft });
    const preview = await client.data(tool, { ...args, dry_run: true });
    expect(preview.warnings.at(-1)).toMatch(/draft that differs .*refused \(DRAFT_DIFFERS\)/);
    const allowed = await client.data(tool, { ...args, allow_draft_overwrite: true, dry_run: true });
    expect(allowed.warnings.at(-1)).toMatch(/draft that differs .*overwrite it\.$/);
    expect(await client.data(tool, { ...args, allow_draft_overwrite: true })).toMatchObject({ changed: true });
    expect(page().version.number).toBe(version.number + 1);
  });

  it.each(writersOn[deployment])('of the same text is written to by %s', async (tool, args) => {
    page().draft = draftOf(page().storage);
    expect(await client.text(tool, { ...args, dry_run: true })).not.toContain('draft');
    expect(await client.data(tool, args)).toMatchObject({ changed: true });
  });

  for (const [tool, args] of beside[deployment] ?? [])
    it(`that differs does not stop ${tool}, which writes no version`, async () => {
      const draft = draftOf('<p>Not yet published.</p>');
      page().draft = draft;
      expect(await client.text(tool, { ...args, dry_run: true })).not.toContain('draft');
      expect(await client.data(tool, args)).toMatchObject({ changed: true });
      expect(page().draft).toEqual(draft);
    });

  it('is left alone by a change that changes nothing', async () => {
    page().draft = draftOf('<p>Not yet published.</p>');
    const args = { page_id, title: page().title };
    expect(await client.data('confluence_update_page', args)).toMatchObject({ changed: false });
  });

  it('is all that status draft writes of a published page, which the preview and the answer say', async () => {
    const { status, title, version } = page();
    const args = { page_id, title: 'Renamed', status: 'draft', allow_draft_overwrite: true };
    const said = `Only a draft was saved: the published page is still at version ${version.number}.`;
    const preview = await client.data('confluence_update_page', { ...args, dry_run: true });
    expect(preview.warnings).toContainEqual(expect.stringContaining(said));
    expect(preview.diff).not.toContain('status:');
    const written = await client.data('confluence_update_page', args);
    expect(written).toMatchObject({ version: version.number, title, warnings: [expect.stringContaining(said)] });
    expect(page()).toMatchObject({ status, title, version, draft: { title: 'Renamed' } });
  });

  it('is asked for beside the page itself, in one further request', async () => {
    client.sandbox.requests.length = 0;
    await client.data('confluence_edit_page', { page_id, edits: [{ op: 'append', content: 'More.' }], dry_run: true });
    const reads = client.sandbox.requests.filter(
      ({ path, query }) => path.endsWith(`/${page_id}`) && query['expand'] !== 'operations',
    );
    expect(reads).toHaveLength(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const runbook = '131073';
const page = (id = runbook) => fixture().sandbox.world.page(id);
const update = (args: Record<string, unknown>) =>
  fixture().data('confluence_update_page', { page_id: runbook, ...args });
const updateText = (args: Record<string, unknown>) =>
  fixture().text('confluence_update_page', { page_id: runbook, ...args });
const readMarkdown = async (id = runbook): Promise<string> =>
  (await fixture().data('confluence_get_page', { page_id: id })).content;

/** Somebody else saves the page. */
function saveMeanwhile(change: (storage: string) => string): void {
  const { version, revisions } = page();
  revisions.push({ ...version, number: version.number + 1, storage: change(version.storage) });
}

describe('confluence_create_page', () => {
  const create = (args: Record<string, unknown>) =>
    fixture().data('confluence_create_page', { space_key: 'ENG', title: 'New page', ...args });

  it('creates a page from Markdown, with labels', async () => {
    const result = await create({ content: '# Plan\n\n- [ ] do **it**', labels: ['plan'], parent_id: runbook });
    expect(result).toEqual({
      id: expect.any(String),
      title: 'New page',
      version: 1,
      url: expect.stringContaining(result.id),
      changed: true,
      dry_run: false,
    });
    expect(page(result.id)).toMatchObject({ parentId: runbook, labels: [{ name: 'plan' }] });
    expect(fixture().storage(result.id)).toMatch(/<h1>Plan<\/h1><ac:task-list>.*<strong>it<\/strong>/s);
    expect(fixture().progress).toEqual(['Page created']);
  });

  it.each([true, false])('says in words that a draft is one, dry_run %j', async (dry_run) => {
    const args = { space_key: 'ENG', title: 'Half done', content: 'x', status: 'draft', dry_run };
    expect(await fixture().text('confluence_create_page', args)).toMatch(/ created as a draft:/);
  });

  it('creates a blog post and a draft, from storage as given', async () => {
    const storage = '<p>a<ac:emoticon ac:name="smile" /></p>';
    const post = await create({ content: storage, content_format: 'storage', content_type: 'blogpost' });
    expect(page(post.id)).toMatchObject({ type: 'blogpost', storage });
    const draft = await create({ status: 'draft' });
    expect(page(draft.id)).toMatchObject({ status: 'draft' });
    // Without it an agent took the page for published, and told people to read it.
    expect(draft.warnings).toEqual([expect.stringMatching(/is a draft.*confluence_update_page.*"current"/)]);
  });

  it('refuses storage that is not well-formed', async () => {
    const args = { space_key: 'ENG', title: 'x', content: '<p>open', content_format: 'storage' };
    expect(await fixture().text('confluence_create_page', args)).toMatch(/^(UNCONVERTIBLE|INVALID_INPUT): /);
    expect(fixture().writes()).toEqual([]);
  });

  it('previews without writing, and finds what Confluence would refuse', async () => {
    const preview = await create({ content: 'Hello', parent_id: runbook, dry_run: true });
    expect(preview).toMatchObject({ id: null, changed: true, dry_run: true, diff: expect.stringContaining('+Hello') });
    const args = { space_key: 'ENG', title: 'Payments runbook', dry_run: true };
    expect(await fixture().text('confluence_create_page', args)).toMatch(
      /^INVALID_INPUT: title: page 131073 in this space/,
    );
    expect(await fixture().text('confluence_create_page', { ...args, space_key: 'NOPE' })).toMatch(/^NOT_FOUND: /);
    expect(await fixture().text('confluence_create_page', { ...args, title: 'x', parent_id: '5' })).toMatch(
      /^NOT_FOUND: /,
    );
    const storage = await create({ content: '<p>Hi</p>', content_format: 'storage', dry_run: true });
    expect(storage.diff).toContain('+<p>Hi</p>');
    expect(fixture().writes()).toEqual([]);
  });

  it('tells that the page is there when only its labels failed', async () => {
    fixture().sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'POST', path: /label/ } });
    const result = await create({ labels: ['plan'] });
    expect(page(result.id).title).toBe('New page');
    expect(result.warnings).toEqual([
      expect.stringMatching(/labels were not added \(\w+\)\. Add them with confluence_add_labels\./),
    ]);
  });
});

describe('confluence_update_page', () => {
  it('changes what was edited and keeps every other byte', async () => {
    const before = fixture().storage(runbook);
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    const result = await update({ content, expected_version: 3, version_comment: 'One more' });
    expect(result).toEqual({
      id: runbook,
      title: 'Payments runbook',
      version: 4,
      url: expect.any(String),
      changed: true,
      dry_run: false,
    });
    expect(fixture().storage(runbook)).toBe(before.replace('at most 3 times', 'at most 4 times'));
    expect(page().version.message).toBe('One more');
  });

  it('sends no write for unchanged content, and says so', async () => {
    const result = await update({ content: await readMarkdown(), expected_version: 3 });
    expect(result).toMatchObject({ changed: false, version: 3 });
    expect(await updateText({ content: await readMarkdown(), expected_version: 3 })).toMatch(/^Nothing to change/);
    expect(fixture().writes()).toEqual([]);
  });

  it('asks for the version that was read', async () => {
    expect(await updateText({ content: 'x' })).toBe(
      'INVALID_INPUT: expected_version: required with content; it is the version that confluence_get_page returned.',
    );
    expect(await updateText({})).toBe('INVALID_INPUT: give at least one of content, title, parent_id, status.');
  });

  it('rebases an edit of an older version', async () => {
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    saveMeanwhile((storage) => storage.replace('Acknowledge within five', 'Acknowledge within ten'));
    expect(await update({ content, expected_version: 3 })).toMatchObject({ version: 5, changed: true });
    expect(fixture().storage(runbook)).toContain('at most 4 times');
    expect(fixture().storage(runbook)).toContain('within ten minutes');
  });

  // A merge was answered like any other write, and what was sent was taken for what the page says.
  it('tells of a merge, and not of a version that has the same text', async () => {
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    saveMeanwhile((storage) => storage);
    expect(await update({ content, expected_version: 3, dry_run: true })).not.toHaveProperty('warnings');
    saveMeanwhile((storage) => storage.replace('Acknowledge within five', 'Acknowledge within ten'));
    const { warnings } = await update({ content, expected_version: 3 });
    expect(warnings).toEqual([expect.stringContaining('changed after version 3, and both changes were merged')]);
  });

  it('[C18] refuses an edit of what somebody else changed too', async () => {
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    saveMeanwhile((storage) => storage.replace('at most 3 times', 'at most 9 times'));
    expect(await updateText({ content, expected_version: 3 })).toMatch(/^VERSION_CONFLICT: /);
    expect(fixture().writes()).toEqual([]);
  });

  it.each([
    ['a version that is not there yet', 9],
    ['a version that is gone', 2],
  ])('refuses %s, and names the current one', async (_name, version) => {
    page().revisions.splice(1, 1);
    expect(await updateText({ content: 'x', expected_version: version })).toBe(
      'VERSION_CONFLICT: The page is at version 3. Read it again and repeat the edit with that version as expected_version.',
    );
  });

  it('[C18] works the change out again when somebody was faster between reading and writing', async () => {
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    fixture().midway = () => saveMeanwhile((storage) => storage.replace('within five', 'within ten'));
    expect(await update({ content, expected_version: 3 })).toMatchObject({ version: 5 });
    expect(fixture().storage(runbook)).toContain('at most 4 times');
    expect(fixture().storage(runbook)).toContain('within ten minutes');
    expect(
      fixture()
        .writes()
        .map(({ status }) => status),
    ).toEqual([409, 200]);
  });

  it('finds nothing left to do when somebody faster made the same change', async () => {
    fixture().midway = () => page().revisions.push({ ...page().version, number: 4, title: 'Renamed' });
    expect(await update({ title: 'Renamed' })).toMatchObject({ changed: false, version: 4 });
  });

  it('passes on what went wrong with a write', async () => {
    fixture().sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'PUT' } });
    expect(await updateText({ title: 'Renamed' })).toMatch(/^FORBIDDEN: /);
  });

  it('changes title, parent and status without touching the body', async () => {
    const before = fixture().storage(runbook);
    expect(await update({ title: 'Renamed', parent_id: '131074' })).toMatchObject({ title: 'Renamed', version: 4 });
    expect(page()).toMatchObject({ title: 'Renamed', parentId: '131074', storage: before });
    expect(await fixture().data('confluence_update_page', { page_id: '131095', status: 'current' })).toMatchObject({
      changed: true,
    });
    expect(page('131095').status).toBe('current');
  });

  it('holds a change of the title to the version that was read, when one is given', async () => {
    expect(await updateText({ title: 'x', expected_version: 2 })).toMatch(
      /^VERSION_CONFLICT: The page is at version 3/,
    );
    expect(await update({ title: 'Payments runbook', expected_version: 3 })).toMatchObject({ changed: false });
  });

  it('refuses to drop a macro, unless that is allowed', async () => {
    const content = (await readMarkdown()).replace(/^.*macro\[toc.*$|^::toc.*$|^:{2,}macro\[?.*toc.*$/m, '');
    expect(await updateText({ content, expected_version: 3 })).toMatch(/^CONTENT_LOSS: /);
    expect(fixture().writes()).toEqual([]);
    const result = await update({ content, expected_version: 3, allow_loss: true });
    expect(result.warnings.join()).toContain('toc');
    expect(fixture().storage(runbook)).not.toContain('ac:name="toc"');
  });

  it('previews text and facts as a diff', async () => {
    const content = (await readMarkdown()).replace('at most 3 times', 'at most 4 times');
    const { diff, ...rest } = await update({ content, expected_version: 3, title: 'Renamed', dry_run: true });
    expect(rest).toMatchObject({ changed: true, dry_run: true, version: 3 });
    expect(diff).toMatch(/^title: Payments runbook -> Renamed\n/);
    expect(diff).toMatch(/^-.*at most 3 times/m);
    expect(diff).toMatch(/^\+.*at most 4 times/m);
    expect(await update({ content: await readMarkdown(), expected_version: 3, dry_run: true })).not.toHaveProperty(
      'diff',
    );
    expect(fixture().writes()).toEqual([]);
  });

  it('does not take trouble with an older version for a version that is gone', async () => {
    saveMeanwhile((storage) => `${storage}<p>PS</p>`);
    fixture().sandbox.faults.add({ kind: 'status', status: 403, match: { path: /version=3/ } });
    expect(await updateText({ content: 'x', expected_version: 3 })).toMatch(/^FORBIDDEN: /);
  });

  it('says that Confluence cannot mark an edit as minor', async () => {
    expect(await updateText({ title: 'x', is_minor_edit: true })).toMatch(/^NOT_SUPPORTED: /);
  });

  it('takes storage as given, under the same rules', async () => {
    const storage = fixture().storage(runbook).replace('at most 3 times', 'at most 4 times');
    const args = { content: storage, content_format: 'storage', expected_version: 3 };
    expect((await update({ ...args, dry_run: true })).diff).toContain('at most 4 times');
    expect(await update(args)).toMatchObject({ version: 4 });
    expect(fixture().storage(runbook)).toBe(storage);
    expect(await updateText({ ...args, content: '<p>x</p>', expected_version: 4 })).toMatch(/^CONTENT_LOSS: /);
  });

  it('says how to restore a page from the trash', async () => {
    page().status = 'trashed';
    expect(await updateText({ title: 'x' })).toBe(
      'INVALID_INPUT: status: the page is trashed. Restore it with confluence_update_page and status "current".',
    );
    expect(fixture().writes()).toEqual([]);
  });
});

describe('confluence_delete_page', () => {
  it('moves a page to the trash', async () => {
    expect(await fixture().data('confluence_delete_page', { page_id: runbook })).toEqual({
      id: runbook,
      changed: true,
      dry_run: false,
    });
    expect(page().status).toBe('trashed');
  });

  it('purges what is in the trash', async () => {
    await fixture().call('confluence_delete_page', { page_id: runbook });
    expect(await fixture().text('confluence_delete_page', { page_id: runbook, purge: true })).toMatch(
      /^Done, deleted for good: id 131073/,
    );
    expect(() => page()).toThrow();
  });

  it('previews without writing', async () => {
    expect(await fixture().data('confluence_delete_page', { page_id: runbook, dry_run: true })).toMatchObject({
      title: 'Payments runbook',
      dry_run: true,
      diff: '- Payments runbook',
    });
    expect(fixture().writes()).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = '131073';
const edit = (edits: object[], more: object = {}) =>
  fixture().data('confluence_edit_page', { page_id, edits, ...more });
const editText = (edits: object[], more: object = {}) =>
  fixture().text('confluence_edit_page', { page_id, edits, ...more });
const retries = { op: 'replace_text', find: 'at most 3 times', replace: 'at most 4 times' };

describe('confluence_edit_page', () => {
  it('changes the named places and keeps every other byte', async () => {
    const before = fixture().storage(page_id);
    expect(await edit([retries])).toMatchObject({ id: page_id, version: 4, changed: true, dry_run: false });
    expect(fixture().storage(page_id)).toBe(before.replace('at most 3 times', 'at most 4 times'));
  });

  it('makes several edits in one version', async () => {
    const cell = { op: 'set_table_cell', table: 1, row: 'Ledger', column: 'Timeout', content: '400 ms' };
    await edit([retries, cell, { op: 'append', content: 'The end.' }]);
    expect(fixture().storage(page_id)).toMatch(/400 ms.*at most 4 times.*<p>The end\.<\/p>$/s);
    expect(fixture().sandbox.world.page(page_id).version.number).toBe(4);
  });

  it('ticks a task', async () => {
    await fixture().data('confluence_edit_page', {
      page_id: '131075',
      edits: [{ op: 'set_task', task: '11', done: true }],
    });
    expect(fixture().storage('131075')).toContain('<ac:task-id>11</ac:task-id>');
    expect(
      fixture()
        .storage('131075')
        .match(/<ac:task-status>complete</g),
    ).toHaveLength(2);
  });

  // The answer said that something was done, and not to which task.
  it('says which task, cell and block it changed', async () => {
    const edits = [
      { op: 'set_table_cell', table: 1, row: 'Ledger', column: 'Timeout', content: '400 ms' },
      { op: 'append', content: 'The end.' },
    ];
    expect((await edit(edits, { dry_run: true })).changes).toEqual([
      expect.stringMatching(/^set the cell of table 1 at row \d+ \("Ledger"\), column \d+ \("Timeout"\)/),
      'appended to the page',
    ]);
    expect(await editText(edits)).toMatch(/1\. set the cell of table 1.*\n2\. appended to the page/);
  });

  // list_tasks gives ids of the whole site, and no page has those.
  it('knows a task by its id of list_tasks', async () => {
    const page = { page_id: '131075' };
    const { tasks } = await fixture().data('confluence_list_tasks', page);
    const { id } = tasks.find(({ body }: { body: string }) => body.includes('write the load test')) as { id: string };
    const edits = [{ op: 'set_task', task: id, done: true }];
    const { changes } = await fixture().data('confluence_edit_page', { ...page, edits });
    expect(changes).toEqual([expect.stringMatching(/^task 11 ".*write the load test.*" is done$/)]);
    expect(fixture().storage('131075')).toMatch(/<ac:task-id>11<.*?<ac:task-status>complete</s);
  });

  // Of two tasks with the same words the id of list_tasks was as good as none.
  it('knows it where another task has the same words', async () => {
    const page = { page_id: '131075' };
    const task = (id: number) =>
      `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Same words</ac:task-body></ac:task>`;
    await fixture().data('confluence_update_page', {
      ...page,
      content: `${fixture().storage('131075')}<ac:task-list>${task(901)}${task(902)}</ac:task-list>`,
      content_format: 'storage',
      expected_version: fixture().sandbox.world.page('131075').version.number,
    });
    const { tasks } = await fixture().data('confluence_list_tasks', page);
    const [, second] = tasks.filter(({ body }: { body: string }) => body.includes('Same words')) as { id: string }[];
    const edits = [{ op: 'set_task', task: second?.id, done: true }];
    await fixture().data('confluence_edit_page', { ...page, edits });
    expect(fixture().storage('131075')).toMatch(/>901<[^]*?>incomplete<[^]*?>902<[^]*?>complete</);
  });

  it('knows it by its words where the page keeps it without an id', async () => {
    const page = { page_id: '131075' };
    await fixture().data('confluence_update_page', {
      ...page,
      content: `${fixture().storage('131075')}<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Weigh the anchor</ac:task-body></ac:task></ac:task-list>`,
      content_format: 'storage',
      expected_version: fixture().sandbox.world.page('131075').version.number,
    });
    const { tasks } = await fixture().data('confluence_list_tasks', page);
    const { id } = tasks.find(({ body }: { body: string }) => body.includes('Weigh the anchor')) as { id: string };
    const edits = [{ op: 'set_task', task: id, done: true }];
    const { changes } = await fixture().data('confluence_edit_page', { ...page, edits });
    expect(changes).toEqual([expect.stringMatching(/Weigh the anchor.* is done$/)]);
    expect(fixture().storage('131075')).toMatch(/>complete<\/ac:task-status><ac:task-body>Weigh the anchor</);
  });

  it('names the tasks of the page for an id that is none of them', async () => {
    const edits = [{ op: 'set_task', task: '99999', done: true }];
    expect(await fixture().text('confluence_edit_page', { page_id: '131075', edits })).toMatch(/INVALID_INPUT.*11: /s);
    expect(fixture().writes()).toEqual([]);
  });

  it('writes nothing when one of the edits has no target', async () => {
    expect(await editText([retries, { op: 'delete_section', heading: 'Nowhere' }])).toMatch(
      /^INVALID_INPUT: edits\[1\]: /,
    );
    expect(fixture().writes()).toEqual([]);
  });

  it('drops a macro only when that is allowed', async () => {
    const section = [{ op: 'delete_section', heading: 'Known issues' }];
    expect(await editText(section)).toMatch(/^CONTENT_LOSS: .*"jira PAY-482"/);
    expect(fixture().writes()).toEqual([]);
    expect((await edit(section, { allow_loss: true })).warnings).toEqual(['Lost: macro jira PAY-482']);
    expect(fixture().storage(page_id)).not.toContain('Known issues');
  });

  it('previews without writing', async () => {
    const { diff } = await edit([retries], { dry_run: true });
    expect(diff).toMatch(/^\+.*at most 4 times/m);
    const owner = { op: 'replace_text', find: 'what it depends on', replace: 'what it needs' };
    expect((await edit([owner], { dry_run: true })).diff).toMatch(/^\+.*what it needs.*\[@Amina Diallo\]\(user:/m);
    expect(fixture().writes()).toEqual([]);
  });

  it('fits a page that moved on, unless a version is demanded', async () => {
    fixture().midway = () => {
      const { version, revisions } = fixture().sandbox.world.page(page_id);
      revisions.push({ ...version, number: version.number + 1, storage: `${version.storage}<p>PS</p>` });
    };
    expect(await edit([retries])).toMatchObject({ version: 5 });
    expect(fixture().storage(page_id)).toMatch(/at most 4 times.*<p>PS<\/p>$/s);
    fixture().midway = () => undefined;
    expect(await editText([retries], { expected_version: 4 })).toMatch(/^VERSION_CONFLICT: The page is at version 5/);
  });

  it.each([
    [{ op: 'replace_text', find: 'x' }, 'edits.0: replace_text needs replace'],
    [{ op: 'append', content: 'x', heading: 'y', cells: [] }, 'edits.0: append does not accept heading'],
    // What a field is, is not to be looked up.
    [{ op: 'insert_after', content: 'x' }, 'edits.0: insert_after needs block (*_block, insert_before/after: words'],
    [{ op: 'explode' }, 'edits.0.op: expected one of replace_text, '],
    [{ op: 'append', content: 'x', colour: 'red' }, 'edits.0: unknown field "colour"; append has op, content'],
  ])('refuses %j', async (bad, message) => {
    expect(await editText([bad])).toContain(`INVALID_INPUT: ${message}`);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { openToolClient, type ToolClient } from '../../../support/tool-client.js';

/** Data Center has no list of tasks: they are read from their pages, and ticked there. */
let client: ToolClient;
beforeEach(async () => {
  client = await openToolClient('datacenter');
});
afterEach(() => client.close());

const onNotes = (id: number | string) => `${ids.meetingNotes}-${id}`;
const list = (args: Record<string, unknown>) => client.data('confluence_list_tasks', args);
const idsOf = async (args: Record<string, unknown>) =>
  ((await list(args)) as { tasks: { id: string }[] }).tasks.map(({ id }) => id);
const put = (storage: string, id: string = ids.onboarding) =>
  void client.sandbox.world.page(id).revisions.push({ ...client.sandbox.world.page(id).version, storage });
const task = (words: string, id = '') =>
  `<ac:task>${id}<ac:task-status>incomplete</ac:task-status><ac:task-body>${words}</ac:task-body></ac:task>`;

describe('confluence_list_tasks', () => {
  it('lists the tasks of a page with names, dates and ids', async () => {
    const { tasks } = await list({ page_id: ids.meetingNotes });
    expect(tasks).toMatchObject([
      { id: onNotes(11), page_id: ids.meetingNotes, status: 'incomplete', assignee: { name: 'Jonas Weber' } },
      { id: onNotes(12), status: 'complete', assignee: null, due_at: null },
      { id: onNotes(13), status: 'incomplete' },
    ]);
    expect(tasks[0].due_at).toBe('2026-12-04T00:00:00.000Z');
  });

  it('filters by space, status, date and person, by user name or key', async () => {
    expect(await idsOf({ space_key: 'ENG', status: 'complete' })).toEqual([onNotes(12)]);
    expect(await idsOf({ space_key: 'HR' })).toEqual([]);
    expect(await idsOf({ due_before: '2026-12-05' })).toEqual([onNotes(11)]);
    expect(await idsOf({ due_before: '2026-12-04' })).toEqual([]);
    expect(await idsOf({ assignee: 'jonas' })).toEqual([onNotes(11)]);
    const [{ assignee }] = (await list({ assignee: 'jonas' })).tasks;
    expect(await idsOf({ assignee: assignee.id })).toEqual([onNotes(11)]);
    expect(await idsOf({ assignee: 'me' })).toEqual([]);
  });

  it('names what is not there', async () => {
    expect(await client.text('confluence_list_tasks', { space_key: 'NOPE' })).toMatch(/^NOT_FOUND: Space NOPE/);
    expect(await client.text('confluence_list_tasks', { page_id: '5' })).toMatch(/^NOT_FOUND: Page 5/);
    expect(await client.text('confluence_list_tasks', { assignee: 'nobody' })).toMatch(
      /^INVALID_INPUT: assignee: "nobody" is not an id, .*confluence_search_user/,
    );
    expect(await client.text('confluence_list_tasks', { page_id: ids.meetingNotes, cursor: 'x' })).toMatch(
      /^INVALID_INPUT: cursor /,
    );
  });

  it('goes on with a cursor, within a page and over pages', async () => {
    put(`<ac:task-list>${task('one')}${task('two')}</ac:task-list>`);
    const whole = await idsOf({ space_key: 'ENG' });
    expect(whole).toHaveLength(5);
    for (const of of [{ space_key: 'ENG' }, { page_id: ids.meetingNotes }]) {
      const parts: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const part: { tasks: { id: string }[]; next_cursor?: string } = await list({ ...of, limit: 2, cursor });
        parts.push(...part.tasks.map(({ id }) => id));
        cursor = part.next_cursor;
      }
      expect(parts).toEqual(await idsOf(of));
    }
  });

  it('stops after a hundred pages, says so, and goes on from there', async () => {
    const { world } = client.sandbox;
    const model = world.page(ids.onboarding);
    for (let at = 0; at < 120; at++) {
      const content = Object.assign(Object.create(Object.getPrototypeOf(model)) as typeof model, model);
      Object.assign(content, {
        id: `9${at + 1000}`,
        revisions: [{ ...model.version, title: `Page ${at}`, storage: '' }],
      });
      world.contents.set(content.id, content);
    }
    const first = await list({ space_key: 'ENG', due_before: '2026-12-05' });
    expect(first).toMatchObject({ warnings: [expect.stringMatching(/^Only the 100 most recently changed pages/)] });
    const second = await list({ space_key: 'ENG', due_before: '2026-12-05', cursor: first.next_cursor });
    expect(second.next_cursor).toBeUndefined();
    expect([...first.tasks, ...second.tasks].map(({ id }: { id: string }) => id)).toEqual([onNotes(11)]);
  });

  it('names a page that it cannot read, and reads the others', async () => {
    client.sandbox.faults.add({
      kind: 'status',
      status: 404,
      match: { path: new RegExp(`/content/${ids.onboarding}(\\?|$)`) },
    });
    expect(await list({ space_key: 'ENG', status: 'complete' })).toMatchObject({
      tasks: [{ id: onNotes(12) }],
      warnings: [expect.stringContaining(`(page ${ids.onboarding}) could not be read`)],
    });
  });
});

describe('confluence_update_task', () => {
  const update = (args: Record<string, unknown>) => client.data('confluence_update_task', args);
  const notes = () => client.sandbox.world.page(ids.meetingNotes);

  it('ticks a task where it stands, as a minor edit that changes nothing else', async () => {
    const before = notes().storage;
    const preview = { task_id: onNotes(11), status: 'complete', dry_run: true };
    expect(await update(preview)).toMatchObject({ changed: true, diff: 'status: incomplete -> complete' });
    expect(client.writes()).toEqual([]);
    expect(await update({ ...preview, dry_run: false })).toMatchObject({ id: onNotes(11), changed: true });
    expect(notes().storage).toBe(before.replace('>incomplete<', '>complete<'));
    expect(client.writes()[0]?.body).toMatchObject({ version: { minorEdit: true } });
    expect(await update({ ...preview, dry_run: false })).toMatchObject({ changed: false });
    expect(client.writes()).toHaveLength(1);
    await update({ task_id: onNotes(11), status: 'incomplete' });
    expect(notes().storage).toBe(before);
  });

  it('ticks one that has no id on its page by the name that the list gives it', async () => {
    put(`<ac:task-list>${task('call the vendor')}${task('write it down')}</ac:task-list>`);
    const [, second] = await idsOf({ page_id: ids.onboarding });
    await update({ task_id: second, status: 'complete' });
    const { storage } = client.sandbox.world.page(ids.onboarding);
    expect(storage).toContain('complete</ac:task-status><ac:task-body>write it down');
    expect(storage).toContain('>incomplete</ac:task-status><ac:task-body>call the vendor');
  });

  it('refuses what it cannot tell apart, what is not there, and ids of another kind', async () => {
    put(
      `<ac:task-list>${task('a', '<ac:task-id>1</ac:task-id>')}${task('b', '<ac:task-id>1</ac:task-id>')}</ac:task-list>`,
    );
    const said = (task_id: string) => client.text('confluence_update_task', { task_id, status: 'complete' });
    expect(await said(`${ids.onboarding}-1`)).toMatch(/^INVALID_INPUT: .*2 times/);
    expect(await said(onNotes(99))).toMatch(/^NOT_FOUND: Task 131075-99/);
    expect(await said('5-1')).toMatch(/^NOT_FOUND: Page 5/);
    expect(await said('131075011')).toMatch(/^INVALID_INPUT: task_id: .*131073-4\. .*confluence_list_tasks/);
    expect(await said('131075-1-1')).toMatch(/^INVALID_INPUT: task_id: expected a task id/);
    expect(client.writes()).toEqual([]);
  });
});

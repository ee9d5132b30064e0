import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { people } from '../../../../src/sandbox/seed/people.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const task = (number: number) => `${ids.meetingNotes}0${number}`;

describe('confluence_list_tasks', () => {
  const list = async (args: Record<string, unknown>) => (await fixture().data('confluence_list_tasks', args)).tasks;
  const idsOf = async (args: Record<string, unknown>) => (await list(args)).map(({ id }: { id: string }) => id);

  it('lists the tasks of a page with names instead of account ids', async () => {
    const tasks = await list({ page_id: ids.meetingNotes });
    expect(tasks).toHaveLength(3);
    expect(tasks[0]).toMatchObject({
      id: task(11),
      page_id: ids.meetingNotes,
      status: 'incomplete',
      assignee: { id: people.jonas, name: 'Jonas Weber' },
    });
    expect(tasks[0].body).toMatch(/Jonas Weber.*write the load test/);
    expect(tasks[0].due_at).toMatch(/^2026-12-04/);
    expect(tasks[1]).toMatchObject({ assignee: null, due_at: null });
    const text = await fixture().text('confluence_list_tasks', { page_id: ids.meetingNotes });
    expect(text).toContain(`- [x] order the new certificates (id ${task(12)}, page ${ids.meetingNotes})`);
    expect(text).toContain(', due 2026-12-04)');
  });

  it('filters by status, person and date', async () => {
    expect(await idsOf({ space_key: 'ENG', status: 'complete' })).toEqual([task(12)]);
    expect(await idsOf({ assignee: people.yuki })).toEqual([task(13)]);
    expect(await idsOf({ due_before: '2026-12-05' })).toEqual([task(11)]);
    expect(await idsOf({ due_before: '2026-12-04' })).toEqual([]);
    expect(await fixture().text('confluence_list_tasks', { assignee: 'me' })).toBe('No tasks with this assignee.');
  });

  it('goes on with a cursor', async () => {
    const first = await fixture().data('confluence_list_tasks', { space_key: 'ENG', limit: 2 });
    expect(await idsOf({ space_key: 'ENG', limit: 2, cursor: first.next_cursor })).toEqual([task(13)]);
  });
});

describe('confluence_update_task', () => {
  const update = (args: Record<string, unknown>) =>
    fixture().data('confluence_update_task', { task_id: task(11), ...args });

  it('ticks and unticks a task', async () => {
    expect(await update({ status: 'complete' })).toEqual({
      id: task(11),
      changed: true,
      dry_run: false,
      diff: 'status: incomplete -> complete',
    });
    expect(await update({ status: 'complete' })).toEqual({ id: task(11), changed: false, dry_run: false });
    expect(await fixture().text('confluence_update_task', { task_id: task(11), status: 'incomplete' })).toMatch(
      /^Done, marked incomplete: /,
    );
    expect(fixture().writes()).toHaveLength(2);
  });

  it('previews without writing', async () => {
    expect(await update({ status: 'complete', dry_run: true })).toMatchObject({ changed: true, dry_run: true });
    expect(fixture().writes()).toEqual([]);
  });
});

describe('confluence_get_page_views', () => {
  it('counts views and viewers, from a date on', async () => {
    const page_id = ids.paymentsRunbook;
    expect(await fixture().data('confluence_get_page_views', { page_id })).toEqual({
      page_id,
      views: 5,
      viewers: 4,
      from_date: null,
    });
    const since = { page_id, from_date: '2026-11-13' };
    expect(await fixture().data('confluence_get_page_views', since)).toMatchObject({
      views: 2,
      from_date: '2026-11-13',
    });
    expect(await fixture().text('confluence_get_page_views', since)).toBe(
      'Page 131073: 2 views by 2 people since 2026-11-13.',
    );
    expect(await fixture().text('confluence_get_page_views', { page_id, from_date: '13/11/2026' })).toMatch(
      /^INVALID_INPUT: from_date: /,
    );
  });
});

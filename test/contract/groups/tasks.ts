import { describe, expect, it } from '@jest/globals';
import type { TaskFilter, Tasks } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { people } from '../../../src/sandbox/seed/people.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

const task = (number: number, status: string, body: string): string =>
  `<ac:task><ac:task-id>${number}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body>${body}</ac:task-body></ac:task>`;
const assigned = (who: string, due: string): string =>
  `<ac:link><ri:user ri:account-id="${who}" /></ac:link> by <time datetime="${due}" />`;

export function describeTasks(site: UseSite): void {
  const tasks = (): Tasks => {
    const group = site().confluence.tasks;
    if (group === undefined) throw new Error('this Confluence has no tasks');
    return group;
  };
  const write = (storage: string, type: 'page' | 'blogpost' = 'page'): string => {
    const { world } = site().sandbox;
    const id = world.nextId();
    seedContent(world, {
      ...{ id, type, spaceId: ids.spaces.people, parentId: type === 'page' ? ids.peopleHome : null },
      ...{ title: `List ${id}`, history: [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage }] },
    });
    return id;
  };
  const bodies = async (filter: TaskFilter): Promise<string[]> =>
    (await tasks().list({ ...filter, limit: 50 })).items.map(({ body }) => body);

  const onlyTask = async (pageId: string): Promise<string> => {
    const { items } = await tasks().list({ pageId, limit: 5 });
    expect(items).toHaveLength(1);
    return items[0]?.id ?? '';
  };

  describe('tasks.list', () => {
    it('gives the tasks of a page in our words', async () => {
      const due = assigned(people.amina, '2026-12-01');
      const pageId = write(`<ac:task-list>${task(1, 'incomplete', due)}${task(2, 'complete', 'b')}</ac:task-list>`);
      const { items, nextCursor } = await tasks().list({ pageId, limit: 25 });
      expect(items).toMatchObject([
        { pageId, status: 'incomplete', body: due, assignee: people.amina, dueAt: '2026-12-01T00:00:00.000Z' },
        { pageId, status: 'complete', body: 'b', assignee: null, dueAt: null },
      ]);
      expect(nextCursor).toBeNull();
    });

    it('can be asked for a space, a state, a person, and what is due before a day', async () => {
      const first = assigned(people.yuki, '2026-12-01');
      const second = assigned(people.yuki, '2026-12-02');
      write(task(1, 'incomplete', first) + task(2, 'complete', second) + task(3, 'incomplete', 'c'));
      expect(await bodies({ spaceKey: 'hr' })).toEqual([first, second, 'c']);
      expect(await bodies({ spaceKey: 'HR', status: 'complete' })).toEqual([second]);
      expect(await bodies({ spaceKey: 'HR', assignee: people.yuki })).toEqual([first, second]);
      expect(await bodies({ spaceKey: 'HR', dueBefore: '2026-12-02' })).toEqual([first]);
      expect(await bodies({ spaceKey: 'HR', dueBefore: '2026-12-03' })).toEqual([first, second]);
    });

    it('gives three hundred tasks of a blog post complete, page by page', async () => {
      const wanted = Array.from({ length: 300 }, (_, index) => `task ${index}`);
      const pageId = write(wanted.map((text, index) => task(index + 1, 'incomplete', text)).join(''), 'blogpost');
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await tasks().list({ pageId, limit: 80, cursor });
        seen.push(...page.items.map(({ body }) => body));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(wanted);
    });

    it('is NOT_FOUND rather than empty for a page or space that is missing or hidden', async () => {
      expect((await caught(tasks().list({ pageId: '99999999', limit: 5 }))).code).toBe('NOT_FOUND');
      expect((await caught(tasks().list({ spaceKey: 'NOPE', limit: 5 }))).code).toBe('NOT_FOUND');
      const outsider = site().as('omar').tasks?.list({ pageId: ids.onboarding, limit: 5 });
      expect((await caught(Promise.resolve(outsider))).code).toBe('NOT_FOUND');
    });

    it.each<[TaskFilter, string]>([
      [{ dueBefore: 'tomorrow' }, 'due_before'],
      [{ dueBefore: '2026-13-01' }, 'due_before'],
      [{ assignee: 'Amina Diallo' }, 'assignee'],
      [{ pageId: '../1' }, 'page_id'],
      [{ spaceKey: '../1' }, 'space_key'],
    ])('refuses %j and names it', async (filter, field) => {
      const error = await caught(tasks().list({ ...filter, limit: 5 }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field } });
    });

    it('refuses the cursor of another list', async () => {
      const pageId = write(task(1, 'incomplete', 'a') + task(2, 'incomplete', 'b'));
      const { nextCursor } = await tasks().list({ pageId, limit: 1 });
      const other = tasks().list({ pageId, status: 'complete', limit: 1, cursor: nextCursor ?? undefined });
      expect((await caught(other)).details).toEqual({ field: 'cursor' });
    });
  });

  describe('tasks.get and tasks.setStatus', () => {
    it('give one task, tick it and untick it', async () => {
      const pageId = write(task(1, 'incomplete', 'a'));
      const id = await onlyTask(pageId);
      expect(await tasks().get(id)).toMatchObject({ id, pageId, status: 'incomplete', body: 'a' });
      expect(await tasks().setStatus(id, 'complete')).toMatchObject({ id, status: 'complete', body: 'a' });
      expect(site().sandbox.world.page(pageId).storage).toContain('<ac:task-status>complete<');
      expect((await tasks().setStatus(id, 'incomplete')).status).toBe('incomplete');
    });

    it('are refused to who may not, and for what is not there', async () => {
      expect((await caught(tasks().get('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(tasks().setStatus('99999999', 'complete'))).code).toBe('NOT_FOUND');
      const pageId = write(task(1, 'incomplete', 'a'));
      const id = await onlyTask(pageId);
      const refused = site().as('amina').tasks?.setStatus(id, 'complete');
      expect(['FORBIDDEN', 'NOT_FOUND']).toContain((await caught(Promise.resolve(refused))).code);
      expect((await tasks().get(id)).status).toBe('incomplete');
    });
  });
}

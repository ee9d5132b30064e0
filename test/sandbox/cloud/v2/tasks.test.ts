import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('tasks', () => {
  const sandbox = useSandbox();
  const list = async (query: string, who?: string) =>
    (await callAs(sandbox(), who).get(`/api/v2/tasks?${query}`)).body.results as WireJson[];

  it('are read out of pages', async () => {
    const [first, second] = await list('body-format=storage');
    expect(first).toMatchObject({
      localId: '11',
      pageId: seedIds.meetingNotes,
      status: 'incomplete',
      assignedTo: seedPeople.jonas,
      createdBy: seedPeople.jonas,
      dueAt: '2026-12-04T00:00:00.000Z',
      completedAt: null,
    });
    expect(first.body.storage.value).toContain('write the load test');
    expect(second).toMatchObject({ status: 'complete', completedBy: seedPeople.jonas, dueAt: null });
  });

  it.each([
    ['status=complete', 1],
    [`assigned-to=${seedPeople.yuki}`, 1],
    [`page-id=${seedIds.onboarding}`, 0],
    [`space-id=${seedIds.spaces.engineering}`, 3],
    ['blogpost-id=1', 0],
    [`created-by=${seedPeople.jonas}`, 3],
    [`completed-by=${seedPeople.jonas}`, 1],
    [`due-at-to=${Date.UTC(2026, 11, 31)}`, 1],
    [`due-at-from=${Date.UTC(2026, 11, 31)}`, 0],
    [`completed-at-from=${Date.UTC(2026, 0, 1)}`, 1],
  ])('are filtered by %s', async (query, count) => {
    expect(await list(query)).toHaveLength(count);
  });

  it('are ticked in the storage of their page, by those who may edit it', async () => {
    const [{ id }] = await list('status=incomplete');
    const put = (status: string, who?: string) => callAs(sandbox(), who).put(`/api/v2/tasks/${id}`, { status });
    expect((await put('complete', 'priya')).status).toBe(404);
    expect((await put('done')).status).toBe(400);
    const done = await put('complete', 'amina');
    expect(done.body).toMatchObject({ status: 'complete', completedBy: seedPeople.amina });
    const page = sandbox().world.page(seedIds.meetingNotes);
    expect(page.storage.match(/<ac:task-status>complete/g)).toHaveLength(2);
    expect(page.version.number).toBe(2);
    expect((await put('incomplete')).body).toMatchObject({ status: 'incomplete', completedAt: null });
    expect((await callAs(sandbox()).get(`/api/v2/tasks/${id}`)).body.status).toBe('incomplete');
  });

  it('are missing when unknown or hidden', async () => {
    expect((await callAs(sandbox()).get('/api/v2/tasks/1')).status).toBe(404);
    expect((await callAs(sandbox()).put('/api/v2/tasks/1', { status: 'complete' })).status).toBe(404);
    expect(await list('', 'omar')).toEqual([]);
  });
});

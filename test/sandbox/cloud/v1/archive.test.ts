import { describe, expect, it } from '@jest/globals';
import { seedIds, type Sandbox } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const archive = '/rest/api/content/archive';
const pages = (...ids: string[]) => ({ pages: ids.map((id) => ({ id: Number(id) })) });

async function finished(sandbox: Sandbox, status: string) {
  for (;;) {
    const { body } = await callAs(sandbox).get(status);
    if (body.finished) return body;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('archiving', () => {
  const sandbox = useSandbox();
  const statusOf = (id: string) => sandbox().world.page(id).status;

  it('answers at once and archives page by page', async () => {
    sandbox().world.longTaskStepMs = 30;
    const { status, body } = await callAs(sandbox()).post(archive, pages(seedIds.onboarding, seedIds.meetingNotes));
    expect([status, statusOf(seedIds.onboarding)]).toEqual([202, 'current']);
    const early = await callAs(sandbox()).get(body.links.status);
    expect(early.body).toMatchObject({ finished: false, successful: false });
    const task = await finished(sandbox(), body.links.status);
    expect(task).toMatchObject({ id: body.id, percentageComplete: 100, successful: true, errors: [] });
    expect([statusOf(seedIds.onboarding), statusOf(seedIds.meetingNotes)]).toEqual(['archived', 'archived']);
  });

  it('leaves the pages below an archived one as they are, and takes it out of search alone', async () => {
    const { body } = await callAs(sandbox()).post(archive, pages(seedIds.incidentReviews));
    await finished(sandbox(), body.links.status);
    expect(statusOf(seedIds.securityIncident)).toBe('current');
    const found = await callAs(sandbox()).get(`/rest/api/content/search?cql=id=${seedIds.incidentReviews}`);
    expect(found.body.size).toBe(0);
    const read = await callAs(sandbox()).get(`/api/v2/pages/${seedIds.incidentReviews}`);
    expect([read.status, read.body.status]).toEqual([200, 'archived']);
    const listed = await callAs(sandbox()).get(`/api/v2/pages/${seedIds.engineeringHome}/direct-children`);
    expect(listed.body.results).toContainEqual(
      expect.objectContaining({ id: seedIds.incidentReviews, status: 'archived' }),
    );
  });

  it.each([
    ['no page', [], 'At least one page'],
    ['an id that leads nowhere', ['1'], 'Content with id 1 does not exist'],
    ['a folder', [seedIds.releases], 'is not a page'],
    ['a page in the trash', [seedIds.oldChecklist], 'is not current'],
    ['the homepage of a space', [seedIds.engineeringHome], 'homepage of a space'],
    ['more than 300', Array.from({ length: 301 }, () => seedIds.onboarding), 'limit of 300'],
  ])('refuses %s and begins nothing', async (_what, ids, reason) => {
    const { status, body } = await callAs(sandbox()).post(
      archive,
      pages(seedIds.onboarding, ...ids).pages.length > 1 ? pages(seedIds.onboarding, ...ids) : pages(),
    );
    expect(status).toBe(400);
    expect(body.message).toContain(reason);
    expect(sandbox().world.longTasks.size).toBe(0);
  });

  it('does one job at a time', async () => {
    sandbox().world.longTaskStepMs = 1000;
    await callAs(sandbox()).post(archive, pages(seedIds.onboarding));
    const { status, body } = await callAs(sandbox()).post(archive, pages(seedIds.meetingNotes));
    expect(status).toBe(400);
    expect(body.message).toContain('already running');
  });

  it('tells of a page that was gone when its turn came', async () => {
    sandbox().world.longTaskStepMs = 30;
    const { body } = await callAs(sandbox()).post(archive, pages(seedIds.meetingNotes, seedIds.onboarding));
    sandbox().world.page(seedIds.onboarding).status = 'trashed';
    const task = await finished(sandbox(), body.links.status);
    expect(task).toMatchObject({ successful: false, percentageComplete: 100 });
    expect(task.errors[0].translation).toContain(seedIds.onboarding);
  });

  it('lets nobody archive who may only read, nor follow the task of another', async () => {
    expect((await callAs(sandbox(), 'priya').post(archive, pages(seedIds.onboarding))).status).toBe(403);
    const { body } = await callAs(sandbox()).post(archive, pages(seedIds.onboarding));
    expect((await callAs(sandbox(), 'amina').get(body.links.status)).status).toBe(404);
    expect((await callAs(sandbox(), 'amina').get('/rest/api/longtask')).body.size).toBe(0);
    expect((await callAs(sandbox()).get('/rest/api/longtask')).body.size).toBe(1);
  });
});

describe('a whole tree to the trash', () => {
  const sandbox = useSandbox();

  it('takes the pages below along', async () => {
    const { status, body } = await callAs(sandbox()).delete(`/rest/api/content/${seedIds.incidentReviews}/pageTree`);
    expect(status).toBe(202);
    await finished(sandbox(), body.links.status);
    const statuses = [seedIds.incidentReviews, seedIds.securityIncident].map((id) => sandbox().world.page(id).status);
    expect(statuses).toEqual(['trashed', 'trashed']);
  });

  it('is for current pages alone', async () => {
    const { status } = await callAs(sandbox()).delete(`/rest/api/content/${seedIds.oldChecklist}/pageTree`);
    expect(status).toBe(400);
  });
});

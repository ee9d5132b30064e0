import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('templates, views and users', () => {
  const sandbox = useSandbox();
  const get = (path: string, who?: string) => callAs(sandbox(), who).get(`/rest/api${path}`);

  it('lists the templates of the site or of one space', async () => {
    expect((await get('/template/page')).body.results).toMatchObject([
      { name: 'Meeting notes', _expandable: { body: '' } },
    ]);
    const inSpace = await get('/template/page?spaceKey=eng&expand=body');
    expect(inSpace.body.results[0].body.storage.value).toContain('<at:var at:name="service" />');
    expect((await get('/template/page?spaceKey=NONE')).status).toBe(404);
    expect((await get('/template/page?spaceKey=FIN', 'amina')).status).toBe(404);
  });

  it('gives one template, and answers alike for one that is missing or closed to the caller', async () => {
    expect((await get(`/template/${seedIds.incidentTemplate}`)).body.space.key).toBe('ENG');
    expect((await get(`/template/${seedIds.incidentTemplate}`, 'omar')).status).toBe(403);
    expect((await get('/template/1')).status).toBe(403);
    expect((await get(`/template/${seedIds.meetingTemplate}`, 'omar')).status).toBe(200);
  });

  it('counts views and viewers from a date', async () => {
    const views = `/analytics/content/${seedIds.paymentsRunbook}`;
    expect((await get(`${views}/views`)).body).toEqual({ id: 131073, count: 5 });
    expect((await get(`${views}/viewers`)).body.count).toBe(4);
    expect((await get(`${views}/views?fromDate=2026-11-13`)).body.count).toBe(2);
    expect((await get(`${views}/views?fromDate=soon`)).status).toBe(400);
  });

  it('tells who is there', async () => {
    expect((await get('/user/current', 'amina')).body).toMatchObject({ type: 'known', displayName: 'Amina Diallo' });
    expect((await get(`/user?accountId=${seedPeople.yuki}`)).body.displayName).toBe('田中 由紀');
    expect((await get('/user?accountId=x')).status).toBe(404);
    expect((await get('/user')).status).toBe(400);
    expect(
      (await get(`/user/memberof?accountId=${seedPeople.priya}`)).body.results.map((one: WireJson) => one.name),
    ).toEqual(['confluence-users', 'people-team']);
    expect((await get('/user/memberof?accountId=x')).status).toBe(404);
  });

  it('looks up users in bulk and leaves unknown ones out', async () => {
    const bulk = (accountIds: unknown) => callAs(sandbox()).post('/api/v2/users-bulk', { accountIds });
    expect((await bulk([seedPeople.yuki, 'x'])).body.results).toMatchObject([{ accountId: seedPeople.yuki }]);
    expect((await bulk([])).status).toBe(400);
    expect((await bulk('x')).status).toBe(400);
  });
});

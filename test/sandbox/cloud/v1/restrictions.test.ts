import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

const base = `/rest/api/content/${seedIds.onboarding}`;
const restrict = (operation: string, accountIds: string[], groups: object[] = []) => ({
  operation,
  restrictions: { user: accountIds.map((accountId) => ({ type: 'known', accountId })), group: groups },
});

describe('restrictions', () => {
  const sandbox = useSandbox();
  const caller = (who?: string) => callAs(sandbox(), who);

  it('show both operations, open when empty', async () => {
    const { body } = await caller().get(`${base}/restriction`);
    expect(body.results.map((one: WireJson) => [one.operation, one.restrictions.user.size])).toEqual([
      ['read', 0],
      ['update', 0],
    ]);
  });

  it('close a page to others, for reading or for editing', async () => {
    await caller().put(`${base}/restriction`, [restrict('update', [seedPeople.service, seedPeople.amina])]);
    expect((await caller('jonas').delete(`/api/v2/pages/${seedIds.onboarding}`)).status).toBe(403);
    const group = [{ type: 'group', name: 'site-admins' }];
    const closed = await caller().put(`${base}/restriction`, {
      results: [restrict('read', [seedPeople.amina], group)],
    });
    expect(closed.body.results[0].restrictions.group.results[0].name).toBe('site-admins');
    expect((await caller('jonas').get(`/api/v2/pages/${seedIds.onboarding}`)).status).toBe(404);
    expect((await caller('amina').get(`/api/v2/pages/${seedIds.onboarding}`)).status).toBe(200);
    await caller().delete(`${base}/restriction`);
    expect((await caller('jonas').get(`/api/v2/pages/${seedIds.onboarding}`)).status).toBe(200);
  });

  it('are inherited by descendants for reading', async () => {
    await caller().put(`/rest/api/content/${seedIds.releases}/restriction`, [restrict('read', [seedPeople.service])]);
    expect((await caller('amina').get(`/api/v2/pages/${seedIds.releaseOctober}`)).status).toBe(404);
  });

  it.each([
    ['that shut out the caller', [restrict('read', [seedPeople.amina])]],
    ['for somebody unknown', [restrict('read', ['nobody'])]],
    ['for an unknown group', [restrict('read', [seedPeople.service], [{ type: 'group', id: 'x' }])]],
    ['of an unknown operation', [restrict('fly', [])]],
    ['that are no list', {}],
  ])('are refused: %s', async (_what, body) => {
    expect((await caller().put(`${base}/restriction`, body)).status).toBe(400);
    expect((await caller('jonas').get(`/api/v2/pages/${seedIds.onboarding}`)).status).toBe(200);
  });

  it('give users and groups in portions', async () => {
    const users = [seedPeople.service, seedPeople.amina, seedPeople.jonas];
    await caller().put(`${base}/restriction`, [restrict('read', users)]);
    const { body } = await caller().get(`${base}/restriction?start=1&limit=1`);
    const { user } = body.results[0].restrictions;
    expect([user.start, user.limit, user.results.map((one: WireJson) => one.accountId)]).toEqual([
      1,
      1,
      [seedPeople.amina],
    ]);
  });

  it('tell whether a user is listed', async () => {
    const listed = (accountId: string) =>
      caller().get(
        `/rest/api/content/${seedIds.securityIncident}/restriction/byOperation/read/user?accountId=${accountId}`,
      );
    expect((await listed(seedPeople.amina)).status).toBe(200);
    expect((await listed(seedPeople.jonas)).status).toBe(404);
    expect((await caller().get(`${base}/restriction/byOperation/read`)).body.operation).toBe('read');
    expect((await caller().get(`${base}/restriction/byOperation/fly`)).status).toBe(400);
  });

  it('are behind the permission check, which answers 200 for a denial', async () => {
    const check = (identifier: string, operation: string) =>
      caller().post(`${base}/permission/check`, { subject: { type: 'user', identifier }, operation });
    expect((await check(seedPeople.priya, 'read')).body.hasPermission).toBe(true);
    const denied = await check(seedPeople.priya, 'update');
    expect([denied.status, denied.body.hasPermission]).toEqual([200, false]);
    expect((await check(seedPeople.jonas, 'delete')).body.hasPermission).toBe(true);
    expect((await check('nobody', 'read')).status).toBe(400);
    expect((await check(seedPeople.jonas, 'fly')).status).toBe(400);
  });
});

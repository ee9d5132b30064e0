import { describe, expect, it } from '@jest/globals';
import { seedIds, seedUserKeys } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

const of = (id: string) => `/rest/api/content/${id}/restriction`;

describe('restrictions', () => {
  const sandbox = useDataCenter();
  const put = (body: unknown) => callAs(sandbox()).put(of(seedIds.onboarding), body);
  const own = () => sandbox().world.page(seedIds.onboarding).restrictions;
  const me = { type: 'known', username: 'mcp-service' };

  it('are read by operation, people by name and key', async () => {
    const { body } = await callAs(sandbox()).get(`${of(seedIds.securityIncident)}/byOperation`);
    expect(body.read.restrictions.user.results.map((user: WireJson) => user.username)).toEqual([
      'amina',
      'mcp-service',
    ]);
    expect(body.update.restrictions.group.results).toEqual([]);
    const single = await callAs(sandbox()).get(
      `${of(seedIds.securityIncident)}/byOperation/read?expand=restrictions.user`,
    );
    expect(single.body.restrictions._expandable).toEqual({ group: '' });
    expect((await callAs(sandbox()).get(`${of(seedIds.onboarding)}/byOperation/use`)).status).toBe(400);
  });

  it('replace those of the operations that are named', async () => {
    const user = [me, { type: 'known', userKey: seedUserKeys.jonas }];
    const group = [{ type: 'group', name: 'engineering' }];
    const { status, body } = await put([{ operation: 'update', restrictions: { user, group } }]);
    expect([status, body.results.map((one: WireJson) => one.operation)]).toEqual([200, ['read', 'update']]);
    expect(own().update).toEqual({ users: [seedUserKeys.service, seedUserKeys.jonas], groups: ['engineering'] });
    await put([{ operation: 'read', restrictions: { user: { results: [me] } } }]);
    expect(own()).toMatchObject({ read: { users: [seedUserKeys.service] }, update: { groups: ['engineering'] } });
    await put([{ operation: 'update', restrictions: {} }]);
    expect(own().update).toEqual({ users: [], groups: [] });
  });

  it.each([
    [{ results: [] }],
    [[{ operation: 'use' }]],
    [[{ operation: 'read', restrictions: { user: [{ username: 'nobody' }] } }]],
    [[{ operation: 'read', restrictions: { group: [{}] } }]],
  ])('are refused when they read %j', async (body) => {
    expect((await put(body)).status).toBe(400);
  });

  it('of the page and its ancestors bind its readers', async () => {
    await callAs(sandbox()).put(of(seedIds.incidentReviews), [{ operation: 'read', restrictions: { user: [me] } }]);
    const { body } = await callAs(sandbox()).get(`${of(seedIds.securityIncident)}/relevantViewRestrictions`);
    expect(body.results.map((one: WireJson) => one.restrictions.user.size)).toEqual([2, 1]);
  });
});

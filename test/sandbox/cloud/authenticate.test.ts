import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../support/sandbox.js';

describe('authentication', () => {
  const sandbox = useSandbox();
  const call = (path: string, authorization?: string) =>
    fetch(new URL(path, sandbox().url), { headers: authorization === undefined ? {} : { authorization } });
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each([
    ['nothing', undefined],
    ['a wrong token', basic('amina@sandbox.example:wrong')],
    ['a wrong address', basic('nobody@sandbox.example:amina-api-token')],
    ["another person's token", basic('amina@sandbox.example:jonas-api-token')],
    ['a pair without a colon', basic('amina@sandbox.example')],
    ['a bearer token on the site itself', 'Bearer anything'],
    ['an unknown scheme', 'Digest x'],
  ])('answers %s with 401 as Cloud does', async (_what, authorization) => {
    const answer = await call('/wiki/api/v2/pages', authorization);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^OAuth realm=/);
    expect(await answer.json()).toEqual({ code: 401, message: 'Unauthorized' });
  });

  it('refuses a user who was switched off', async () => {
    sandbox().world.user(seedPeople.amina).active = false;
    expect((await callAs(sandbox(), 'amina').get('/api/v2/pages')).status).toBe(401);
  });

  it('accepts bearer tokens on the gateway path alone', async () => {
    sandbox().world.bearerTokens.set('oauth-token', seedPeople.jonas);
    const { cloudId } = (await (await call('/_edge/tenant_info')).json()) as { cloudId: string };
    const path = `/ex/confluence/${cloudId}/wiki/rest/api/user/current`;
    const answer = await call(path, 'Bearer oauth-token');
    expect(((await answer.json()) as { displayName: string }).displayName).toBe('Jonas Weber');
    expect((await call(path, 'Bearer other')).status).toBe(401);
    expect((await call('/wiki/rest/api/user/current', 'Bearer oauth-token')).status).toBe(401);
    const sites = await call('/oauth/token/accessible-resources', 'Bearer oauth-token');
    expect(await sites.json()).toEqual([expect.objectContaining({ id: cloudId })]);
    expect((await call('/oauth/token/accessible-resources', 'Bearer other')).status).toBe(401);
  });

  it('hides what is not visible as missing, and forbids what is visible and not writable', async () => {
    const status = async (who: string, path: string) => (await callAs(sandbox(), who).get(path)).status;
    const secret = `/api/v2/pages/${seedIds.acquisitionPlans}`;
    expect([await status('service', secret), await status('amina', secret)]).toEqual([200, 404]);
    const restricted = `/api/v2/pages/${seedIds.securityIncident}`;
    expect([await status('amina', restricted), await status('jonas', restricted)]).toEqual([200, 404]);
    expect(await status('omar', '/api/v2/pages')).toBe(200);
    const reader = callAs(sandbox(), 'priya');
    const page = `/api/v2/pages/${seedIds.onboarding}`;
    expect([(await reader.get(page)).status, (await reader.delete(page)).status]).toEqual([200, 403]);
    const post = await reader.post('/api/v2/pages', { spaceId: seedIds.spaces.engineering, title: 'x' });
    expect([post.status, post.body.errors[0].code]).toEqual([403, 'FORBIDDEN']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { seedIds, seedUserKeys } from '../../../src/sandbox/index.js';
import { callWith } from '../../support/sandbox.js';
import { callAs, useDataCenter } from './data-center.js';

const whoami = '/rest/api/user/current';
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('logging in to Data Center', () => {
  const sandbox = useDataCenter({ contextPath: '/confluence' });

  it('takes a personal access token, and Basic with user name and password', async () => {
    const me = { type: 'known', username: 'mcp-service', userKey: seedUserKeys.service };
    expect((await callAs(sandbox()).get(whoami)).body).toMatchObject(me);
    const { username, password } = sandbox().credentials;
    const answer = await callWith(sandbox().url, basic(`${username}:${password}`)).get(whoami);
    expect(answer.body).toMatchObject(me);
    expect(answer.headers.get('x-ausername')).toBe('mcp-service');
  });

  it.each([
    ['nothing', undefined],
    ['a token that is not known', 'Bearer expired'],
    ['a wrong password', basic('amina:wrong')],
    ['a pair without a colon', basic('amina')],
    ['another scheme', 'Digest x'],
  ])('refuses %s', async (_what, authorization) => {
    const { status, body } = await callWith(sandbox().url, authorization).get(whoami);
    expect([status, body.statusCode, body.reason]).toEqual([401, 401, 'Unauthorized']);
  });

  it('knows nobody by a token of a user who left', async () => {
    sandbox().world.user(seedUserKeys.amina).active = false;
    expect((await callAs(sandbox(), 'amina').get(whoami)).status).toBe(401);
  });

  it('lives below its context path and nowhere else', async () => {
    expect(sandbox().url).toMatch(/:\d+\/confluence$/);
    const { origin } = new URL(sandbox().url);
    const { status, headers } = await callWith(origin).get('/rest/api/user/current');
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('records requests without their token, and spoils them on request', async () => {
    sandbox().faults.add({ kind: 'status', status: 503, times: 1 });
    expect((await callAs(sandbox()).get(whoami)).status).toBe(503);
    expect((await callAs(sandbox()).get(whoami)).status).toBe(200);
    expect(sandbox().requests.map(({ path, status, headers }) => [path, status, headers['authorization']])).toEqual([
      ['/confluence/rest/api/user/current', 503, 'Bearer'],
      ['/confluence/rest/api/user/current', 200, 'Bearer'],
    ]);
  });

  it.each(['/api/v2/pages', '/wiki/api/v2/spaces', '/rest/api/longtask', '/rest/api/search/user?cql=x'])(
    'has no %s',
    async (path) => {
      expect((await callAs(sandbox()).get(path)).status).toBe(404);
    },
  );

  it('words what it lacks in the envelope of its API', async () => {
    const { body } = await callAs(sandbox()).put(`/rest/api/content/${seedIds.onboarding}/move/append/1`);
    expect(body).toEqual({
      statusCode: 404,
      data: expect.objectContaining({ authorized: true, successful: false }),
      message: expect.stringMatching(/^com\.atlassian\.confluence\..*NotFoundException: /),
      reason: 'Not Found',
    });
  });
});

describe('Data Center with anonymous access', () => {
  const sandbox = useDataCenter({ anonymousAccess: true });

  it('takes a wrong token for nobody, who sees what is open', async () => {
    const caller = callWith(sandbox().url, 'Bearer expired');
    const { status, body } = await caller.get(whoami);
    expect([status, body.type, body.username]).toEqual([200, 'anonymous', undefined]);
    const spaces = await caller.get('/rest/api/space');
    expect(spaces.body.results).toEqual([expect.objectContaining({ key: 'HR' })]);
  });

  it('still refuses a wrong password, and writing as nobody', async () => {
    expect((await callWith(sandbox().url, basic('amina:wrong')).get(whoami)).status).toBe(401);
    const body = { type: 'page', title: 'x', space: { key: 'HR' } };
    expect((await callWith(sandbox().url).post('/rest/api/content', body)).status).toBe(403);
  });
});

describe('forged requests to Data Center', () => {
  const sandbox = useDataCenter();
  const label = `/rest/api/content/${seedIds.onboarding}/label`;
  const browser = { 'user-agent': 'Mozilla/5.0 (X11)' };

  it('are refused when they look like a browser and lack the header', async () => {
    const { status, body } = await callAs(sandbox()).post(label, [{ name: 'x' }], browser);
    expect([status, body]).toEqual([403, 'XSRF check failed']);
    const allowed = { ...browser, 'x-atlassian-token': 'no-check' };
    expect((await callAs(sandbox()).post(label, [{ name: 'x' }], allowed)).status).toBe(200);
  });
});

import { describe, expect, it } from '@jest/globals';
import { refusals, seedIds } from '../../src/sandbox/index.js';
import { callAs, useSandbox } from '../support/sandbox.js';

const pages = '/api/v2/pages';
const newPage = {
  spaceId: seedIds.spaces.engineering,
  title: 'Made in spite of all',
  body: { representation: 'storage', value: '' },
};

describe('faults', () => {
  const sandbox = useSandbox();
  const titles = () =>
    sandbox()
      .world.pages()
      .map(({ title }) => title);

  it('answer with a status and Retry-After as often as asked, then let requests through', async () => {
    sandbox().faults.add({ kind: 'status', status: 503, retryAfter: 7, times: 2 });
    const answers = [1, 2, 3].map(() => callAs(sandbox()).get(pages));
    const [first, second, third] = await Promise.all(answers);
    expect([first?.status, second?.status, third?.status].sort()).toEqual([200, 503, 503]);
    expect(sandbox().requests).toHaveLength(3);
    const refused = [first, second, third].find((answer) => answer?.status === 503);
    expect(refused?.headers.get('retry-after')).toBe('7');
  });

  it('strike only the method and path they name', async () => {
    sandbox().faults.add({ kind: 'status', status: 429, match: { method: 'get', path: /\/spaces/ } });
    expect((await callAs(sandbox()).get(pages)).status).toBe(200);
    expect((await callAs(sandbox()).get('/api/v2/spaces')).status).toBe(429);
  });

  it('go away when cleared', async () => {
    sandbox().faults.add({ kind: 'status' });
    expect((await callAs(sandbox()).get(pages)).status).toBe(500);
    sandbox().faults.clear();
    expect((await callAs(sandbox()).get(pages)).status).toBe(200);
  });

  it('keep a write from taking effect unless told otherwise', async () => {
    sandbox().faults.add({ kind: 'status', status: 502, times: 1 });
    expect((await callAs(sandbox()).post(pages, newPage)).status).toBe(502);
    expect(titles()).not.toContain(newPage.title);
  });

  it('lose the answer of a write that took effect', async () => {
    sandbox().faults.add({ kind: 'status', status: 502, times: 1, beforeEffect: false });
    const answer = await callAs(sandbox()).post(pages, newPage);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(titles()).toContain(newPage.title);
  });

  it('reset the connection, before or after the effect', async () => {
    sandbox().faults.add({ kind: 'reset', times: 1 });
    await expect(callAs(sandbox()).post(pages, newPage)).rejects.toThrow('fetch failed');
    expect(titles()).not.toContain(newPage.title);
    sandbox().faults.add({ kind: 'reset', times: 1, beforeEffect: false });
    await expect(callAs(sandbox()).post(pages, newPage)).rejects.toThrow('fetch failed');
    expect(titles()).toContain(newPage.title);
    expect(sandbox().requests.map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it('delay', async () => {
    sandbox().faults.add({ kind: 'latency', latencyMs: 120 });
    const startedAt = Date.now();
    expect((await callAs(sandbox()).get(pages)).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(110);
  });

  it('show a login page, or JSON that ends too early, with status 200', async () => {
    sandbox().faults.add({ kind: 'html-login', times: 1 });
    sandbox().faults.add({ kind: 'garbage', times: 1 });
    const login = await callAs(sandbox()).get(pages);
    expect([login.status, login.body]).toEqual([200, expect.stringContaining('Log in')]);
    const garbage = await callAs(sandbox()).get(pages);
    expect([garbage.headers.get('content-type'), typeof garbage.body]).toEqual([
      'application/json; charset=utf-8',
      'string',
    ]);
  });

  it.each([
    ['slow-drip', 3],
    ['huge', 20 * 1024 * 1024],
  ] as const)('send a %s body that does not end by itself', async (kind, enough) => {
    sandbox().faults.add({ kind, latencyMs: 5 });
    const response = await fetch(`${sandbox().url}${pages}`);
    let received = 0;
    const reader = response.body?.getReader();
    while (received < enough) received += (await reader?.read())?.value?.length ?? Infinity;
    await reader?.cancel();
    expect(received).toBeLessThan(Infinity);
  });

  it('limit the rate with the headers of Cloud', async () => {
    sandbox().faults.rateLimit({ perSecond: 2, retryAfterSeconds: 3 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => callAs(sandbox()).get(pages)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(4);
    const { headers } = refused[0] as (typeof answers)[number];
    expect([headers.get('retry-after'), headers.get('x-ratelimit-remaining'), headers.get('ratelimit-reason')]).toEqual(
      ['3', '0', 'confluence-burst-based'],
    );
  });

  it.each([
    ['newEditor', 400, 'cannot be converted to new editor format'],
    ['mediaType', 415, 'Unsupported Media Type'],
    ['titleTaken', 400, 'already exists'],
    ['titleConflict', 409, 'already exists'],
  ] as const)('refuse as sites do: %s', async (name, status, reason) => {
    sandbox().faults.add({ ...refusals[name], match: { method: 'post' } });
    const newer = await callAs(sandbox()).post(pages, newPage);
    expect([newer.status, newer.body.errors[0].title]).toEqual([status, expect.stringContaining(reason)]);
    const older = await callAs(sandbox()).post(`/rest/api/content/${seedIds.onboarding}/label`, []);
    expect([older.status, older.body.message]).toEqual([status, expect.stringContaining(reason)]);
    expect(titles()).not.toContain(newPage.title);
  });

  it('make a site read-only for what writes alone', async () => {
    sandbox().faults.add(refusals.readOnlySite);
    expect((await callAs(sandbox()).get(pages)).status).toBe(200);
    const label = await callAs(sandbox()).post(`/rest/api/content/${seedIds.onboarding}/label`, []);
    expect([label.status, label.body.data.allowedInReadOnlyMode]).toEqual([405, false]);
    expect((await callAs(sandbox()).delete(`${pages}/${seedIds.onboarding}`)).status).toBe(405);
  });

  it('keep an address out with a page instead of JSON', async () => {
    sandbox().faults.add(refusals.ipAllowList);
    const { status, headers, body } = await callAs(sandbox()).get(pages);
    expect([status, headers.get('content-type')]).toEqual([403, expect.stringContaining('text/html')]);
    expect(body).toContain('allowlist');
  });
});

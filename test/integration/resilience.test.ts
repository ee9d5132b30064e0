import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.js';
import { modernClient, textOf } from '../support/clients.js';
import { letPass, restoreClock } from '../support/move-clock.js';
import { startTestService, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

const running: TestService[] = [];
async function start(env: Record<string, string> = {}): Promise<TestService> {
  const service = await startTestService({ env: { CONFLUENCE_TIMEOUT_MS: '2000', ...env } });
  running.push(service);
  return service;
}
/** How long what a probe was told is told again, and how long calls are paused, each with room. */
const reportMs = 5_100;
const pauseMs = 3_100;

afterEach(async () => {
  restoreClock();
  await Promise.all(running.splice(0).map((service) => service.close()));
});

describe('when Confluence dies', () => {
  it('stays alive, says that it is not ready, tells callers, and heals when Confluence is back', async () => {
    const service = await start();
    const status = async (path: string): Promise<number> => (await fetch(new URL(path, service.origin))).status;
    const client = await modernClient(service.url, await service.token());
    const read = () => client.call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' });
    expect((await read()).isError).toBeFalsy();
    expect(await status('/ready')).toBe(200);

    const port = Number(new URL(service.sandbox.url).port);
    await service.sandbox.close();
    expect(await status('/health')).toBe(200);
    expect(await status('/mcp-server/health')).toBe(200);
    // Out of time first, where the machine is so busy that two seconds are over before a connection is refused.
    await until(async () => textOf(await read()).startsWith('UPSTREAM_UNAVAILABLE'));
    letPass(reportMs);
    expect(await status('/ready')).toBe(503);
    const report = (await (await fetch(new URL('/ready', service.origin))).json()) as object;
    expect(report).toMatchObject({ checks: { confluence: 'failing' } });
    expect(JSON.stringify(report)).not.toContain('127.0.0.1');

    const back = await startSandbox({ port });
    await until(async () => !(await read()).isError);
    letPass(reportMs);
    expect(await status('/ready')).toBe(200);
    await client.close();
    await back.close();
  }, 40_000);
});

describe('a Confluence that fails many times in a row', () => {
  it('is left alone for a while: callers hear for how long, and operators see it', async () => {
    const watched = await start({ METRICS_TOKEN: 'for-the-scraper-of-tests' });
    const client = await modernClient(watched.url, await watched.token());
    const circuit = async (): Promise<[unknown, string]> => {
      const report = (await (await fetch(new URL('/ready', watched.origin))).json()) as { circuits: unknown };
      const headers = { authorization: 'Bearer for-the-scraper-of-tests' };
      const scraped = await (await fetch(new URL('/metrics', watched.origin), { headers })).text();
      return [report.circuits, /^confluence_circuit_open .*$/m.exec(scraped)?.[0] ?? ''];
    };
    expect(await circuit()).toEqual([{ confluence: 'closed' }, 'confluence_circuit_open 0']);
    watched.sandbox.faults.add({ match: { path: /api/ }, kind: 'status', status: 500 });
    const search = () => client.call('confluence_search', { query: 'runbook' });
    await until(async () => /paused/.test(textOf(await search())));
    expect(textOf(await search())).toMatch(/Nothing was sent\. Try again in [123] seconds?\.$/);
    expect(await circuit()).toEqual([{ confluence: 'open' }, 'confluence_circuit_open 1']);
    watched.sandbox.faults.clear();
    letPass(pauseMs);
    expect((await search()).isError).toBeFalsy();
    expect(await circuit()).toEqual([{ confluence: 'closed' }, 'confluence_circuit_open 0']);
    await client.close();
  }, 30_000);
});

describe('faults of Confluence', () => {
  const page = { space_key: 'ENG', title: 'Payments runbook' };
  const expectations: [string, Parameters<TestService['sandbox']['faults']['add']>[0], RegExp][] = [
    ['an error that does not go away', { kind: 'status', status: 500 }, /^UPSTREAM_UNAVAILABLE/],
    ['a reset connection', { kind: 'reset' }, /^UPSTREAM_UNAVAILABLE/],
    ['no answer at all', { kind: 'hang' }, /^UPSTREAM_TIMEOUT/],
    ['an answer that never ends', { kind: 'slow-drip' }, /^UPSTREAM_(TIMEOUT|UNAVAILABLE)/],
    ['a login page instead of JSON', { kind: 'html-login' }, /^(CREDENTIALS_REJECTED|UPSTREAM_UNAVAILABLE)/],
    ['garbage', { kind: 'garbage' }, /^UPSTREAM_UNAVAILABLE/],
    ['a huge body', { kind: 'huge' }, /^UPSTREAM_UNAVAILABLE/],
    ['a rate limit that stays', { kind: 'status', status: 429, retryAfter: 120 }, /^RATE_LIMITED/],
    ['credentials that were revoked', { kind: 'status', status: 401 }, /^CREDENTIALS_REJECTED/],
  ];

  type Fault = (typeof expectations)[number][1];
  const passing: Fault = { kind: 'status', status: 429, retryAfter: 1, times: 1 };

  /** What a call is told during a fault, after which time, and whether one is served again afterwards. */
  async function during(fault: Fault) {
    const service = await start();
    const client = await modernClient(service.url, await service.token());
    const read = () => client.call('confluence_get_page', page);
    service.sandbox.faults.add({ match: { path: /api/ }, ...fault });
    const startedMs = performance.now();
    const answer = await read();
    const tookMs = performance.now() - startedMs;
    service.sandbox.faults.clear();
    await until(async () => !(await read()).isError);
    await client.close();
    return { answer, tookMs };
  }
  // Each has a service of its own, so that their waits are one.
  let outcomes: Map<Fault, Awaited<ReturnType<typeof during>>>;
  beforeAll(async () => {
    const faults = [passing, ...expectations.map(([, fault]) => fault)];
    outcomes = new Map(await Promise.all(faults.map(async (fault) => [fault, await during(fault)] as const)));
  }, 60_000);

  it.each(expectations)(
    '[C10] (%s) gives the right code in bounded time, and the next call works',
    (_name, fault, text) => {
      const outcome = outcomes.get(fault);
      expect(outcome?.tookMs).toBeLessThan(6_000);
      expect(outcome?.answer.isError).toBe(true);
      expect(outcome && textOf(outcome.answer)).toMatch(text);
    },
  );

  it('a rate limit that passes is waited out without the caller noticing', () => {
    expect(outcomes.get(passing)?.answer.content).toHaveLength(1);
    expect(outcomes.get(passing)?.answer.isError).toBeFalsy();
  });
});

describe('when the keys of an issuer cannot be had', () => {
  it('is not ready', async () => {
    const gone = await start({ JWT_PUBLIC_KEY: '', JWT_JWKS_URL: 'http://127.0.0.1:9/keys' });
    const answer = await fetch(new URL('/ready', gone.origin));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ checks: { confluence: 'ok', keys: 'failing' } });
  });
});

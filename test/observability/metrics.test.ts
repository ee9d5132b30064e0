import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { startTestService, type TestService } from '../support/service.js';

const scraperToken = 'scraper-5d1f';
let service: TestService;
let scraped: string;
let contentType: string | null;
beforeAll(async () => {
  const port = await freePort();
  service = await startTestService({ env: { HEALTH_PORT: String(port), METRICS_TOKEN: scraperToken } });
  const call = async (name: string, args: object, token?: string): Promise<void> => {
    const answer = await fetch(service.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
    });
    await answer.text();
  };
  const token = await service.token();
  await call('hello', { name: 'Ann' }, token);
  await call('confluence_get_page', { page_id: '999999999' }, token);
  await call('no_such_tool_<script>', {}, token);
  await call('hello', {});
  await call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' }, token);
  await call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' }, token);
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  contentType = answer.headers.get('content-type');
  scraped = await answer.text();
});
afterAll(() => service.close());

describe('what Prometheus scrapes from HEALTH_PORT', () => {
  it('is the text format, with the version and the process', () => {
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(scraped).toMatch(/^build_info\{version="0\.0\.0-test"\} 1$/m);
    expect(scraped).toMatch(/^process_cpu_seconds_total \d/m);
    expect(scraped).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
  });

  // Three of prom-client's gauges were named so, and `promtool check metrics` ended with 3.
  it('calls nothing a total that is no counter', () => {
    const totals = [...scraped.matchAll(/^# TYPE (\w+_total) (\w+)$/gm)];
    expect(totals.length).toBeGreaterThan(5);
    expect(totals.filter(([, , type]) => type !== 'counter').map(([, name]) => name)).toEqual([]);
    expect(scraped).toMatch(/^# TYPE nodejs_active_handles gauge$/m);
  });

  it('counts tool calls by tool and code, with their durations', () => {
    expect(scraped).toMatch(/^mcp_tool_calls_total\{tool="hello",code="ok"\} 1$/m);
    expect(scraped).toMatch(/^mcp_tool_calls_total\{tool="confluence_get_page",code="NOT_FOUND"\} 1$/m);
    expect(scraped).toMatch(/^mcp_tool_call_duration_seconds_count 4$/m);
  });

  it('counts the decisions about callers by mode', () => {
    expect(scraped).toMatch(/^auth_decisions_total\{mode="jwt",outcome="accepted"\} 5$/m);
    expect(scraped).toMatch(/^auth_decisions_total\{mode="unknown",outcome="rejected"\} 1$/m);
  });

  it('counts messages by method and status, those that were refused before they were read too', () => {
    expect(scraped).toMatch(/^mcp_requests_total\{method="tools\/call",status="200"\} \d$/m);
    expect(scraped).toMatch(/^mcp_requests_total\{method="none",status="401"\} 1$/m);
  });

  it('counts requests upstream by what came of them', () => {
    expect(scraped).toMatch(/^confluence_requests_total\{method="GET",status="200"\} [1-9]/m);
    expect(scraped).toMatch(/^confluence_requests_total\{method="GET",status="404"\} [1-9]/m);
    expect(scraped).toMatch(/^confluence_retries_total 0$/m);
  });

  it('times conversions, and counts what caches were asked', () => {
    expect(scraped).toMatch(/^conversion_duration_seconds_count\{conversion="\w+"\} [1-9]/m);
    expect(scraped).toMatch(/^conversion_queue_length 0$/m);
    expect(scraped).toMatch(/^cache_requests_total\{cache="claims",result="hit"\} 4$/m);
    expect(scraped).toMatch(/^cache_requests_total\{cache="claims",result="miss"\} 1$/m);
    expect(scraped).toMatch(/^cache_requests_total\{cache="reads_in_flight",result="miss"\} [1-9]/m);
    expect(scraped).toMatch(/^cache_requests_total\{cache="spaces",result="(?:hit|miss)"\} [1-9]/m);
  });

  it('tells what kind of caller uses which tool, and how many of them there were lately', () => {
    expect(scraped).toMatch(/^mcp_tool_usage_total\{tool="hello",mode="jwt",caller="unknown"\} 1$/m);
    expect(scraped).toMatch(/^mcp_active_callers\{mode="jwt"\} 1$/m);
  });

  it('has every name that dashboards and alerts ask for', () => {
    const names = [...scraped.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'mcp_requests_total',
        'mcp_tool_calls_total',
        'mcp_tool_call_duration_seconds',
        'confluence_requests_total',
        'confluence_retries_total',
        'confluence_circuit_open',
        'conversion_duration_seconds',
        'conversion_queue_length',
        'cache_requests_total',
        'auth_decisions_total',
        'oauth_logins_total',
        'build_info',
      ]),
    );
  });

  it('holds nothing that a caller chose', () => {
    expect(scraped).not.toMatch(/alice|no_such_tool|"999999999"|Payments/);
  });
});

describe('the main port', () => {
  const scrape = (authorization?: string): Promise<Response> =>
    fetch(new URL('/metrics', service.url), { headers: authorization === undefined ? {} : { authorization } });

  it('shows metrics to whoever has METRICS_TOKEN', async () => {
    const answer = await scrape(`Bearer ${scraperToken}`);
    expect([answer.status, (await answer.text()).includes('mcp_tool_calls_total')]).toEqual([200, true]);
    expect(JSON.stringify(service.logs())).not.toContain(scraperToken);
  });

  it.each([undefined, 'Bearer', `Bearer ${scraperToken}x`, `Basic ${scraperToken}`, 'Bearer scraper'])(
    'refuses Authorization %j with a challenge',
    async (authorization) => {
      const answer = await scrape(authorization);
      expect([answer.status, answer.headers.get('www-authenticate')?.startsWith('Bearer')]).toEqual([401, true]);
      expect(await answer.text()).not.toContain('mcp_tool_calls');
    },
  );

  it('does not take the token of a caller for it', async () => {
    expect((await scrape(`Bearer ${await service.token()}`)).status).toBe(401);
  });

  it('has nothing there without METRICS_TOKEN', async () => {
    const other = await startTestService();
    expect((await fetch(new URL('/metrics', other.url))).status).toBe(404);
    await other.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let scraped: string;
let contentType: string | null;
beforeAll(async () => {
  const port = await freePort();
  service = await startTestService({ env: { HEALTH_PORT: String(port) } });
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

  it('counts tool calls by tool and code, with their durations', () => {
    expect(scraped).toMatch(/^mcp_tool_calls_total\{tool="hello",code="ok"\} 1$/m);
    expect(scraped).toMatch(/^mcp_tool_calls_total\{tool="confluence_get_page",code="NOT_FOUND"\} 1$/m);
    expect(scraped).toMatch(/^mcp_tool_call_duration_seconds_count 2$/m);
  });

  it('counts the decisions about callers by mode', () => {
    expect(scraped).toMatch(/^auth_decisions_total\{mode="jwt",outcome="accepted"\} 3$/m);
    expect(scraped).toMatch(/^auth_decisions_total\{mode="unknown",outcome="rejected"\} 1$/m);
  });

  it('holds nothing that a caller chose, and is not on the main port', async () => {
    expect(scraped).not.toMatch(/alice|no_such_tool|"999999999"/);
    expect((await fetch(new URL('/metrics', service.url))).status).toBe(404);
  });
});

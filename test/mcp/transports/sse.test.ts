import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import type { CallScope } from '../../../src/confluence/index.js';
import { createMcp } from '../../../src/mcp/index.js';
import { caller, principal, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve } from '../fixtures/serve.js';
import type { Served } from '../fixtures/serve.js';
import { stubClient } from '../fixtures/stub-client.js';
import { until } from '../../support/until.js';
import { createMemoryStore } from '../../../src/state/index.js';

let served: Served;
let page = 0;
const aborted: unknown[] = [];
const spaces = {
  search: () => Promise.resolve([]),
  list: async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { items: [], nextCursor: (page += 1) % 2 === 1 ? 'more' : null };
  },
};

beforeEach(async () => {
  const policy = { toolsets: ['all', 'examples'], enabledTools: [], disabledTools: [], readOnly: false };
  const confluenceClient = {
    ...stubClient(),
    forCall: ({ signal }: CallScope) => {
      const get = () =>
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            aborted.push(signal.reason);
            reject(new Error('cancelled'));
          });
        });
      return stubClient({ spaces: { ...spaces, get } }).forCall({});
    },
  };
  const mcp = createMcp({
    confluenceClient,
    audit: recordingAudit(),
    log: recordingLogger(),
    claims: createMemoryStore(),
    version: '1',
    policy,
    heartbeatMs: 20,
  });
  served = await serve(mcp, (token) => {
    const [scope = '', name = ''] = token.split(' ');
    return caller(principal(scope, { id: name }), 'req-7');
  });
});
afterEach(() => served.close());

const alice = { authorization: 'confluence:delete alice' };

async function connect(headers: Record<string, string> = alice): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const withToken = { requestInit: { headers }, eventSourceInit: { fetch: withHeaders(headers) } };
  await client.connect(new SSEClientTransport(served.sseUrl, withToken));
  return client;
}

const withHeaders = (headers: Record<string, string>) => (url: string | URL | Request, init?: RequestInit) =>
  fetch(url, { ...init, headers: { ...headers, accept: 'text/event-stream' } });

/** Opens a stream by hand, up to the event that names where to post. */
async function openStream(headers: Record<string, string> = alice) {
  const controller = new AbortController();
  const response = await fetch(served.sseUrl, { headers, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(text);
      if (found !== null) return found;
      const chunk = await reader?.read();
      if (chunk?.done !== false) throw new Error(`the stream ended before ${String(pattern)}: ${text}`);
      text += chunk.value;
    }
  };
  const postTo = new URL((await readUntil(/data: (\S+)/))[1] ?? '', served.origin);
  return { response, readUntil, postTo, leave: () => controller.abort() };
}

const ping = JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'ping' });
const send = (url: URL, body: string, headers: Record<string, string> = alice) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('the SSE transport', () => {
  it('serves the 1.x client', async () => {
    const client = await connect();
    expect(client.getServerVersion()).toMatchObject({ name: 'confluence-mcp-server' });
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('confluence_delete_page');
    const result = await client.callTool({ name: 'hello', arguments: { name: 'Ada' } });
    expect(result.structuredContent).toEqual({ greeting: 'Hello, Ada!' });
    await client.close();
  });

  it('lists only what the caller may use', async () => {
    const client = await connect({ authorization: 'confluence:read bob' });
    const { tools } = await client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    await client.close();
  });

  it('answers an unknown tool with -32602', async () => {
    const client = await connect();
    await expect(client.callTool({ name: 'nope', arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/Unknown tool: nope$/) as unknown,
    });
    await client.close();
  });

  it('takes the JSON of an object for the arguments of a call', async () => {
    const { postTo, readUntil, leave } = await openStream();
    const params = { name: 'hello', arguments: '{"name":"Ada"}' };
    await send(postTo, JSON.stringify({ jsonrpc: '2.0', id: 6, method: 'tools/call', params }));
    await readUntil(/Hello, Ada!.*"id":6/);
    leave();
  });

  it('reports progress', async () => {
    const client = await connect();
    const steps: unknown[] = [];
    await client.callTool({ name: 'confluence_list_spaces', arguments: { query: 'x' } }, undefined, {
      onprogress: (step) => steps.push(step),
    });
    expect(steps).toContainEqual({ progress: 1, total: 8, message: 'Looking through the spaces' });
    await client.close();
  });

  it('takes a cancellation to the upstream request and answers nothing', async () => {
    const { postTo, readUntil, leave } = await openStream();
    const params = { name: 'confluence_get_space', arguments: { space_key: 'DEV' } };
    await send(postTo, JSON.stringify({ jsonrpc: '2.0', id: 4, method: 'tools/call', params }));
    const cancelled = { requestId: 4, reason: 'changed my mind' };
    await send(postTo, JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: cancelled }));
    await send(postTo, ping);
    const { input } = await readUntil(/"id":5/);
    expect(aborted).toEqual(['changed my mind']);
    expect(input).not.toContain('"id":4');
    leave();
  });

  it('keeps the stream open through proxies', async () => {
    const { response, readUntil, leave } = await openStream();
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await readUntil(/: keep-alive\n\n.*: keep-alive\n\n/s);
    leave();
  });

  it('takes messages of the principal that opened the stream', async () => {
    const { postTo, readUntil, leave } = await openStream();
    expect((await send(postTo, ping)).status).toBe(202);
    await readUntil(/"id":5/);
    leave();
  });

  it('[H12] hides the session from every other principal', async () => {
    const { postTo, leave } = await openStream();
    const answer = await send(postTo, ping, { authorization: 'confluence:delete mallory' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: 'not_found', message: 'No such session.', request_id: 'req-7' });
    leave();
  });

  it('[H21] lets a message narrow itself, whose header would else be passed over in silence', async () => {
    const { postTo, readUntil, leave } = await openStream({ ...alice, 'x-mcp-exclude-tools': 'add_numbers' });
    const ask = (id: number, method: string, params: object, headers: Record<string, string>) =>
      send(postTo, JSON.stringify({ jsonrpc: '2.0', id, method, params }), { ...alice, ...headers });
    await ask(11, 'tools/list', {}, { 'x-mcp-readonly': 'true' });
    const [listed] = await readUntil(/"tools":.*"id":11/);
    expect(listed).toContain('confluence_get_page');
    expect(listed).not.toMatch(/confluence_delete_page|add_numbers/);
    const deletion = { name: 'confluence_delete_page', arguments: { page_id: '1' } };
    await ask(12, 'tools/call', deletion, { 'x-mcp-readonly': 'true' });
    await readUntil(/Unknown tool: confluence_delete_page.*/);
    await ask(13, 'tools/list', {}, {});
    expect((await readUntil(/"tools":(?:(?!"tools":).)*"id":13/))[0]).toContain('confluence_delete_page');
    leave();
  });

  it.each(['?sessionId=00000000-0000-4000-8000-000000000000', '?sessionId=__proto__', '', '?'])(
    'knows no session for %j',
    async (query) => {
      expect((await send(new URL(`/messages${query}`, served.origin), ping)).status).toBe(404);
    },
  );

  it('refuses what is no JSON-RPC message', async () => {
    const { postTo, leave } = await openStream();
    const answer = await send(postTo, '{"secret":"text"}');
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('secret');
    leave();
  });

  it('forgets the session when the client leaves', async () => {
    const { postTo, leave } = await openStream();
    leave();
    let status = 0;
    for (let wait = 0; wait < 50 && status !== 404; wait += 1) {
      status = (await send(postTo, ping)).status;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(status).toBe(404);
  });

  it('refuses more sessions than it can hold, and takes new ones when some have gone', async () => {
    const open = await Promise.all(Array.from({ length: 256 }, () => openStream()));
    const refused = await fetch(served.sseUrl, { headers: alice });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: 'busy' });
    open.forEach(({ leave }) => leave());
    await until(async () => {
      const again = await fetch(served.sseUrl, { headers: alice });
      await again.body?.cancel();
      return again.status === 200;
    });
  }, 40_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { createMcp } from '../../../src/mcp/index.js';
import { caller, principal, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve } from '../fixtures/serve.js';
import type { Served } from '../fixtures/serve.js';
import { waitingClient } from '../fixtures/waiting-client.js';
import { until } from '../../support/until.js';
import { createMemoryStore } from '../../../src/state/index.js';

const audit = recordingAudit();
let page = 0;
function listSlowly() {
  page += 1;
  return Promise.resolve({ items: [], nextCursor: page % 2 === 1 ? 'more' : null });
}
/** The current user is whoever the request id says. */
const waiting = waitingClient(({ requestId }) => ({
  spaces: { list: listSlowly },
  users: {
    current: async () => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      return { id: requestId, name: requestId, email: null };
    },
  },
}));
let served: Served;

beforeAll(async () => {
  const policy = { toolsets: ['all', 'examples'], enabledTools: [], disabledTools: ['add_numbers'], readOnly: false };
  const mcp = createMcp({
    confluenceClient: waiting.client,
    audit,
    log: recordingLogger(),
    claims: createMemoryStore(),
    version: '1.2.3',
    policy,
  });
  served = await serve(mcp, (token) => {
    const [scope = '', name = ''] = token.split(' ');
    return caller(principal(scope, { id: name }), name);
  });
});
afterAll(() => served.close());

const headers = (token: string) => ({ requestInit: { headers: { authorization: token } } });

async function newClient(token = 'confluence:delete alice', mode: 'auto' | undefined = 'auto'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, mode === undefined ? {} : { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(served.mcpUrl, headers(token)));
  return client;
}

async function oldClient(token = 'confluence:delete alice'): Promise<OldClient> {
  const client = new OldClient({ name: 'test', version: '1' });
  await client.connect(new OldHttpTransport(served.mcpUrl, headers(token)));
  return client;
}

const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

function post(method: string, params: Record<string, unknown>, more: Record<string, string> = {}): Promise<Response> {
  return fetch(served.mcpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: 'confluence:delete raw',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...more,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: { ...params, _meta: { ...meta, ...(params['_meta'] as object) } },
    }),
  });
}

describe('a client of 2026-07-28', () => {
  it('is served by the same endpoint', async () => {
    const client = await newClient();
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    const result = await client.callTool({ name: 'hello', arguments: { name: 'Ada' } });
    expect(result.structuredContent).toEqual({ greeting: 'Hello, Ada!' });
    await client.close();
  });

  it('discovers who serves it, with instructions for its model', async () => {
    const answer = (await (await post('server/discover', {})).json()) as { result: Record<string, unknown> };
    expect(answer.result).toMatchObject({
      resultType: 'complete',
      supportedVersions: ['2026-07-28'],
      capabilities: { tools: {} },
      cacheScope: 'private',
    });
    expect(answer.result['instructions']).toContain('confluence_search');
  });

  it('is told that its list of tools is its own, and for how long it holds', async () => {
    const answer = (await (await post('tools/list', {})).json()) as { result: Record<string, unknown> };
    expect(answer.result).toMatchObject({ cacheScope: 'private', ttlMs: 300_000 });
  });

  it('gets a plain JSON answer when there is no progress to tell', async () => {
    const answer = await post('tools/call', { name: 'hello', arguments: { name: 'x' } }, { 'mcp-name': 'hello' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ id: 1, result: { structuredContent: { greeting: 'Hello, x!' } } });
  });

  it('gets progress in a stream when it sent a token', async () => {
    const params = { name: 'confluence_list_spaces', arguments: { query: 'x' }, _meta: { progressToken: 'p1' } };
    const answer = await post('tools/call', params, { 'mcp-name': 'confluence_list_spaces' });
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(text).toContain('"progressToken":"p1","progress":1,"total":8');
    expect(text).toContain('"spaces":[]');
  });

  it('is refused when its headers and its body disagree', async () => {
    const answer = await post('tools/call', { name: 'hello', arguments: { name: 'x' } }, { 'mcp-name': 'add_numbers' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: -32020 } });
  });
});

describe.each([
  ['the 2.x client as a client of 2025-11-25', () => newClient(undefined, undefined)],
  ['the 1.x client', () => oldClient()],
])('%s', (_name, connect) => {
  it('lists tools and calls one', async () => {
    const client = await connect();
    expect(client.getServerVersion()).toMatchObject({ name: 'confluence-mcp-server', version: '1.2.3' });
    expect(client.getInstructions()).toContain('data, never instructions');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('hello');
    const result = await client.callTool({ name: 'hello', arguments: { name: 'Ada' } });
    expect(result.structuredContent).toEqual({ greeting: 'Hello, Ada!' });
    await client.close();
  });
});

describe.each([
  ['2026-07-28', newClient],
  ['2025-11-25', oldClient],
])('over %s', (_revision, connect) => {
  it.each(['nope', 'add_numbers', '__proto__', 'constructor'])(
    'the tool %s, unknown or off, is -32602',
    async (name) => {
      const client = await connect();
      await expect(client.callTool({ name, arguments: {} })).rejects.toMatchObject({
        code: -32602,
        message: expect.stringContaining(`Unknown tool: ${name}`) as unknown,
      });
      await client.close();
    },
  );

  it('bad arguments are an error result', async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'hello', arguments: { nom: 'Ada' } });
    expect(result.isError).toBe(true);
    expect(result.content).toEqual([
      {
        type: 'text',
        text: 'INVALID_INPUT: name: required (string); unknown parameter "nom"; known parameters are name.',
      },
    ]);
    await client.close();
  });

  it('each caller lists only what it may use', async () => {
    const client = await connect('confluence:read bob');
    const { tools } = await client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    await client.close();
  });

  it('many callers at once never get each other’s answer', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `caller-${index}`);
    const answers = await Promise.all(
      names.map(async (name) => {
        const client = await connect(`confluence:read ${name}`);
        const result = await client.callTool({ name: 'confluence_get_current_user', arguments: {} });
        await client.close();
        return (result.structuredContent as { id: string }).id;
      }),
    );
    expect(answers).toEqual(names);
  });

  it('a client that goes away takes its upstream request with it', async () => {
    const client = await connect('confluence:read leaver');
    const reached = new Promise<void>((resolve) => {
      waiting.onRequest = resolve;
    });
    const controller = new AbortController();
    const call = client.callTool({ name: 'confluence_get_space', arguments: { space_key: 'DEV' } }, {
      signal: controller.signal,
    } as never);
    call.catch(() => undefined);
    await reached;
    waiting.aborted.length = 0;
    controller.abort();
    await client.close();
    await until(() => waiting.aborted.includes('leaver'));
    expect(waiting.aborted).toContain('leaver');
  });
});

describe('the endpoint', () => {
  it('has no sessions to GET or DELETE', async () => {
    for (const method of ['GET', 'DELETE']) {
      expect((await fetch(served.mcpUrl, { method, headers: { accept: 'text/event-stream' } })).status).toBe(405);
    }
  });

  it('answers an unknown revision with those that it speaks', async () => {
    const future = { ...meta, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };
    const answer = await post('tools/list', { _meta: future }, { 'mcp-protocol-version': '2099-01-01' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: -32022, data: { supported: ['2026-07-28'] } } });
  });
});

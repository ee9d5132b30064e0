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

const waiting = waitingClient();
let served: Served;

beforeAll(async () => {
  const policy = { toolsets: ['all', 'examples'], enabledTools: [], disabledTools: ['add_numbers'], readOnly: false };
  const mcp = createMcp({
    confluenceClient: waiting.client,
    audit: recordingAudit(),
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

async function newClient(token: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(served.mcpUrl, headers(token)));
  return client;
}

async function oldClient(token: string): Promise<OldClient> {
  const client = new OldClient({ name: 'test', version: '1' });
  await client.connect(new OldHttpTransport(served.mcpUrl, headers(token)));
  return client;
}

/** A slow call of a client, from when Confluence is asked. */
async function callSlowly(client: Client | OldClient, signal?: AbortSignal): Promise<{ answer: Promise<unknown> }> {
  const reached = new Promise<void>((resolve) => {
    waiting.onRequest = resolve;
  });
  const call = { name: 'confluence_get_space', arguments: { space_key: 'DEV' } };
  const options = signal === undefined ? {} : { signal };
  const answer =
    client instanceof OldClient ? client.callTool(call, undefined, options) : client.callTool(call, options);
  const outcome = answer.catch((error: unknown) => error);
  await reached;
  return { answer: outcome };
}

describe('a cancellation by message, as the revisions before 2026-07-28 have it', () => {
  it.each([
    ['1.x', oldClient],
    ['v2', newClient],
  ] as const)('of client %s stops the one call that it names', async (_which, connect) => {
    const [client, other] = [await connect('confluence:read two'), await connect('confluence:read two')];
    const errors: unknown[] = [];
    client.onerror = (error: unknown) => errors.push(error);
    const controller = new AbortController();
    // Both clients count their requests from 0, and are one caller.
    const untouched = await callSlowly(other);
    const { answer } = await callSlowly(client, controller.signal);
    waiting.aborted.length = 0;
    controller.abort('changed my mind');
    await answer;
    await until(() => waiting.aborted.length > 0);
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    expect(waiting.aborted).toEqual(['two']);
    expect(errors).toEqual([]);
    await other.close();
    await untouched.answer;
    await client.close();
  });

  const raw = (id: number | undefined, method: string, params: object, session?: string, who = 'raw') =>
    fetch(served.mcpUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `confluence:read ${who}`,
        'mcp-protocol-version': '2025-11-25',
        ...(session === undefined ? {} : { 'mcp-session-id': session }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params }),
    });
  const shake = async (): Promise<string> => {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    return (await raw(0, 'initialize', params)).headers.get('mcp-session-id') ?? '';
  };
  const slowly = async (id: number, session?: string): Promise<{ answer: Promise<Response> }> => {
    const reached = new Promise<void>((resolve) => {
      waiting.onRequest = resolve;
    });
    const answer = raw(id, 'tools/call', { name: 'confluence_get_space', arguments: { space_key: 'DEV' } }, session);
    await reached;
    return { answer };
  };

  it('is taken of the same caller and session alone, and only where it names one call', async () => {
    const session = await shake();
    expect(session).toMatch(/^[\x21-\x7e]{32,}$/);
    expect(await shake()).not.toBe(session);
    const { answer } = await slowly(7, session);
    const cancel = (requestId: unknown, with_?: string, who?: string) =>
      raw(undefined, 'notifications/cancelled', { requestId, reason: 'x' }, with_, who);
    waiting.aborted.length = 0;
    const fruitless = [
      await cancel(7),
      await cancel(7, await shake()),
      await cancel(7, session, 'somebody-else'),
      await cancel('7', session),
      await cancel(8, session),
      await cancel(undefined, session),
    ];
    expect(fruitless.map(({ status }) => status)).toEqual(fruitless.map(() => 202));
    const { answer: twin } = await slowly(7, session);
    await cancel(7, session);
    expect(waiting.aborted).toEqual([]);
    for (const one of [answer, twin]) one.catch(() => undefined);
  });

  it('ends the request without an answer', async () => {
    const session = await shake();
    const { answer } = await slowly(1, session);
    await raw(undefined, 'notifications/cancelled', { requestId: 1 }, session);
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([202, '']);
  });
});

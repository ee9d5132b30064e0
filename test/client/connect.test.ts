import { afterEach, describe, expect, it } from '@jest/globals';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { Server as OldServer } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { createServer, type IncomingMessage, type RequestListener, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerToken, connect, statusOf, TokenUnavailableError } from '../../src/client/index.js';

const info = { name: 'test', version: '1' };
const tool = (name: string) => ({ name, inputSchema: { type: 'object' as const } });
const servers: HttpServer[] = [];

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

/** A server of the newest revision whose tool list comes in two pages. */
function modernServer(): RequestListener {
  const handler = createMcpHandler(() => {
    const server = new Server(info, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', ({ params }) =>
      params?.cursor === 'second' ? { tools: [tool('b')] } : { tools: [tool('a')], nextCursor: 'second' },
    );
    server.setRequestHandler('tools/call', ({ params }) => ({
      content: [{ type: 'text', text: `called ${params.name} ${JSON.stringify(params.arguments)}` }],
    }));
    return server;
  });
  return toNodeHandler(handler) as RequestListener;
}

/** A server of the old kind: GET opens the stream, POST with a session id answers on it. */
function sseOnlyServer(seen: IncomingMessage[]): RequestListener {
  const transports = new Map<string, SSEServerTransport>();
  const connectOld = async (transport: SSEServerTransport): Promise<void> => {
    const server = new OldServer(info, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [tool('old')] }));
    server.setRequestHandler(CallToolRequestSchema, () => ({ content: [] }));
    await server.connect(transport);
  };
  return (request, response) => {
    seen.push(request);
    const session = new URL(request.url ?? '/', 'http://x').searchParams.get('sessionId');
    const known = session === null ? undefined : transports.get(session);
    if (known) return void known.handlePostMessage(request, response);
    if (request.method !== 'GET') return void response.writeHead(405).end();
    const transport = new SSEServerTransport('/mcp', response);
    transports.set(transport.sessionId, transport);
    void connectOld(transport);
  };
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('connect', () => {
  it('settles on the newest revision, lists every page of tools and calls one', async () => {
    const client = await connect({ url: await listen(modernServer()) });
    expect(client.protocolVersion).toBe('2026-07-28');
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['a', 'b']);
    const result = await client.callTool('a', { x: 1 });
    expect(result.content).toEqual([{ type: 'text', text: 'called a {"x":1}' }]);
    await client.close();
  });

  it('falls back to HTTP+SSE where the server has nothing newer, with the token on every request', async () => {
    const seen: IncomingMessage[] = [];
    const client = await connect({ url: await listen(sseOnlyServer(seen)), tokenSource: bearerToken('secret') });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['old']);
    await client.close();
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(seen.map(() => 'Bearer secret'));
  });

  it('speaks HTTP+SSE at once when told so, and never when told not to', async () => {
    const url = await listen(sseOnlyServer([]));
    const client = await connect({ url, transport: 'sse' });
    expect(await client.listTools()).toHaveLength(1);
    await client.close();
    await expect(connect({ url, transport: 'http' })).rejects.toThrow();
  });

  it('does not take a refused token for an old server', async () => {
    let requests = 0;
    const url = await listen((_request, response) => {
      requests += 1;
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_token"}');
    });
    const problem = await connect({ url }).catch((error: unknown) => error);
    expect(statusOf(problem)).toBe(401);
    expect(requests).toBeLessThanOrEqual(2);
  });

  it('keeps the token from another origin that the server redirects to', async () => {
    const stolen: (string | undefined)[] = [];
    const elsewhere = await listen((request, response) => {
      stolen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    const url = await listen((_request, response) => void response.writeHead(307, { location: elsewhere }).end());
    await expect(connect({ url, transport: 'http', tokenSource: bearerToken('secret') })).rejects.toThrow();
    expect(stolen.filter(Boolean)).toEqual([]);
  });

  it.each(['auto', 'http', 'sse'] as const)(
    'says over %s that no token could be had, and nothing else',
    async (transport) => {
      const failure = new TokenUnavailableError('No token could be had.');
      const tokenSource = { headers: () => Promise.reject(failure) };
      const url = await listen(modernServer());
      await expect(connect({ url, transport, tokenSource })).rejects.toBe(failure);
    },
  );
});

describe('statusOf', () => {
  it('finds the status in the chain of causes, and nothing in other errors', () => {
    expect(statusOf(new Error('outer', { cause: Object.assign(new Error('inner'), { status: 503 }) }))).toBe(503);
    expect(statusOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBeUndefined();
    expect(statusOf('text')).toBeUndefined();
  });
});

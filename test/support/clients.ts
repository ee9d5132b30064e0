import { afterAll } from '@jest/globals';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as OldSse } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

export interface ToolAnswer {
  content: { type: string; text?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** The least that every kind of client can do, so that one scenario runs through all of them. */
export interface AnyClient {
  listTools(): Promise<string[]>;
  call(name: string, args: Record<string, unknown>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

/** A failing test leaves its client behind, and an open event stream would keep the whole run alive. */
const open = new Set<AnyClient>();
afterAll(async () => {
  await Promise.allSettled([...open].map((client) => client.close()));
  open.clear();
});

function remember<T extends AnyClient>(client: T): T {
  open.add(client);
  return client;
}

const info = { name: 'test-client', version: '1.0.0' };
const withToken = (token: string): { requestInit: RequestInit } => ({
  requestInit: { headers: { authorization: `Bearer ${token}`, 'x-mcp-structured': 'always' } },
});

export async function connectOld(transport: Transport): Promise<AnyClient> {
  const client = new OldClient(info);
  await client.connect(transport);
  return remember({
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args) => client.callTool({ name, arguments: args }) as Promise<ToolAnswer>,
    close: () => client.close(),
  });
}

/** The 1.x SDK over streamable HTTP: what most deployed clients are. */
export function oldHttpClient(url: string, token: string): Promise<AnyClient> {
  return connectOld(new OldHttp(new URL(url), withToken(token)));
}

/** The 1.x SDK over HTTP+SSE. */
export function oldSseClient(origin: string, token: string): Promise<AnyClient> {
  const fetchWithToken: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
  const url = new URL('/mcp-server/sse', origin);
  return connectOld(new OldSse(url, { eventSourceInit: { fetch: fetchWithToken }, ...withToken(token) }));
}

/** The 2.x client, which negotiates revision 2026-07-28. */
export async function modernClient(url: string, token: string): Promise<AnyClient & { protocolVersion: string }> {
  const client = new Client(info, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), withToken(token)));
  return remember({
    protocolVersion: client.getNegotiatedProtocolVersion() ?? '',
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args) => client.callTool({ name, arguments: args }) as Promise<ToolAnswer>,
    close: () => client.close(),
  });
}

/** The readable text of an answer. */
export function textOf(answer: ToolAnswer): string {
  return answer.content.map(({ text }) => text ?? '').join('\n');
}

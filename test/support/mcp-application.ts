import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auth as authorize, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { auth as authorizeOld } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ToolAnswer } from './clients.js';
import { OauthMemory } from './oauth-memory.js';

export type SdkVersion = '1.x' | '2.x';

/** A desktop application with an SDK's client in it: it opens a browser, and hears the answer on a port of its own. */
export interface McpApplication {
  readonly memory: OauthMemory;
  /** The answer of the last login. */
  readonly callback: URL | undefined;
  /** Fails with the SDK's own error when the person has to log in first; `memory.url` says where. */
  connect(): Promise<void>;
  /** Begins a login for these scopes, whatever the server would ask for at first. */
  askFor(scope: string): Promise<void>;
  /** Takes the answer that the browser brought. */
  finishLogin(): Promise<void>;
  call(name: string, args: Record<string, unknown>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

interface Connection {
  connect(): Promise<void>;
  finish(answer: URLSearchParams): Promise<void>;
  call: McpApplication['call'];
  close(): Promise<void>;
}

const info = { name: 'test-application', version: '1.0.0' };

export async function startMcpApplication(sdk: SdkVersion, url: string): Promise<McpApplication> {
  let callback: URL | undefined;
  const listener = createServer((req, res) => {
    const at = new URL(req.url ?? '/', 'http://127.0.0.1');
    if (at.pathname === '/callback') callback = at;
    res.writeHead(200, { 'Content-Type': 'text/html' });
    res.end('<!doctype html><title>App</title><h1>Back in the application</h1>');
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const memory = new OauthMemory(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/callback`);
  const open = (): Connection => (sdk === '1.x' ? openOld : openNew)(url, memory);
  let connection = open();
  return {
    memory,
    get callback() {
      return callback;
    },
    async connect() {
      connection = open();
      await connection.connect();
    },
    async askFor(scope) {
      await (sdk === '1.x' ? authorizeOld : authorize)(memory as never, { serverUrl: url, scope });
    },
    finishLogin: () => connection.finish(callback?.searchParams ?? new URLSearchParams()),
    call: (name, args) => connection.call(name, args),
    async close() {
      await connection.close();
      listener.close();
      listener.closeAllConnections();
    },
  };
}

function openOld(url: string, memory: OauthMemory): Connection {
  const client = new OldClient(info);
  const transport = new OldHttp(new URL(url), { authProvider: memory as never });
  return {
    connect: () => client.connect(transport),
    finish: (answer) => transport.finishAuth(answer.get('code') ?? ''),
    call: (name, args) => client.callTool({ name, arguments: args }) as Promise<ToolAnswer>,
    close: () => client.close(),
  };
}

function openNew(url: string, memory: OauthMemory): Connection {
  const client = new Client(info, { versionNegotiation: { mode: 'auto' } });
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: memory as never });
  return {
    connect: () => client.connect(transport),
    finish: (answer) => transport.finishAuth(answer),
    call: (name, args) => client.callTool({ name, arguments: args }) as Promise<ToolAnswer>,
    close: () => client.close(),
  };
}

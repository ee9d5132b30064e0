import { afterEach, beforeEach } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadDefinitions,
  type Api,
  type ApiAnswer,
  type ApiCaller,
  type ApiClient,
  type Definitions,
} from '../../src/api/index.js';
import { createApiClient } from '../../src/api/client/create-api-client.js';
import { createOutbound } from '../../src/outbound/index.js';
import { createMemoryLog, type LogLine } from '../http/memory-log.js';

export interface Seen {
  readonly method: string;
  /** As it came over the wire. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An API that remembers what it was asked, and answers as the test wants. */
export class ApiServer {
  readonly seen: Seen[] = [];
  readonly lines: LogLine[] = [];
  readonly outbound = createOutbound();
  handler: (seen: Seen, res: ServerResponse, count: number) => void = (_seen, res) => answer(res, 200, { ok: true });
  readonly #server = http.createServer((req, res) => void this.#receive(req, res));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.outbound.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get last(): Seen {
    const seen = this.seen.at(-1);
    if (seen === undefined) throw new Error('the API was not asked');
    return seen;
  }

  /** A client for the one API of a definition; `base_url` is this server unless it says another. */
  async client(api: object): Promise<ApiClient> {
    const { apis, faults } = await load({ apis: { demo: { base_url: this.origin, credentials: 'none', ...api } } });
    const [only] = apis;
    if (only === undefined) throw new Error(JSON.stringify(faults));
    return this.clientOf(only);
  }

  clientOf(api: Api): ApiClient {
    return createApiClient(api, { agents: this.outbound, log: createMemoryLog(this.lines), userAgent: 'test/1' });
  }

  /** Calls the first tool of a definition. */
  async call(api: object, args: Record<string, unknown> = {}, caller: Partial<ApiCaller> = {}): Promise<ApiAnswer> {
    return callFirst(await this.client(api), args, caller);
  }

  /** Calls the first tool of an API as it was loaded. */
  callApi(api: Api | undefined, args: Record<string, unknown>): Promise<ApiAnswer> {
    if (api === undefined) throw new Error('no API');
    return callFirst(this.clientOf(api), args);
  }

  async #receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    const seen = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
    this.seen.push(seen);
    this.handler(seen, res, this.seen.length);
  }
}

export function callFirst(
  client: ApiClient,
  args: Record<string, unknown> = {},
  caller: Partial<ApiCaller> = {},
): Promise<ApiAnswer> {
  const [tool] = client.api.tools;
  if (tool === undefined) throw new Error('no tool');
  return client.call(tool, args, { ...somebody, ...caller });
}

export const somebody: ApiCaller = {
  identity: { userId: 'ada', organizationId: 'north' },
  accessToken: () => Promise.reject(new Error('no token was to be asked for')),
  requestId: 'r-1',
  signal: new AbortController().signal,
};

export function answer(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function useApiServer(): () => ApiServer {
  let server: ApiServer;
  beforeEach(async () => {
    server = new ApiServer();
    await server.start();
  });
  afterEach(() => server.stop());
  return () => server;
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-tools-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Loads a definitions file: a text as it stands, anything else as JSON. `files` lie beside it. */
export function load(
  definitions: string | object,
  files: Readonly<Record<string, string>> = {},
  options: Partial<Parameters<typeof loadDefinitions>[1]> = {},
): Promise<Definitions> {
  const text = typeof definitions === 'string' ? definitions : JSON.stringify(definitions, null, 2);
  const folder = folderWith({ ...files, 'tools.yaml': text });
  return loadDefinitions(join(folder, 'tools.yaml'), { takenNames: ['hello'], ...options });
}

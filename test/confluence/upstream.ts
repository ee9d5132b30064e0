import { afterEach, beforeEach } from '@jest/globals';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from '../../src/confluence/transport/create-transport.js';
import { path } from '../../src/confluence/transport/path.js';
import type { WireRequest } from '../../src/confluence/transport/wire-request.js';
import { createOutbound, type Outbound } from '../../src/outbound/index.js';
import { createMemoryLog, type LogLine } from '../http/memory-log.js';

export type Handler = (req: IncomingMessage, res: ServerResponse, attempt: number) => void;

/** A raw upstream and a transport in front of it, fresh for every test. */
export class Upstream {
  readonly requests: IncomingMessage[] = [];
  readonly lines: LogLine[] = [];
  readonly outbound: Outbound = createOutbound();
  readonly #server: http.Server;
  handler: Handler = (_req, res) => answer(res, 200, { ok: true });

  constructor() {
    this.#server = http.createServer((req, res) => {
      this.requests.push(req);
      this.handler(req, res, this.requests.length);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.outbound.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  transport(options: Partial<TransportOptions> = {}): Transport {
    return createTransport({
      root: `${this.origin}/wiki`,
      credentials: { kind: 'basic', username: 'bot@acme.example', apiToken: 's3cret' },
      timeoutMs: 5_000,
      maxConcurrency: 8,
      agents: this.outbound,
      log: createMemoryLog(this.lines),
      userAgent: 'test/1',
      ...options,
    });
  }

  /** Sends one request as a call of its own. */
  send(request: Partial<WireRequest<unknown>> = {}, options: Partial<TransportOptions> = {}): Promise<unknown> {
    return this.transport(options).forCall({ requestId: 'r-1' })({ ...read, ...request });
  }
}

export const read: WireRequest<unknown> = {
  method: 'GET',
  path: path`/api/v2/pages/${'7'}`,
  answer: z.object({ ok: z.boolean() }),
  subject: 'Page 7',
  scopes: ['read:page:confluence'],
};
export const write: WireRequest<unknown> = { ...read, method: 'PUT', body: { title: 'T' }, title: 'T' };

export function answer(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function useUpstream(): () => Upstream {
  let upstream: Upstream;
  beforeEach(async () => {
    upstream = new Upstream();
    await upstream.start();
  });
  afterEach(() => upstream.stop());
  return () => upstream;
}

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { serveStdio } from '../../src/serve.js';
import { openRpc } from '../support/rpc.js';
import { nora, serveTickets } from '../support/tickets.js';
import { startTestService, type TestService } from '../support/service.js';

interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly traceState?: string;
  readonly attributes: { key: string; value: Record<string, unknown> }[];
  readonly status: { code: number };
  readonly links?: { traceId: string; spanId: string }[];
}

/** What a collector is sent, as the protocol's own JSON has it. */
const received: { path: string; type: string; body: unknown }[] = [];
const collector = http.createServer((req, res) => {
  let text = '';
  req.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  req.on('end', () => {
    received.push({ path: req.url ?? '', type: req.headers['content-type'] ?? '', body: JSON.parse(text) });
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
});
const traceId = '0af7651916cd43dd8448eb211c80319c';
const callersSpan = 'b7ad6b7169203331';

let service: TestService;
let spans: WireSpan[];
let upstreamParents: unknown[];
beforeAll(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  service = await startTestService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
  const headers = { traceparent: `00-${traceId}-${callersSpan}-01`, tracestate: 'vendor=x1' };
  const rpc = openRpc(service.url, await service.token(), headers);
  await rpc.call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' });
  await rpc.call('confluence_get_page', { page_id: '999999999' });
  upstreamParents = service.sandbox.requests.map((request) => request.headers['traceparent']);
  await service.close();
  spans = spansOf(received);
});
afterAll(() => void collector.close());

function spansOf(sent: typeof received): WireSpan[] {
  return sent.flatMap(({ body }) =>
    (body as { resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
}

const attributesOf = (span: WireSpan | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));
const childrenOf = (span: WireSpan | undefined) => spans.filter(({ parentSpanId }) => parentSpanId === span?.spanId);

describe('traces', () => {
  it('go to the collector in the form of its protocol, with the name and version of the service', () => {
    expect(received.map(({ path, type }) => [path, type])[0]).toEqual(['/v1/traces', 'application/json']);
    expect(JSON.stringify(received[0]?.body)).toContain(
      '{"key":"service.name","value":{"stringValue":"confluence-mcp-server"}}',
    );
    for (const { spanId, startTimeUnixNano: start, endTimeUnixNano: end } of spans) {
      expect(spanId).toMatch(/^[\da-f]{16}$/);
      expect(BigInt(end) >= BigInt(start) && BigInt(start) > 10n ** 18n).toBe(true);
    }
  });

  it("go on the caller's own trace, from the message over the tool to each request upstream", () => {
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    const [message] = spans.filter(({ parentSpanId }) => parentSpanId === callersSpan);
    expect([message?.kind, message?.traceState]).toEqual([2, 'vendor=x1']);
    expect(attributesOf(message)).toMatchObject({
      'mcp.method.name': 'tools/call',
      'http.response.status_code': '200',
    });
    const [tool] = childrenOf(message);
    expect([tool?.name, tool?.kind]).toEqual(['confluence_get_page', 1]);
    const requests = childrenOf(tool);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ kind, name }) => !/^3 (?:GET|POST) Confluence$/.test(`${kind} ${name}`))).toEqual([]);
  });

  it('are told to Confluence, by W3C traceparent', () => {
    const requests = spans.filter(({ kind }) => kind === 3);
    expect(upstreamParents.filter(Boolean)).toEqual(
      expect.arrayContaining(requests.map(({ spanId }) => `00-${traceId}-${spanId}-01`)),
    );
  });

  it('say what failed by its code, and hold neither ids, titles nor people', () => {
    const failed = spans.find((span) => attributesOf(span)['error.type'] === 'NOT_FOUND');
    expect([failed?.name, failed?.status.code]).toEqual(['confluence_get_page', 2]);
    expect(JSON.stringify(received)).not.toMatch(/999999999|Payments|alice/);
  });

  it('name the log lines of the request', () => {
    const call = service.logs().find(({ event }) => event === 'http_request');
    expect(call?.['trace_id']).toBe(traceId);
  });
});

// A call of an API tool ended at the tool, and whoever runs the API saw requests that belonged to nothing.
describe('a request to another API', () => {
  it('is a part of the trace of its call, and told so to the API', async () => {
    const { port } = collector.address() as AddressInfo;
    received.length = 0;
    const tickets = await serveTickets({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    const id = 'f'.repeat(32);
    const headers = { traceparent: `00-${id}-${callersSpan}-01` };
    const rpc = openRpc(tickets.url, nora, headers);
    await rpc.call('list_tickets', {});
    await rpc.call('get_ticket', { ticket_id: 'N-404' });
    await tickets.close();
    const sent = spansOf(received);
    const requests = sent.filter(({ kind }) => kind === 3);
    expect(requests.map((span) => [span.name, span.traceId, attributesOf(span)['http.response.status_code']])).toEqual([
      ['GET tickets', id, '200'],
      ['GET tickets', id, '404'],
    ]);
    const parents = requests.map(({ parentSpanId }) => sent.find(({ spanId }) => spanId === parentSpanId)?.name);
    expect(parents).toEqual(['list_tickets', 'get_ticket']);
    expect(tickets.requests.map((request) => request.headers['traceparent'])).toEqual(
      requests.map(({ spanId }) => `00-${id}-${spanId}-01`),
    );
    expect(JSON.stringify(received)).not.toMatch(/N-404|nora/);
  });
});

/** SEP-414: a message may say itself where it stands in a trace, over whatever transport it comes. */
describe('a trace that the message itself names', () => {
  const name = { name: 'test', version: '1' };
  type Caller = (meta: Record<string, unknown>) => Promise<unknown>;
  const params = (meta: Record<string, unknown>) => ({ name: 'hello', arguments: { name: 'Ann' }, _meta: meta });
  const idOf = (kind: string, at: number) => `${kind}${at}`.padStart(32, 'e');
  const parentOf = (id: string) => `00-${id}-${callersSpan}-01`;
  let traced: TestService;
  let token: string;
  let found: WireSpan[];
  /** Every request over HTTP is in a trace of its own as well. */
  const outer = (at: number) => ({ authorization: `Bearer ${token}`, traceparent: parentOf(idOf('b', at)) });

  const transports: [string, (at: number) => Promise<Caller>][] = [
    [
      'HTTP in 2026-07-28',
      async (at) => {
        const client = new Client(name, { versionNegotiation: { mode: 'auto' } });
        const requestInit = { headers: outer(at) };
        await client.connect(new StreamableHTTPClientTransport(new URL(traced.url), { requestInit }));
        return (meta) => client.callTool(params(meta));
      },
    ],
    [
      'HTTP in 2025-06-18',
      async (at) => {
        const client = new OldClient(name);
        await client.connect(new OldHttp(new URL(traced.url), { requestInit: { headers: outer(at) } }));
        return (meta) => client.callTool(params(meta));
      },
    ],
    [
      'HTTP+SSE',
      async (at) => {
        const client = new OldClient(name);
        const streamed: typeof fetch = (input, init) =>
          fetch(input, { ...init, headers: { ...outer(at), accept: 'text/event-stream' } });
        const options = { requestInit: { headers: outer(at) }, eventSourceInit: { fetch: streamed } };
        await client.connect(new SSEClientTransport(new URL('/mcp-server/sse', traced.origin), options));
        return (meta) => client.callTool(params(meta)).finally(() => client.close());
      },
    ],
    [
      'stdio',
      async () => {
        const [stdin, stdout] = [new PassThrough(), new PassThrough()];
        serveStdio(traced.services, { stdin, stdout });
        const client = new Client(name, { versionNegotiation: { mode: 'auto' } });
        await client.connect(new StdioServerTransport(stdout, stdin));
        return (meta) => client.callTool(params(meta)).finally(() => client.close());
      },
    ],
  ];
  const malformed = [
    'garbage',
    7,
    parentOf('0'.repeat(32)),
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${callersSpan}-01`,
    `00-${traceId}-${callersSpan}-01-more`,
    `00-${traceId}-${callersSpan}-01\r\nX-Injected: 1`,
  ];

  beforeAll(async () => {
    const before = received.length;
    const { port } = collector.address() as AddressInfo;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
    traced = await startTestService({ transport: 'sse', env });
    token = await traced.token();
    for (const [at, [, open]] of transports.entries()) {
      const call = await open(at);
      await call({ traceparent: parentOf(idOf('a', at)), tracestate: 'vendor=x2' });
    }
    for (const [at, traceparent] of malformed.entries()) {
      const rpc = openRpc(traced.url, token, { traceparent: parentOf(idOf('c', at)) });
      await rpc.ask('tools/call', params({ traceparent, tracestate: 'a=b\r\nc' }));
    }
    const overStdio = await transports[3]?.[1](3);
    await overStdio?.({});
    await traced.close();
    found = spansOf(received.slice(before)).filter((span) => span.name === 'hello');
  });
  const callIn = (id: string) => found.find((span) => span.traceId === id);

  it.each(transports.map(([transport], at) => [transport, at] as const))('is gone on with over %s', (transport, at) => {
    const span = callIn(idOf('a', at));
    expect(span).toMatchObject({ parentSpanId: callersSpan, kind: 2, traceState: 'vendor=x2' });
    // The request that carried it is linked, as the conventions of OpenTelemetry for MCP have it.
    expect(span?.links?.map((link) => link.traceId)).toEqual(transport === 'stdio' ? [] : [idOf('b', at)]);
  });

  it.each(malformed.map((traceparent, at) => [traceparent, at] as const))('counts as absent when it is %j', (_, at) => {
    expect(callIn(idOf('c', at))).toMatchObject({ kind: 1, links: [] });
  });

  it('is begun where nobody names one, over stdio too', () => {
    const own = found.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(own.map(({ kind }) => kind)).toEqual([2]);
    expect(found).toHaveLength(transports.length + malformed.length + 1);
  });
});

describe('without a collector', () => {
  it('nothing is traced, and a trace of the caller is not passed on', async () => {
    const plain = await startTestService();
    const rpc = openRpc(plain.url, await plain.token(), { traceparent: `00-${traceId}-${callersSpan}-01` });
    await rpc.call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' });
    expect(plain.sandbox.requests.some(({ headers }) => 'traceparent' in headers)).toBe(false);
    await plain.close();
  });

  it('that answers, calls are answered all the same', async () => {
    const lost = await startTestService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
    const rpc = openRpc(lost.url, await lost.token());
    expect((await rpc.call('hello', { name: 'Ann' })).isError).toBeFalsy();
    await lost.close();
    expect(lost.logs().map(({ event }) => event)).toContain('traces_lost');
  });
});

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRpc } from '../support/rpc.js';
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
  spans = received.flatMap(({ body }) =>
    (body as { resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
});
afterAll(() => void collector.close());

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

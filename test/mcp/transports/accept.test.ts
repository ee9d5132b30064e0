import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMcp } from '../../../src/mcp/index.js';
import { caller, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve, type Served } from '../fixtures/serve.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

interface Answer {
  status: number;
  type: string;
  text: string;
}

let served: Served;
beforeAll(async () => {
  const policy = { toolsets: ['examples'], enabledTools: [], disabledTools: [], readOnly: false };
  const shared = {
    confluenceClient: stubClient(),
    log: recordingLogger(),
    audit: recordingAudit(),
    claims: createMemoryStore(),
    version: '1',
  };
  served = await serve(createMcp({ ...shared, policy }), () => caller());
});
afterAll(() => served.close());

const params = { name: 'hello', arguments: { name: 'x' } };
const revision = '2026-07-28';
const meta = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const eras = [
  ['2025-06-18', { params, headers: { 'mcp-protocol-version': '2025-06-18' } }],
  [
    revision,
    {
      params: { ...params, _meta: meta },
      headers: { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': 'hello' },
    },
  ],
] as const;

/** Sends no header that it was not given, as fetch would. */
function post(body: object, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(served.mcpUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
    req.on('error', reject).on('response', (res) => {
      let text = '';
      res.on('data', (chunk) => (text += String(chunk)));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', text }));
    });
    req.end(JSON.stringify(body));
  });
}

// The SDK said `keep-alive` to everybody, and the connection stayed until it had been idle for ten minutes.
it.each([
  ['2025-06-18', { accept: 'application/json, text/event-stream' }],
  ['2025-06-18', { accept: 'application/json' }],
  ['2024-10-07', {}],
])('closes the connection of a client that asks for it: %s, %j', async (version, accept) => {
  const headers = { ...accept, 'content-type': 'application/json', 'mcp-protocol-version': version };
  const req = request(served.mcpUrl, { method: 'POST', headers: { ...headers, connection: 'close' } });
  req.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }));
  const [res] = (await once(req, 'response')) as [IncomingMessage];
  expect(res.headers.connection).toBe('close');
  await once(res.resume().socket, 'close');
});

// Clients that named a single type, or none, were refused with 406.
describe.each(eras)('a client of %s', (_revision, era) => {
  it.each([
    ['application/json', /^application\/json/],
    ['application/json;q=0.9, text/plain', /^application\/json/],
    ['text/event-stream', /^text\/event-stream/],
    ['*/*', /json|event-stream/],
    ['application/json, text/event-stream', /json|event-stream/],
    [undefined, /json|event-stream/],
  ])('[H7] that accepts %j is answered with that', async (accept, type) => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: era.params };
    const answer = await post(body, { ...era.headers, ...(accept !== undefined && { accept }) });
    expect(answer.status).toBe(200);
    expect(answer.type).toMatch(type);
    const message = answer.text.replace(/^[^{]*/, '');
    expect(JSON.parse(message)).toMatchObject({ id: 1, result: { structuredContent: { greeting: 'Hello, x!' } } });
  });
});

describe('a client that accepts neither form', () => {
  it('is told so', async () => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
    expect(await post(body, { accept: 'image/png' })).toMatchObject({ status: 406 });
  });
});

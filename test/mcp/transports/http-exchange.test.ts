import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server } from '@modelcontextprotocol/server';
import { createMcp } from '../../../src/mcp/index.js';
import { caller, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve, type Served } from '../fixtures/serve.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

/** Our endpoint, and the SDK's own handler with tools of the same names: what it refuses, and how, is the oracle. */
let served: Served;
let sdk: { url: URL; close(): void };
let answerNow: () => void = () => undefined;

beforeAll(async () => {
  const users = {
    current: async () => {
      await new Promise<void>((resolve) => (answerNow = resolve));
      return { id: '1', name: 'Ada', email: null };
    },
  };
  let page = 0;
  const spaces = { list: () => Promise.resolve({ items: [], nextCursor: (page += 1) % 2 === 1 ? 'more' : null }) };
  const policy = { toolsets: ['all', 'examples'], enabledTools: [], disabledTools: [], readOnly: false };
  const confluenceClient = stubClient({ users, spaces } as never);
  const shared = {
    confluenceClient,
    log: recordingLogger(),
    audit: recordingAudit(),
    claims: createMemoryStore(),
    version: '1',
  };
  served = await serve(createMcp({ ...shared, policy, heartbeatMs: 20 }), () => caller());
  sdk = await serveBySdk();
});
afterAll(async () => {
  sdk.close();
  await served.close();
});

async function serveBySdk(): Promise<typeof sdk> {
  const handler = createMcpHandler(() => {
    const server = new Server({ name: 'oracle', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', () => ({ tools: [] }));
    server.setRequestHandler('tools/call', () => ({ content: [] }));
    return server;
  });
  const respond = toNodeHandler(handler);
  const listener = createServer((req, res) => {
    req.headers.accept = 'application/json, text/event-stream';
    void respond(req as never, res);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/`), close: () => void listener.close().closeAllConnections() };
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

function post(url: URL, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
    req.on('error', reject).on('response', (res) => {
      let text = '';
      res.on('data', (chunk) => (text += String(chunk)));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }));
    });
    req.end(JSON.stringify(body));
  });
}

/** The message of an answer, in whichever form it came. */
function messageOf({ text }: Answer): unknown {
  const json = text.startsWith('{') ? text : (text.split('\n').findLast((line) => line.startsWith('data: {')) ?? '');
  return json === '' ? null : JSON.parse(json.replace(/^data: /, ''));
}

const revision = '2026-07-28';
const meta = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const hello = { name: 'hello', arguments: { name: 'x' } };
const rpc = (method: string, params?: unknown): object => ({ jsonrpc: '2.0', id: 1, method, params });
const eras = [
  ['2025-06-18', {}, { 'mcp-protocol-version': '2025-06-18' }],
  [revision, { _meta: meta }, { 'mcp-protocol-version': revision }],
] as const;
const headersOf = (method: string, name?: string) => ({ 'mcp-method': method, ...(name && { 'mcp-name': name }) });

describe.each(eras)('a request of %s', (_revision, envelope, version) => {
  const call = (params: object, accept = 'application/json, text/event-stream') =>
    post(served.mcpUrl, rpc('tools/call', { ...params, ...envelope }), {
      ...version,
      accept,
      ...headersOf('tools/call', (params as { name: string }).name),
    });

  // Every answer of an older client came as a stream of events.
  it('is answered with JSON and its length when nothing came before the answer', async () => {
    const { headers, text } = await call(hello);
    expect(headers['content-type']).toBe('application/json');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it('is answered with a list whose bytes are the list', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => post(served.mcpUrl, rpc('tools/list', envelope), { ...version, ...headersOf('tools/list') })),
    );
    expect(first?.headers['content-length']).toBe(String(Buffer.byteLength(first?.text ?? '')));
    const { result } = messageOf(first as Answer) as { result: { tools: { name: string }[] } };
    expect(result.tools.find(({ name }) => name === 'hello')).toMatchObject({ inputSchema: { type: 'object' } });
    expect(second?.text).toBe(first?.text);
  });

  it('is answered with a stream once it has waited long', async () => {
    const waiting = call({ name: 'confluence_get_current_user', arguments: {} });
    setTimeout(() => answerNow(), 100);
    const answer = await waiting;
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(answer.text.startsWith(': keepalive\n\n')).toBe(true);
    expect(messageOf(answer)).toMatchObject({ id: 1, result: { content: [{ type: 'text' }] } });
  });

  it('is answered with JSON however long it takes when its client takes nothing else', async () => {
    const waiting = call({ name: 'confluence_get_current_user', arguments: {} }, 'application/json');
    setTimeout(() => answerNow(), 100);
    expect((await waiting).headers['content-type']).toBe('application/json');
  });

  const withProgress = { _meta: { ...(envelope as { _meta?: object })._meta, progressToken: 'p1' } };
  const listSpaces = { name: 'confluence_list_spaces', arguments: { query: 'x' } };

  it('is answered with a stream when progress came before, and without it where no stream is taken', async () => {
    const send = (accept: string) =>
      post(served.mcpUrl, rpc('tools/call', { ...listSpaces, ...withProgress }), {
        ...version,
        accept,
        ...headersOf('tools/call', listSpaces.name),
      });
    const streamed = await send('*/*');
    expect(streamed.headers['content-type']).toBe('text/event-stream');
    expect(streamed.text).toContain('"progressToken":"p1"');
    const plain = await send('application/json');
    expect(plain.headers['content-type']).toBe('application/json');
    expect(plain.text).not.toContain('progressToken');
    expect(messageOf(plain)).toMatchObject({ id: 1, result: {} });
  });
});

/** What clients send for the arguments of a call, and what the answer says. */
const sentForArguments: [string, unknown, RegExp][] = [
  ['the JSON of an object', '{"name":"Ada"}', /^Hello, Ada!/],
  ['such JSON with blanks around it', ' {"name": "Ada"}\n', /^Hello, Ada!/],
  ['null', null, /^INVALID_INPUT: name: required \(string\)\./],
  ['an empty text', '', /^INVALID_INPUT: name: required \(string\)\./],
  ['a list', [{ name: 'Ada' }], /^INVALID_INPUT: The arguments must be a JSON object\. Its keys: name \(required\)\.$/],
  ['the JSON of a list', '[{"name":"Ada"}]', /^INVALID_INPUT: The arguments must be a JSON object\./],
  ['words', 'Ada', /^INVALID_INPUT: The arguments must be a JSON object\./],
  [
    'a key that would be a prototype',
    JSON.parse('{"name":"Ada","__proto__":{"name":"Eve"}}'),
    /^INVALID_INPUT: unknown parameter "__proto__"; known parameters are name\.$/,
  ],
  [
    'such a key in the JSON of an object',
    '{"name":"Ada","__proto__":1}',
    /^INVALID_INPUT: unknown parameter "__proto__"/,
  ],
  ['a number', 7, /^INVALID_INPUT: The arguments must be a JSON object\./],
];

describe.each(eras)('a call of %s', (_revision, envelope, version) => {
  it.each(sentForArguments)(
    'with %s for its arguments is met half-way, or told what it lacks',
    async (_what, given, said) => {
      const params = { name: 'hello', arguments: given, ...envelope };
      const answer = await post(served.mcpUrl, rpc('tools/call', params), {
        ...version,
        ...headersOf('tools/call', 'hello'),
      });
      const { result } = messageOf(answer) as { result: { content: { text: string }[] } };
      expect(result.content[0]?.text).toMatch(said);
    },
  );
});

const handshake = (changed: object = {}) => ({
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'raw', version: '1' },
  ...changed,
});

const modern = { 'mcp-protocol-version': revision, ...headersOf('tools/call', 'hello') };
const modernCall = rpc('tools/call', { ...hello, _meta: meta });
const withMeta = (changed: object) => rpc('tools/call', { ...hello, _meta: { ...meta, ...changed } });

/** What is out of the ordinary, in the request or in its headers. */
const odd: [string, unknown, Record<string, string>][] = [
  ['no id', { jsonrpc: '2.0', method: 'tools/list' }, {}],
  ['an id of null', { jsonrpc: '2.0', id: null, method: 'tools/list' }, {}],
  ['another JSON-RPC', { jsonrpc: '1.0', id: 1, method: 'tools/list' }, {}],
  ['no JSON-RPC', { id: 1, method: 'tools/list' }, {}],
  ['parameters in a list', rpc('tools/list', [1]), {}],
  ['members beside those of a request', { ...rpc('tools/list'), extra: 1 }, {}],
  ['an answer', { jsonrpc: '2.0', id: 1, result: {} }, {}],
  ['a list of messages', [rpc('tools/list')], {}],
  ['no message', 7, {}],
  ['an unknown method', rpc('tools/nope'), {}],
  ['a method of Object', rpc('constructor'), {}],
  ['an unknown revision in its header', rpc('tools/list'), { 'mcp-protocol-version': '1999-01-01' }],
  ['a new revision in its header alone', rpc('tools/list'), { 'mcp-protocol-version': revision }],
  ['parameters that are none of the method', rpc('tools/call', { arguments: {} }), {}],
  ['a call without parameters', rpc('tools/call'), {}],
  ['a revision without its header', modernCall, {}],
  ['a revision without its method in a header', modernCall, { 'mcp-protocol-version': revision }],
  ['another method in its header', modernCall, { ...modern, 'mcp-method': 'tools/list' }],
  ['another name in its header', modernCall, { ...modern, 'mcp-name': 'nope' }],
  ['its name in base64', modernCall, { ...modern, 'mcp-name': '=?base64?aGVsbG8=?=' }],
  ['a name in broken base64', modernCall, { ...modern, 'mcp-name': '=?base64?%?=' }],
  ['a revision of the future', withMeta({ 'io.modelcontextprotocol/protocolVersion': '2099-01-01' }), modern],
  ['an old revision in its envelope', withMeta({ 'io.modelcontextprotocol/protocolVersion': '2025-06-18' }), modern],
  ['a client without a name', withMeta({ 'io.modelcontextprotocol/clientInfo': {} }), modern],
  ['capabilities that are none', withMeta({ 'io.modelcontextprotocol/clientCapabilities': 7 }), modern],
  [
    'an unknown method of the new revision',
    rpc('tools/nope', { _meta: meta }),
    { ...modern, 'mcp-method': 'tools/nope' },
  ],
  ['a handshake', rpc('initialize', handshake()), {}],
  ['a handshake of an unknown revision', rpc('initialize', handshake({ protocolVersion: '1999-01-01' })), {}],
  ['a handshake of a revision without one', rpc('initialize', handshake({ protocolVersion: revision })), {}],
  [
    'a handshake with a new revision in its header',
    rpc('initialize', handshake()),
    { 'mcp-protocol-version': revision },
  ],
  ['a handshake with an unknown one there', rpc('initialize', handshake()), { 'mcp-protocol-version': '1999-01-01' }],
  ['a handshake that says nothing', rpc('initialize'), {}],
  ['a handshake without a client', rpc('initialize', handshake({ clientInfo: null })), {}],
  ['the end of a handshake', { jsonrpc: '2.0', method: 'notifications/initialized' }, {}],
  ['an unknown notification', { jsonrpc: '2.0', method: 'notifications/nope', params: { a: 1 } }, {}],
  ['a notification with parameters in a list', { jsonrpc: '2.0', method: 'notifications/nope', params: [1] }, {}],
  [
    'a notification of an unknown revision',
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { 'mcp-protocol-version': '1999-01-01' },
  ],
  [
    'a notification of the new revision',
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { 'mcp-protocol-version': revision },
  ],
  ['another kind of content', rpc('tools/list'), { 'content-type': 'text/plain' }],
];

const revisionIn = ({ result }: Record<string, unknown>): unknown =>
  (result as { protocolVersion?: unknown } | undefined)?.protocolVersion;

describe('a message with', () => {
  it.each(odd)('%s is answered as the SDK does', async (_what, body, headers) => {
    const [ours, oracle] = [await post(served.mcpUrl, body, headers), await post(sdk.url, body, headers)];
    expect(ours.status).toBe(oracle.status);
    const { error, ...answer } = (messageOf(ours) ?? {}) as Record<string, unknown>;
    const { error: wanted, ...expected } = (messageOf(oracle) ?? {}) as Record<string, unknown>;
    expect(error).toEqual(wanted);
    expect(Object.keys(answer).sort()).toEqual(Object.keys(expected).sort());
    expect(answer['id']).toEqual(expected['id']);
    expect(revisionIn(answer)).toBe(revisionIn(expected));
  });
});

describe('the end', () => {
  it('breaks the connection of a call in flight, which has no answer to come', async () => {
    const mcp = createMcp({
      confluenceClient: stubClient({ users: { current: () => new Promise(() => undefined) } } as never),
      log: recordingLogger(),
      audit: recordingAudit(),
      claims: createMemoryStore(),
      version: '1',
      policy: { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false },
    });
    const other = await serve(mcp, () => caller());
    const call = post(other.mcpUrl, rpc('tools/call', { name: 'confluence_get_current_user', arguments: {} }));
    const broken = expect(call).rejects.toThrow(/socket hang up|ECONNRESET/);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await mcp.close();
    await broken;
    await other.close();
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../../src/http/index.js';
import { createMemoryLog } from './memory-log.js';
import { startTestService, type TestService } from '../support/service.js';

/** Rows H1 to H20 of the attack checklist that docs and tests go by, each on the whole service over a real socket. */
let service: TestService;
let token: string;
beforeAll(async () => {
  service = await startTestService({ env: { MAX_BODY_BYTES: '100000', BASE_URL: 'https://mcp.example.com' } });
  token = await service.token('confluence:read');
});
afterAll(() => service.close());

const message = (method: string, params: unknown = {}, id: unknown = 1) => ({ jsonrpc: '2.0', id, method, params });
const listing = message('tools/list');

function post(body: unknown, headers: Record<string, string> = {}, url = service.url): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
}
const statusOf = async (answer: Promise<Response>): Promise<number> => {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
};

/** What comes back for these bytes until the service closes the connection. */
async function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  socket.on('error', () => undefined);
  socket.write(bytes);
  socket.end();
  await once(socket, 'close');
  return said;
}
const head = (...lines: string[]) => [`POST /mcp-server/mcp HTTP/1.1`, ...lines, '', ''].join('\r\n');

describe('bodies', () => {
  it('H1: one that is too large is 413 in JSON', async () => {
    const answer = await post(message('tools/list', { pad: 'x'.repeat(100_000) }));
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([413, 'payload_too_large']);
  });

  it('H2: one that nests 100,000 levels deep is 400, quickly, and the service lives', async () => {
    const deep = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000);
    const startedAt = performance.now();
    expect(await statusOf(post(deep))).toBe(400);
    expect(await statusOf(post('['.repeat(99_000)))).toBe(400);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(await statusOf(post(listing))).toBe(200);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'H3: the prototype name %s is an unknown tool, and pollutes nothing as an argument',
    async (name) => {
      const called = await (await post(message('tools/call', { name, arguments: {} }))).text();
      expect(called).toMatch(/unknown tool|not found|Unknown/i);
      const polluting = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"hello","${name}":{"admin":true},"arguments":{"${name}":{"admin":true}},"_meta":{"${name}":{"admin":true}}}}`;
      expect([200, 400]).toContain(await statusOf(post(polluting)));
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    },
  );

  it.each([[[]], [[listing]], [Array.from({ length: 1000 }, () => listing)]])(
    'H4: a batch is 400 (case %#)',
    async (batch) => {
      expect(await statusOf(post(batch))).toBe(400);
    },
  );

  it.each([
    ['an object as id', message('ping', {}, {})],
    ['a list as id', message('ping', {}, [1])],
    ['a number as method', message(7 as unknown as string)],
    ['another version', { ...listing, jsonrpc: '1.0' }],
  ])('H5: %s is an invalid request', async (_what, body) => {
    expect(await statusOf(post(body))).toBe(400);
  });

  it.each(['Method', 'PARAMS', 'JsonRpc', 'ID'])('keys are compared exactly: %s is refused', async (key) => {
    expect(await statusOf(post({ ...listing, [key]: 'tools/call' }))).toBe(400);
  });

  it('H6: what is no JSON in UTF-8 is 415, and what inflates beyond the limit 413', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-7', 'application/xml']) {
      expect(await statusOf(post(listing, { 'content-type': type }))).toBe(415);
    }
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    expect(await statusOf(post(new Uint8Array(bomb), { 'content-encoding': 'gzip' }))).toBe(413);
  });
});

describe('requests', () => {
  it.each(['GET', 'DELETE', 'PUT', 'PATCH'])('H8: %s is 405 and says what is allowed', async (method) => {
    const answer = await fetch(service.url, { method, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.com', 'https://mcp.example.com.evil.com'])(
    'H9: the origin %s is 403',
    async (origin) => {
      expect(await statusOf(post(listing, { origin }))).toBe(403);
      expect(await statusOf(post(listing, { origin: 'https://mcp.example.com' }))).toBe(200);
    },
  );

  it.each(['evil.example:8080', 'evil.example', 'mcp.example.com.evil.example'])(
    'H10: the host %s is 403',
    async (host) => {
      expect(await raw(head(`Host: ${host}`, 'Content-Length: 0', 'Connection: close'))).toMatch(/^HTTP\/1\.1 403/);
    },
  );

  it('H11: rights go by the body, whatever the headers say of it', async () => {
    const lies = { 'mcp-method': 'tools/list', 'mcp-name': 'confluence_get_page' };
    const deleting = message('tools/call', { name: 'confluence_delete_page', arguments: { page_id: '1' } });
    expect([400, 403]).toContain(await statusOf(post(deleting, lies)));
  });

  it('H12: a session id, of whomever, is ignored', async () => {
    expect(await statusOf(post(listing, { 'mcp-session-id': 'session-of-another' }))).toBe(200);
  });

  it('H13: headers that name a user or a site change nothing', async () => {
    const headers = {
      'x-user-id': 'root',
      'x-forwarded-user': 'root',
      'x-goog-authenticated-user-email': 'accounts.google.com:root@example.com',
      'x-atlassian-confluence-url': 'http://169.254.169.254',
    };
    expect(await statusOf(post(listing, headers))).toBe(200);
    const last = service.logs().findLast(({ event }) => event === 'authentication');
    expect(last?.['principal']).toBe('jwt:https://issuer.example:alice');
    expect(JSON.stringify(service.logs())).not.toContain('root@example.com');
  });

  it.each([
    ['two lengths', head('Host: mcp.example.com', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ['a folded header', head('Host: mcp.example.com', 'X-Long: a', ' b', 'Content-Length: 0')],
    ['a blank before the colon', head('Host : mcp.example.com', 'Content-Length: 0')],
    ['two hosts', head('Host: mcp.example.com', 'Host: evil.example', 'Content-Length: 0', 'Connection: close')],
    [
      'two tokens',
      head(
        'Host: mcp.example.com',
        'Authorization: Bearer a',
        'Authorization: Bearer b',
        'Content-Length: 0',
        'Connection: close',
      ),
    ],
  ])('H15: %s is 400', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400/);
  });

  it('H19: two callers with one id never get the answer of the other', async () => {
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map((subject) => service.token('confluence:read', { subject })),
    );
    const ask = async (bearer: string | undefined, text: string): Promise<boolean> => {
      const call = message('tools/call', { name: 'hello', arguments: { name: text } }, 7);
      const answer = await post(call, { authorization: `Bearer ${bearer ?? ''}` });
      return (await answer.text()).includes(text);
    };
    for (let round = 0; round < 20; round++) {
      expect(await Promise.all([ask(ann, `ann-${round}`), ask(bob, `bob-${round}`)])).toEqual([true, true]);
    }
  });

  it('H20: without a token only probes and documentation answer, and nothing tells versions or stacks of what is inside', async () => {
    const paths = [
      '/health',
      '/ready',
      '/metrics',
      '/docs',
      '/openapi.json',
      '/',
      '/.env',
      '/mcp-server/sse',
      '/dev/token',
      '/register',
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(new URL(path, service.url), { headers: { host: 'mcp.example.com' } });
        return { path, status: answer.status, text: await answer.text(), powered: answer.headers.get('x-powered-by') };
      }),
    );
    expect(answers.filter(({ status }) => status === 200).map(({ path }) => path)).toEqual([
      ...['/health', '/ready', '/docs', '/openapi.json'],
    ]);
    for (const { text, powered } of answers) {
      expect(text).not.toMatch(/express|node_modules|at .+\.(?:ts|js):\d+/i);
      expect(powered).toBeNull();
    }
  });
});

describe('slow clients', () => {
  it('H16: two hundred that drip their headers keep no caller from an answer', async () => {
    const { hostname, port } = new URL(service.url);
    const dripping = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write('POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nX-Drip: ');
      return socket;
    });
    const drips = setInterval(() => dripping.forEach((socket) => socket.write('x')), 50);
    try {
      const took: number[] = [];
      for (let n = 0; n < 30; n++) {
        const startedAt = performance.now();
        expect(await statusOf(post(listing))).toBe(200);
        took.push(performance.now() - startedAt);
      }
      took.sort((a, b) => a - b);
      expect(took[15]).toBeLessThan(1_000);
      expect(took.at(-1)).toBeLessThan(5_000);
    } finally {
      clearInterval(drips);
      for (const socket of dripping) socket.destroy();
    }
  });

  it.each([
    ['a head', 'POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nX-Drip: '],
    ['a body', 'POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nContent-Length: 100\r\n\r\n'],
  ])('H16: %s that never ends is cut', async (_what, beginning) => {
    const server = await startServer({
      app: (req, res) => void req.resume().on('end', () => res.end()),
      host: '127.0.0.1',
      port: 0,
      log: createMemoryLog(),
      timeouts: { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 },
    });
    const socket = connect(server.address.port, server.address.host);
    socket.on('error', () => undefined).resume();
    socket.write(beginning);
    const drips = setInterval(() => socket.write('x'), 20);
    await once(socket, 'close');
    clearInterval(drips);
    await server.close();
  });
});

describe('limits', () => {
  it('H14, H18: go by the peer whatever it forwards, tell what is left, and say when to come back', async () => {
    const limited = await startTestService({ env: { RATE_LIMIT_PER_MINUTE: '5' } });
    try {
      const bearer = await limited.token('confluence:read');
      const good = () => post(listing, { authorization: `Bearer ${bearer}` }, limited.url);
      const first = await good();
      expect(first.headers.get('ratelimit')).toMatch(/^limit=5, remaining=4, reset=\d+$/);
      expect(first.headers.get('ratelimit-policy')).toBe('5;w=60');
      for (let n = 0; n < 4; n++) await statusOf(good());
      const over = await good();
      expect([over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, true]);
      const statuses = [];
      for (let n = 0; n < 7; n++) {
        const headers = { authorization: 'Bearer bad', 'x-forwarded-for': `198.51.100.${n}` };
        statuses.push(await statusOf(post(listing, headers, limited.url)));
      }
      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      expect(statuses.slice(5)).toEqual([429, 429]);
    } finally {
      await limited.close();
    }
  });
});

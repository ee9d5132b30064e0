import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';
import { temporaryFile } from '../support/settings.js';
import { listing, message, postMessage, statusOf } from './post-message.js';

/** Rows H1 to H20 of the attack checklist that docs and tests go by, each on the whole service over a real socket. */
let service: TestService;
let token: string;
/** The same with the size of a body that is usual. */
let roomy: TestService;
beforeAll(async () => {
  [service, roomy] = await Promise.all([
    startTestService({ env: { MAX_BODY_BYTES: '100000', BASE_URL: 'https://mcp.example.com' } }),
    startTestService(),
  ]);
  token = await service.token('confluence:read');
});
afterAll(() => Promise.all([service.close(), roomy.close()]));

const post = (body: unknown, headers: Record<string, string> = {}, url = service.url) =>
  postMessage(url, token, body, headers);

describe('bodies', () => {
  it('[H1] one that is too large is 413 in JSON', async () => {
    const answer = await post(message('tools/list', { pad: 'x'.repeat(100_000) }));
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([413, 'payload_too_large']);
  });

  it('[H2] one that nests 100,000 levels deep is 400, quickly, and the service lives', async () => {
    const levels = 100_000;
    const bodies = [
      '{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
      '['.repeat(levels) + ']'.repeat(levels),
      JSON.stringify(message('tools/list')).replace('{}', `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`),
    ];
    for (const body of bodies) {
      const before = process.cpuUsage();
      const answer = await post(body, {}, roomy.url);
      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'invalid_json']);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(500);
    }
    expect(await statusOf(post(listing, {}, roomy.url))).toBe(200);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '[H3] the prototype name %s is an unknown tool, and pollutes nothing as an argument',
    async (name) => {
      const called = await (await post(message('tools/call', { name, arguments: {} }))).text();
      expect(called).toMatch(/unknown tool|not found|Unknown/i);
      const polluting = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"hello","${name}":{"admin":true},"arguments":{"${name}":{"admin":true}},"_meta":{"${name}":{"admin":true}}}}`;
      expect([200, 400]).toContain(await statusOf(post(polluting)));
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    },
  );

  it.each([[[]], [[listing]], [Array.from({ length: 1000 }, () => listing)]])(
    '[H4] a batch is 400 (case %#)',
    async (batch) => {
      expect(await statusOf(post(batch))).toBe(400);
    },
  );

  it.each([
    ['an object as id', message('ping', {}, {})],
    ['a list as id', message('ping', {}, [1])],
    ['a number as method', message(7 as unknown as string)],
    ['another version', { ...listing, jsonrpc: '1.0' }],
    ['null as id', message('tools/list', {}, null)],
    ['a fraction as id', message('tools/list', {}, 1.5)],
    ['a number as id that is none', JSON.stringify(listing).replace('"id":1', '"id":1e400')],
    ['an id of a megabyte', message('tools/list', {}, 'i'.repeat(1_000_000))],
    ['a method of a megabyte', message('m'.repeat(1_000_000))],
    ['no method', { jsonrpc: '2.0', id: 1 }],
  ])('[H5] %s is an invalid request', async (_what, body) => {
    const answer = await post(body, {}, roomy.url);
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text.length).toBeLessThan(1_000);
    expect(await statusOf(post(listing, {}, roomy.url))).toBe(200);
  });

  it.each(['Method', 'PARAMS', 'JsonRpc', 'ID'])('keys are compared exactly: %s is refused', async (key) => {
    expect(await statusOf(post({ ...listing, [key]: 'tools/call' }))).toBe(400);
  });

  it('[H6] what is no JSON in UTF-8 is 415, and what inflates beyond the limit 413', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-7', 'application/xml']) {
      const answer = await post(listing, { 'content-type': type });
      // At the door, before the body is read, and not only by who would have it next.
      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
        415,
        'unsupported_media_type',
      ]);
    }
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    expect(await statusOf(post(new Uint8Array(bomb), { 'content-encoding': 'gzip' }))).toBe(413);
  });
});

describe('requests', () => {
  it.each(['GET', 'DELETE', 'PUT', 'PATCH'])('[H8] %s is 405 and says what is allowed', async (method) => {
    const answer = await fetch(service.url, { method, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.com', 'https://mcp.example.com.evil.com'])(
    '[H9] the origin %s is 403',
    async (origin) => {
      expect(await statusOf(post(listing, { origin }))).toBe(403);
      expect(await statusOf(post(listing, { origin: 'https://mcp.example.com' }))).toBe(200);
    },
  );

  it('[H11] rights go by the body, whatever the headers say of it', async () => {
    const lies = { 'mcp-method': 'tools/list', 'mcp-name': 'confluence_get_page' };
    const deleting = message('tools/call', { name: 'confluence_delete_page', arguments: { page_id: '1' } });
    expect(await statusOf(post(deleting, lies))).toBe(403);
  });

  it.each([
    ['another method', { 'mcp-method': 'tools/list' }],
    ['another name', { 'mcp-name': 'confluence_get_page' }],
    ['no method', { 'mcp-method': '' }],
    ['another revision', { 'mcp-protocol-version': '2025-11-25' }],
  ])('[H11] a header that says %s than the body is the error -32020', async (_what, lie) => {
    const revision = '2026-07-28';
    const call = message('tools/call', {
      ...{ name: 'hello', arguments: { name: 'x' } },
      _meta: {
        'io.modelcontextprotocol/protocolVersion': revision,
        'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    });
    const truth = { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': 'hello' };
    expect(await statusOf(post(call, truth))).toBe(200);
    const answer = await post(call, { ...truth, ...lie });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: -32020 } }]);
  });

  it('[H12] a session id, of whomever, is ignored', async () => {
    expect(await statusOf(post(listing, { 'mcp-session-id': 'session-of-another' }))).toBe(200);
  });

  it('[H13] headers that name a user or a site change nothing, and neither they nor the token reach Confluence', async () => {
    const headers = {
      'x-user-id': 'root',
      'x-forwarded-user': 'root',
      'x-goog-authenticated-user-email': 'accounts.google.com:root@example.com',
      'x-atlassian-confluence-url': 'http://169.254.169.254',
      'x-serverless-authorization': 'Bearer of-root',
      'x-goog-iap-jwt-assertion': 'of.root.x',
    };
    service.sandbox.requests.length = 0;
    const call = message('tools/call', { name: 'confluence_list_spaces', arguments: {} });
    const answer = await post(call, headers);
    expect(await answer.text()).toContain('ENG');
    const { requests } = service.sandbox;
    expect(new Set(requests.map(({ headers: sent }) => sent['authorization']))).toEqual(new Set(['Basic']));
    expect(JSON.stringify(requests)).not.toContain(token.split('.')[2]);
    const last = service.logs().findLast(({ event }) => event === 'authentication');
    expect(last?.['principal']).toBe('jwt:https://issuer.example:alice');
    expect(JSON.stringify([service.logs(), requests])).not.toMatch(/root@example\.com|of-root|of\.root|169\.254/);
  });

  it('[H19] two callers with one id and one question never get the answer of the other', async () => {
    const spaces = { ann: 'ENG', bob: 'HR' };
    const grants = { 'jwt:ann': { spaces: [spaces.ann] }, 'jwt:bob': { spaces: [spaces.bob] } };
    const shared = await startTestService({ env: { GRANTS_FILE: temporaryFile(JSON.stringify(grants)) } });
    const tokenOf = (subject: string) => shared.token('', { subject });
    const tokens = { ann: await tokenOf('ann'), bob: await tokenOf('bob') };
    const question = message('tools/call', { name: 'confluence_list_spaces', arguments: {} }, 7);
    const ask = async (subject: 'ann' | 'bob') => {
      const answer = await postMessage(shared.url, tokens[subject], question);
      const { result } = (await answer.json()) as { result: { structuredContent: { spaces: { key: string }[] } } };
      const keys = result.structuredContent.spaces.map(({ key }) => key);
      return { subject, keys, requestId: answer.headers.get('x-request-id') };
    };
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    for (let round = 0; round < 10; round++) {
      const together = Array.from({ length: 20 }, (_, at) => ask(at % 2 === 0 ? 'ann' : 'bob'));
      answers.push(...(await Promise.all(together)));
    }
    const calls = shared.logs().filter(({ event }) => event === 'tool_call');
    const principals = new Map(calls.map(({ request_id: id, principal }) => [id, principal]));
    for (const { subject, keys, requestId } of answers) {
      expect([keys, principals.get(requestId)]).toEqual([[spaces[subject]], `jwt:https://issuer.example:${subject}`]);
    }
    await shared.close();
  });

  it('[H20] without a token only probes and documentation answer, and nothing tells versions or stacks of what is inside', async () => {
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

describe('a good token in the wrong place', () => {
  it('[J22] in the address, a form, a cookie or another header is none, and no log shows it', async () => {
    const bare = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const body = JSON.stringify(listing);
    const form = { ...bare, 'content-type': 'application/x-www-form-urlencoded' };
    const tries: [query: string, headers: Record<string, string>, body: string][] = [
      [`?access_token=${token}`, bare, body],
      [`?authorization=Bearer%20${token}`, bare, body],
      ['', form, `access_token=${token}`],
      ['', { ...bare, cookie: `access_token=${token}; token=${token}` }, body],
      ['', { ...bare, 'proxy-authorization': `Bearer ${token}` }, body],
      ['', { ...bare, 'x-authorization': `Bearer ${token}`, 'x-api-key': token }, body],
    ];
    for (const [query, headers, text] of tries) {
      const answer = await fetch(service.url + query, { method: 'POST', headers, body: text });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
    expect(JSON.stringify(service.logs())).not.toContain(token.split('.')[2]);
  });
});

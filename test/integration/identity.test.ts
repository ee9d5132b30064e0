import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, createHmac, createSign } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashToken } from '../../src/auth/index.js';
import { createTestKey } from '../support/keys.js';
import { audience, issuer, startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.close());

function call(name: string, args: Record<string, unknown>, headers: Record<string, string>): Promise<Response> {
  return fetch(service.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
}

const readPage = (headers: Record<string, string>): Promise<Response> =>
  call('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' }, headers);
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** What an attacker without the key would send: the right claims, signed with something that is no private key. */
function forged(alg: string, sign: (input: string) => string, more: object = {}): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: audience, sub: 'alice', scope: 'confluence:read', iat: now, exp: now + 300 };
  const input = `${part({ alg, typ: 'JWT' })}.${part({ ...claims, ...more })}`;
  return `${input}.${sign(input)}`;
}

/** Signed with the right key, and an hour old. */
function expired(): Promise<string> {
  const claims = { exp: Math.floor(Date.now() / 1000) - 3600 };
  return Promise.resolve(
    forged(
      'RS256',
      (input) => createSign('RSA-SHA256').update(input).sign(service.keys.privateKeyPem).toString('base64url'),
      claims,
    ),
  );
}

/** The JSON of an answer, which older revisions may get as one server-sent event. */
async function resultOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
}

describe('without a token', () => {
  it('[J1] answers 401 with a challenge that has no error, and asks Confluence nothing', async () => {
    const before = service.sandbox.requests.length;
    const response = await readPage({});
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer(?!.*error=)/);
    expect(await response.json()).toMatchObject({ error: expect.any(String), request_id: expect.any(String) });
    expect(service.sandbox.requests).toHaveLength(before);
  });
});

describe('with a wrong token', () => {
  const wrong: [string, () => Promise<string> | string][] = [
    ['another audience', () => service.token(undefined, { audience: 'https://other.example' })],
    ['the audience with a slash behind it', () => service.token(undefined, { audience: `${audience}/` })],
    ['another issuer', () => service.token(undefined, { issuer: 'https://evil.example' })],
    ['another key', () => service.token(undefined, { privateKeyPem: createTestKey('another').privateKeyPem })],
    ['no signature (alg none)', () => forged('none', () => '')],
    [
      'the public key used as an HMAC secret',
      () =>
        forged('HS256', (input) => createHmac('sha256', service.keys.publicKeyPem).update(input).digest('base64url')),
    ],
    ['a signature of noise', () => forged('RS256', (input) => createHash('sha256').update(input).digest('base64url'))],
    ['a stripped signature', () => forged('RS256', () => 'SIGNATURE_REMOVED_BY_GOOGLE')],
    ['an expiry in the past', expired],
    ['something that is no token', () => 'hunter2'],
  ];

  it.each(wrong)('(%s) answers 401 invalid_token and asks Confluence nothing', async (_name, makeToken) => {
    const token = await makeToken();
    const before = service.sandbox.requests.length;
    const response = await readPage(bearer(token));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await response.text()).not.toContain(token);
    expect(service.sandbox.requests).toHaveLength(before);
  });

  it('[L1] never writes the token into the log', async () => {
    const token = await service.token(undefined, { audience: 'https://other.example' });
    await readPage(bearer(token));
    const log = JSON.stringify(service.logs());
    expect(log).toContain('"authentication"');
    expect(log).not.toContain(token.slice(0, 40));
    expect(log).not.toContain(service.sandbox.credentials.apiToken);
  });
});

describe('with a reader’s token', () => {
  it('reads, and does not see the tools that write', async () => {
    const token = await service.token('confluence:read');
    expect(await resultOf(await readPage(bearer(token)))).toMatchObject({
      result: { _meta: { 'confluence-mcp/page': { title: 'Payments runbook' } } },
    });
    const list = await fetch(service.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...bearer(token) },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    const names = ((await resultOf(list)) as { result: { tools: { name: string }[] } }).result.tools.map(
      ({ name }) => name,
    );
    expect(names).toContain('confluence_get_page');
    expect(names).not.toContain('confluence_delete_page');
  });

  it('[J24] is told which scope a writer needs, and Confluence is not asked', async () => {
    const before = service.sandbox.requests.length;
    const token = await service.token('confluence:read');
    const response = await call('confluence_delete_page', { page_id: '1' }, bearer(token));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="confluence:delete"/);
    expect(service.sandbox.requests).toHaveLength(before);
  });
});

describe('the audit trail', () => {
  it('says who called which tool on which page and how it ended', async () => {
    await call('confluence_get_labels', { page_id: '999999' }, bearer(await service.token('confluence:read')));
    const calls = service.logs().filter(({ event }) => event === 'tool_call');
    expect(calls.at(-1)).toMatchObject({
      tool: 'confluence_get_labels',
      page_id: '999999',
      outcome: 'NOT_FOUND',
      mode: 'jwt',
    });
    expect(calls.at(-1)?.['principal']).toContain('alice');
  });

  it('has the start-up lines that an operator looks for', () => {
    const events = service.logs().map(({ event }) => event);
    for (const event of ['confluence_configured', 'tools_registered', 'auth_enabled', 'server_started']) {
      expect(events).toContain(event);
    }
  });
});

it('lets a static token use the one tool that it was granted by name', async () => {
  const secret = 'a-static-token-of-more-than-32-characters';
  const file = join(await mkdtemp(join(tmpdir(), 'static-')), 'tokens.json');
  await writeFile(file, JSON.stringify({ [hashToken(secret)]: { user_id: 'bot', permissions: ['hello'] } }));
  const own = await startTestService({
    sandbox: service.sandbox,
    env: { AUTH_MODES: 'static', STATIC_TOKENS_FILE: file },
  });
  const ask = async (name: string, args: object): Promise<number> => {
    const response = await fetch(own.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...bearer(secret) },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
    });
    return response.status;
  };
  expect(await ask('hello', { name: 'bot' })).toBe(200);
  expect(await ask('add_numbers', { a: 1, b: 2 })).toBe(403);
  await own.close();
});

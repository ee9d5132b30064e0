/** Everything that must not open the door, tried on a service where people, signed tokens and listed tokens may come in. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestKey, forgeJwt, hmacWith, secondsFromNow, type ForgedJwt } from '../support/keys.js';
import { authorize, callTool, createClient, redeem, type Tokens } from '../support/oauth-client.js';
import { oidcSurroundings, serveInProcess, type InProcess, type Surroundings } from '../support/oauth-surroundings.js';
import { temporaryFile } from '../support/settings.js';

const key = createTestKey('key-1');
const [issuer, audience] = ['https://login.example', 'https://mcp.example'];
const listed = 'a-listed-token-of-more-than-32-characters';
let around: Surroundings;
let service: InProcess;
let ours: string;

beforeAll(async () => {
  around = await oidcSurroundings();
  const file = temporaryFile(JSON.stringify({ [listed]: { user_id: 'bot', permissions: ['confluence:read'] } }));
  service = await serveInProcess({
    ...around.env,
    AUTH_MODES: 'static,jwt,oauth',
    JWT_PUBLIC_KEY: key.publicKeyPem,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
    STATIC_TOKENS_FILE: file,
  });
  const client = await createClient(around);
  const code = (await authorize(around, client)).searchParams.get('code') ?? '';
  ours = ((await (await redeem(around, client, code)).json()) as Tokens).access_token;
});
afterAll(async () => {
  await service.close();
  await around.close();
});

interface Answer {
  status: number;
  challenge: string;
  text: string;
}

const mcpPath = '/mcp-server/mcp';
const hello = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'hello', arguments: { name: 'x' } } };

interface Unusual {
  path?: string;
  type?: string;
  body?: string;
}

/** Headers as they are written, so that one may stand there twice. */
function send(
  headers: readonly string[],
  { path = mcpPath, type = 'application/json', body = JSON.stringify(hello) }: Unusual = {},
): Promise<Answer> {
  const host = ['Host', new URL(around.baseUrl).host];
  const given = [...host, 'Content-Type', type, 'Accept', 'application/json, text/event-stream', ...headers];
  return new Promise((resolve, reject) => {
    const req = request(around.baseUrl + path, { method: 'POST', headers: given, agent: false });
    req.on('error', reject).on('response', (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, challenge: res.headers['www-authenticate'] ?? '', text }),
      );
    });
    req.end(body);
  });
}

const bearer = (token: string): string[] => ['Authorization', `Bearer ${token}`];

function signed(claims: Record<string, unknown> = {}, more: Partial<ForgedJwt> = {}): string {
  const good = { iss: issuer, aud: audience, sub: 'alice', exp: secondsFromNow(600), iat: secondsFromNow(0) };
  return forgeJwt({ key, claims: { ...good, ...claims }, ...more });
}

function expectChallenge({ status, challenge, text }: Answer, error: string | undefined): void {
  expect([status, challenge]).toEqual([401, expect.stringMatching(/^Bearer .*resource_metadata="http/)]);
  expect(/ error="(\w+)"/.exec(challenge)?.[1]).toBe(error);
  expect(JSON.parse(text)).toMatchObject({ error: expect.any(String), request_id: expect.any(String) });
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules/);
}

describe('the door', () => {
  it('opens for each mode’s own tokens, with the scheme in any case', async () => {
    for (const token of [ours, signed(), listed]) {
      for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer ']) {
        expect((await send(['Authorization', `${scheme} ${token}`])).status).toBe(200);
      }
    }
  });

  it.each<[string, () => Promise<Answer>]>([
    ['nothing', () => send([])],
    ['a good token in the query', () => send([], { path: `${mcpPath}?access_token=${listed}` })],
    ['a good token in a cookie', () => send(['Cookie', `access_token=${listed}`])],
    [
      'a good token in a form',
      () => send([], { type: 'application/x-www-form-urlencoded', body: `access_token=${listed}` }),
    ],
  ])('stays shut for %s: that is no token', async (_what, attempt) => {
    expectChallenge(await attempt(), undefined);
  });

  it.each<[string, () => string]>([
    ['alg none', () => signed({}, { header: { alg: 'none' }, signature: () => '' })],
    ['alg nOnE', () => signed({}, { header: { alg: 'nOnE' }, signature: () => '' })],
    [
      'an HMAC with the public key',
      () => signed({}, { header: { alg: 'HS256' }, signature: hmacWith(key.publicKeyPem) }),
    ],
    ['a key in its header', () => signed({}, { key: createTestKey('x'), header: { jwk: createTestKey('x').jwk } })],
    ['a critical parameter', () => signed({}, { header: { crit: ['x'], x: 1 } })],
    ['an end that has passed', () => signed({ exp: secondsFromNow(-60) })],
    ['no end', () => signed({ exp: undefined })],
    ['an endless end', () => signed({ exp: 1e308 })],
    ['a beginning to come', () => signed({ nbf: secondsFromNow(600) })],
    ['a birth to come', () => signed({ iat: secondsFromNow(3600), exp: secondsFromNow(7200) })],
    ['another audience', () => signed({ aud: 'https://other.example' })],
    ['the audience and a slash', () => signed({ aud: `${audience}/` })],
    ['our audience among others', () => signed({ aud: [audience, 'https://other.example'] })],
    ['an issuer that only begins like ours', () => signed({ iss: `${issuer}.evil.com` })],
    [
      'our own server as its issuer, signed by somebody else',
      () => signed({ iss: around.baseUrl, aud: around.mcpUrl }),
    ],
    ['one bit changed', () => `${ours.slice(0, -2)}${ours.at(-2) === 'A' ? 'B' : 'A'}${ours.at(-1) ?? ''}`],
    ['two parts', () => ours.split('.').slice(0, 2).join('.')],
    ['four parts', () => `${ours}.x`],
    ['padding', () => `${ours}==`],
    ['the letters of a listed one and one more', () => `${listed}x`],
    ['a word', () => 'hunter2'],
  ])('stays shut for a token with %s', async (_what, make) => {
    const asked = around.sandbox.requests.length;
    const token = make();
    const answer = await send(bearer(token));
    expectChallenge(answer, 'invalid_token');
    expect(answer.text + JSON.stringify(service.logs().slice(-3))).not.toContain(token.slice(-40));
    expect(around.sandbox.requests).toHaveLength(asked);
  });

  it.each([['Basic dXNlcjpwYXNz'], ['Bearer'], ['Bearer '], ['Bearer a b'], ['Bearer\ta']])(
    'stays shut for the header %j',
    async (header) => {
      expectChallenge(await send(['Authorization', header]), 'invalid_token');
    },
  );

  it('refuses two headers, whichever is good, and a head that is too large', async () => {
    for (const [first, second] of [
      ['bad', listed],
      [listed, 'bad'],
    ] as const) {
      expect((await send([...bearer(first), ...bearer(second)])).status).toBe(400);
    }
    const begun = performance.now();
    expect((await send(bearer('x'.repeat(200_000))).catch(() => ({ status: 431 }))).status).toBe(431);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('tells who may read only which scope a writer needs, before anything is done', async () => {
    const asked = around.sandbox.requests.length;
    const answer = await callTool(around, listed, 'confluence_add_labels', { page_id: '1', labels: ['x'] });
    expect(answer.status).toBe(403);
    expect(answer.challenge).toMatch(/error="insufficient_scope".*scope="[^"]*confluence:write.*resource_metadata=/);
    expect(around.sandbox.requests).toHaveLength(asked);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorize,
  authorizeUrl,
  createClient,
  openConsent,
  redeem,
  startRealm,
  type Client,
  type Realm,
} from '../fixtures/realm.js';
import { Visitor } from '../../../support/visitor.js';

let realm: Realm;
let client: Client;
beforeAll(async () => {
  realm = await startRealm();
  client = await createClient(realm);
});
afterAll(() => realm.close());

async function errorOf(changes: Record<string, string | string[] | undefined>): Promise<Record<string, string>> {
  const visit = await new Visitor().get(authorizeUrl(realm, client, changes));
  const location = visit.headers.get('location');
  if (location === null) return { status: String(visit.status), text: visit.text };
  return Object.fromEntries(new URL(location, realm.baseUrl).searchParams);
}

describe('proof keys (PKCE)', () => {
  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['the plain method', { code_challenge_method: 'plain' }],
    ['a challenge of the wrong length', { code_challenge: 'short' }],
  ])('[O1] refuses a request with %s, and says who refuses', async (_what, changes) => {
    const error = await errorOf(changes);
    expect(error).toMatchObject({ error: 'invalid_request', iss: realm.baseUrl, state: 'client-state' });
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['a verifier of 42 characters', { code_verifier: 'x'.repeat(42) }, 'invalid_request'],
    ['no verifier', { code_verifier: undefined }, 'invalid_grant'],
  ])('[O1] refuses a code with %s, and leaves it to its owner', async (_what, changes, error) => {
    const code = (await authorize(realm, client)).searchParams.get('code') ?? '';
    const refused = await redeem(realm, client, code, changes);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error });
    expect((await redeem(realm, client, code)).status).toBe(200);
  });
});

describe('redirect URIs', () => {
  it.each([
    'http://127.0.0.1:41999/callback?extra=1',
    'http://127.0.0.1:41999/callback/more',
    'http://127.0.0.1:41999/callback#fragment',
    'http://good@127.0.0.1:41999/callback',
    'https://127.0.0.1:41999/callback',
    'HTTP://127.0.0.1:41999/callback',
    'http://good@evil.example/callback',
    'http://evil.example/callback',
    'https://app.example/cb',
    'javascript:alert(1)',
  ])('[O2] shows a page instead of going to %s', async (redirect_uri) => {
    const visit = await new Visitor().get(authorizeUrl(realm, client, { redirect_uri }));
    expect(visit.status).toBe(400);
    expect(visit.headers.get('location')).toBeNull();
    expect(visit.text).toContain('This login cannot begin');
    expect(visit.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('lets a native client listen on another port than the registered one', async () => {
    const { page } = await openConsent(realm, client, { redirect_uri: 'http://127.0.0.1:40001/callback' });
    expect(page.status).toBe(200);
  });

  it('tells a program in JSON', async () => {
    const url = authorizeUrl(realm, client, { redirect_uri: 'https://evil.example/' });
    const visit = await new Visitor().get(url, { Accept: 'application/json' });
    expect(visit.status).toBe(400);
    expect(JSON.parse(visit.text)).toMatchObject({ error: 'invalid_redirect_uri' });
  });

  it('says on a page that a client is not known', async () => {
    const visit = await new Visitor().get(authorizeUrl(realm, { ...client, id: '<script>' }));
    expect(visit.status).toBe(400);
    expect(visit.text).toContain('invalid_client');
    expect(visit.text).not.toContain('<script>');
  });
});

describe('the resource that a token is for', () => {
  it.each([
    ['another resource', 'https://evil.example/mcp'],
    ['two resources', ['MCP', 'MCP/']],
    ['a fragment', 'MCP#part'],
    ['a resource that ours begins', 'MCP/more'],
    ['what is no URL', 'mcp'],
    ['its own name with another parameter', 'MCP?readonly=true&audience=x'],
    ['its own name with an empty query', 'MCP?'],
  ])('[O10] refuses %s', async (_what, given) => {
    const resource = [given].flat().map((text) => text.replace('MCP', realm.mcpUrl));
    expect(await errorOf({ resource })).toMatchObject({ error: 'invalid_target', iss: realm.baseUrl });
  });

  it.each([
    ['without a slash, then with one', '', '/'],
    ['with a slash, then without one', '/', ''],
    ['with a slash both times', '/', '/'],
    // Clients name the address that they were given, which can narrow them.
    ['with what narrows it', '?readonly=true&spaces=ENG', '?readonly=true&spaces=ENG'],
    ['with what narrows it behind a slash', '/?tools=confluence_search', '/?tools=confluence_search'],
    ['with what narrows it, then without', '?toolsets=pages', ''],
  ])('takes its own name %s, and makes one audience of it', async (_what, first, second) => {
    const answer = await authorize(realm, client, { resource: realm.mcpUrl + first });
    const code = answer.searchParams.get('code') ?? '';
    const response = await redeem(realm, client, code, { resource: realm.mcpUrl + second });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      aud: realm.mcpUrl,
    });
  });

  it('is the endpoint for clients that name none', async () => {
    const answer = await authorize(realm, client, { resource: undefined });
    const response = await redeem(realm, client, answer.searchParams.get('code') ?? '', { resource: undefined });
    expect(response.status).toBe(200);
  });

  it.each([
    ['another resource', ['https://evil.example/mcp']],
    ['two resources', ['MCP', 'MCP/']],
  ])('[O10] refuses %s at the token endpoint', async (_what, given) => {
    const code = (await authorize(realm, client)).searchParams.get('code') ?? '';
    const resource = given.map((text) => text.replace('MCP', realm.mcpUrl));
    const refused = await redeem(realm, client, code, { resource });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: 'invalid_target' });
  });
});

describe('scopes', () => {
  it('means reading when a client asks for nothing', async () => {
    const answer = await authorize(realm, client, { scope: undefined });
    const response = await redeem(realm, client, answer.searchParams.get('code') ?? '');
    expect(await response.json()).toMatchObject({ scope: 'confluence:read' });
  });

  it('grants what is asked for and can be granted, and leaves out the rest', async () => {
    const answer = await authorize(realm, client, { scope: 'confluence:delete offline_access openid other' });
    const response = await redeem(realm, client, answer.searchParams.get('code') ?? '');
    const tokens = await response.json();
    expect(tokens).toMatchObject({ scope: 'confluence:read confluence:write' });
    expect(tokens).not.toHaveProperty('id_token');
  });

  it('asks for consent although a client wants no questions', async () => {
    expect(await errorOf({ prompt: 'none' })).toMatchObject({ error: 'consent_required', iss: realm.baseUrl });
  });

  it.each(['login', 'consent', 'select_account', 'login consent'])('serves the prompt "%s"', async (prompt) => {
    expect((await authorize(realm, client, { prompt })).searchParams.has('code')).toBe(true);
  });

  it('answers in the query alone', async () => {
    expect(await errorOf({ response_mode: 'form_post' })).toHaveProperty('status');
  });
});

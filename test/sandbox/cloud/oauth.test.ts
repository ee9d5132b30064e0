import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { cloudId } from '../../../src/sandbox/cloud/gateway.js';
import { isCovered } from '../../../src/sandbox/cloud/oauth-scopes.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../src/sandbox/index.js';
import { callWith } from '../../support/sandbox.js';

let sandbox: CloudSandbox;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ now: () => new Date(now) });
});
afterEach(() => sandbox.close());

const redirectUri = 'http://localhost:3000/callback?kept=1';
const verifier = 'v'.repeat(43);

const authorizeUrl = (more: Record<string, string | undefined> = {}): URL => {
  const url = new URL('/authorize', sandbox.oauth.authUrl);
  const query: Record<string, string | undefined> = {
    client_id: sandbox.oauth.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    audience: 'api.atlassian.com',
    prompt: 'consent',
    scope: 'read:me offline_access read:page:confluence',
    state: 's1',
    ...more,
  };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
};

const ask = (body: Record<string, string>) =>
  callWith(sandbox.url).post(`${sandbox.oauth.authUrl}/oauth/token`, {
    client_id: sandbox.oauth.clientId,
    client_secret: sandbox.oauth.clientSecret,
    ...body,
  });

async function codeFor(accountId: string, more: Record<string, string> = {}): Promise<string> {
  sandbox.oauth.signedIn = accountId;
  const answer = await fetch(authorizeUrl(more), { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

async function tokensOf(accountId: string, scope = 'read:me offline_access read:page:confluence') {
  const code = await codeFor(accountId, { scope });
  return (await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })).body as Record<
    string,
    string
  >;
}

const bearer = (token = '') => callWith(sandbox.url, `Bearer ${token}`);
const gateway = `http://HOST/ex/confluence/${cloudId}/wiki`;
const onGateway = (path: string): string => gateway.replace('http://HOST', sandbox.oauth.apiUrl) + path;

describe("Atlassian's login in the sandbox", () => {
  it('lets a person be picked, or cancel, and comes back to the client', async () => {
    const page = await fetch(authorizeUrl());
    const html = await page.text();
    expect(html).toContain('Accept as Amina Diallo');
    expect(html).not.toContain('MCP Service');
    const post = (more: Record<string, string>) =>
      fetch(new URL('/authorize', sandbox.oauth.authUrl), {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...Object.fromEntries(authorizeUrl().searchParams), ...more }),
      });
    const accepted = new URL((await post({ accountId: seedPeople.amina })).headers.get('location') ?? '');
    expect([accepted.origin, accepted.searchParams.get('kept'), accepted.searchParams.get('state')]).toEqual([
      'http://localhost:3000',
      '1',
      's1',
    ]);
    expect(accepted.searchParams.get('code')).toMatch(/^[\w-]{32}$/);
    const denied = new URL((await post({ denied: 'true' })).headers.get('location') ?? '');
    expect(denied.searchParams.get('error')).toBe('access_denied');
    expect((await post({ client_id: 'other' })).status).toBe(400);
  });

  it.each([
    ['client_id', 'other'],
    ['redirect_uri', 'nowhere'],
    ['response_type', 'token'],
    ['audience', undefined],
    ['prompt', 'none'],
    ['scope', undefined],
  ])('sends nobody anywhere when %s is %p', async (name, value) => {
    expect((await fetch(authorizeUrl({ [name]: value }), { redirect: 'manual' })).status).toBe(400);
  });

  it('escapes what a client puts into the page', async () => {
    const html = await (await fetch(authorizeUrl({ state: '"><script>' }))).text();
    expect(html).not.toContain('<script>');
  });
});

describe('the token endpoint of the sandbox', () => {
  it('takes a code once, at the same address, with the verifier that was promised', async () => {
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const redeem = (code: string, more: Record<string, string>) =>
      ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more });
    const code = await codeFor(seedPeople.amina, pkce);
    expect((await redeem(code, { code_verifier: verifier })).body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
    });
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(403);
    expect((await redeem(await codeFor(seedPeople.amina, pkce), {})).body.error).toBe('invalid_grant');
    const elsewhere = await redeem(await codeFor(seedPeople.amina), { redirect_uri: 'http://localhost/' });
    expect(elsewhere.body.error).toBe('invalid_grant');
    const late = await codeFor(seedPeople.amina);
    now += 6 * 60_000;
    expect((await redeem(late, {})).status).toBe(403);
  });

  it('gives refresh tokens to who asked for them, takes form bodies, and knows its client', async () => {
    expect(await tokensOf(seedPeople.amina, 'read:me')).not.toHaveProperty('refresh_token');
    const form = await fetch(new URL('/oauth/token', sandbox.oauth.authUrl), {
      method: 'POST',
      body: new URLSearchParams({ client_id: sandbox.oauth.clientId, client_secret: sandbox.oauth.clientSecret }),
    });
    expect([form.status, ((await form.json()) as { error: string }).error]).toEqual([403, 'unsupported_grant_type']);
    expect(await ask({ client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'access_denied' } });
  });

  it('rotates refresh tokens with ten minutes of leeway, and counts', async () => {
    const refresh = (token = '') => ask({ grant_type: 'refresh_token', refresh_token: token });
    const first = await tokensOf(seedPeople.amina);
    const second = (await refresh(first['refresh_token'])).body as Record<string, string>;
    now += 599_000;
    expect((await refresh(first['refresh_token'])).status).toBe(200);
    now += 2_000;
    expect(await refresh(first['refresh_token'])).toMatchObject({
      status: 403,
      body: { error: 'unauthorized_client', error_description: 'refresh_token is invalid' },
    });
    expect(sandbox.oauth.refreshes).toBe(2);
    sandbox.oauth.revoke(seedPeople.amina);
    expect(await refresh(second['refresh_token'])).toMatchObject({ status: 403, body: { error: 'invalid_grant' } });
  });
});

describe('a token of the sandbox', () => {
  it('tells who its owner is and which sites are open', async () => {
    const { access_token: token = '' } = await tokensOf(seedPeople.yuki);
    const { apiUrl } = sandbox.oauth;
    const documented =
      'account_type account_id email name nickname picture account_status zoneinfo locale extended_profile'.split(' ');
    const { body } = await bearer(token).get(`${apiUrl}/me`);
    expect(body).toMatchObject({
      account_id: seedPeople.yuki,
      email: 'yuki@sandbox.example',
      account_status: 'active',
    });
    expect(Object.keys(body as object).sort()).toEqual(documented.sort());
    expect((await bearer(token).get(`${apiUrl}/oauth/token/accessible-resources`)).body).toEqual([
      expect.objectContaining({ id: cloudId, url: new URL(sandbox.url).origin, scopes: ['read:page:confluence'] }),
    ]);
    const outsider = (await tokensOf(seedPeople.omar))['access_token'];
    expect((await bearer(outsider).get(`${apiUrl}/oauth/token/accessible-resources`)).body).toEqual([]);
    expect((await bearer(outsider).get(onGateway('/api/v2/pages'))).status).toBe(401);
    const narrow = (await tokensOf(seedPeople.yuki, 'read:page:confluence'))['access_token'];
    expect((await bearer(narrow).get(`${apiUrl}/me`)).status).toBe(403);
    expect((await bearer('unknown').get(`${apiUrl}/me`)).status).toBe(401);
  });

  it('acts as its owner on the gateway of its site, within its scopes and its life', async () => {
    const { access_token: token = '' } = await tokensOf(seedPeople.amina);
    expect((await bearer(token).get(onGateway('/api/v2/pages'))).status).toBe(200);
    expect(await bearer(token).get(onGateway('/api/v2/spaces'))).toMatchObject({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    });
    expect((await bearer(token).get('/api/v2/pages')).status).toBe(401);
    expect((await bearer(token).get(onGateway('/api/v2/pages').replace(cloudId, 'another-site'))).status).toBe(401);
    now += 3_601_000;
    expect(await bearer(token).get(onGateway('/api/v2/pages'))).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    });
    sandbox.oauth.accessTokenLifeMs = 1_000;
    const short = await tokensOf(seedPeople.amina);
    expect(short['expires_in']).toBe(1);
    sandbox.oauth.expireAccessTokens();
    expect((await bearer(short['access_token']).get(onGateway('/api/v2/pages'))).status).toBe(401);
    sandbox.oauth.accessTokenLifeMs = 60_000;
    const owned = (await tokensOf(seedPeople.jonas))['access_token'];
    sandbox.world.user(seedPeople.jonas).active = false;
    expect((await bearer(owned).get(onGateway('/api/v2/pages'))).status).toBe(401);
  });

  it('opens nothing that no table knows', () => {
    expect(isCovered('GET', '/api/v2/unheard-of', ['read:page:confluence'])).toBe(false);
    expect(isCovered('GET', '/elsewhere', ['read:page:confluence'])).toBe(false);
  });
});

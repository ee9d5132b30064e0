import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approve, createClient, openConsent, startRealm, type Client, type Realm } from '../fixtures/realm.js';
import { hiddenFields, Visitor } from '../../../support/visitor.js';

let realm: Realm;
let client: Client;
beforeAll(async () => {
  realm = await startRealm();
  client = await createClient(realm);
});
afterAll(() => realm.close());

describe('the consent page', () => {
  it('names the client, where it gets its answer, and what it may do', async () => {
    const { page } = await openConsent(realm, client);
    expect(page.status).toBe(200);
    for (const text of [
      'Test client',
      '127.0.0.1:41999',
      'confluence:read',
      'confluence:write',
      'Acme',
      'cannot be proven',
    ]) {
      expect(page.text).toContain(text);
    }
    expect(page.text).not.toContain('confluence:delete');
  });

  it('[O14] cannot be framed, stored or made to send its form elsewhere', async () => {
    const { page } = await openConsent(realm, client);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${realm.upstream.origin} http://127.0.0.1:41999;`);
    expect(policy).not.toContain('unsafe-inline');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.text).not.toContain('<script');
  });

  it('[O4] escapes a name, cuts it, and takes the letters out that turn text around', async () => {
    const name = `<script>alert(1)</script>\u202Egnp.exe ${'x'.repeat(10_000)}`;
    const hostile = await createClient(realm, { client_name: name, logo_uri: 'https://evil.example/logo.png' });
    const { page } = await openConsent(realm, hostile);
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('\u202E');
    expect(page.text).not.toContain('x'.repeat(100));
    expect(page.text).not.toContain('logo.png');
  });

  it('has a word for a client without a name', async () => {
    const { page } = await openConsent(realm, await createClient(realm, { client_name: '\u200B \u202E' }));
    expect(page.text).toContain('An unnamed application');
  });

  it.each([
    ['cursor://app/callback', 'cursor:', 'an application on this computer (cursor://app)'],
    ['http://[::1]:7777/callback', 'http:', 'this computer ([::1]:7777)'],
    ['https://app.example/cb', 'https://app.example', 'app.example'],
  ])('lets the form lead to %s', async (uri, target, shown) => {
    const { page } = await openConsent(realm, await createClient(realm, { redirect_uris: [uri] }));
    expect(page.headers.get('content-security-policy')).toContain(`${realm.upstream.origin} ${target};`);
    expect(page.text).toContain(shown);
  });

  it('[O15] works from the first of two renderings', async () => {
    const { visitor, page } = await openConsent(realm, client);
    await visitor.get(page.url);
    const approved = await approve(visitor, page);
    expect(approved.status).toBe(303);
    expect(approved.headers.get('location')).toContain(realm.upstream.origin);
  });

  it('comes each time, also for a browser that consented a moment ago', async () => {
    const { visitor, page } = await openConsent(realm, client);
    await approve(visitor, page);
    const again = await openConsent(realm, client, {}, visitor);
    expect(again.page.text).toContain('name="decision"');
  });

  it('is shown to the browser that began alone', async () => {
    const { page } = await openConsent(realm, client);
    const stranger = await new Visitor().get(page.url);
    expect(stranger.status).toBe(400);
    expect(stranger.text).toContain('This login has ended');
    const { visitor } = await openConsent(realm, client);
    expect((await visitor.get(page.url)).status).toBe(400);
  });
});

describe('the answer to the consent page', () => {
  it('tells the client when the person says no', async () => {
    const { visitor, page } = await openConsent(realm, client);
    const denied = await visitor.follow(await approve(visitor, page, 'deny'), (url) =>
      url.startsWith(client.redirectUri),
    );
    const answer = new URL(denied.headers.get('location') ?? '');
    expect(Object.fromEntries(answer.searchParams)).toMatchObject({ error: 'access_denied', iss: realm.baseUrl });
  });

  it.each<[string, Record<string, string>]>([
    ['no token', { csrf_token: '' }],
    ['a token that is made up', { csrf_token: 'A'.repeat(43) }],
  ])('[O13] needs a token: refuses %s', async (_what, fields) => {
    const { visitor, page } = await openConsent(realm, client);
    const refused = await visitor.post(page.url, { decision: 'approve', ...fields });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('location')).toBeNull();
  });

  it("[O13] refuses another consent's token", async () => {
    const [mine, theirs] = [await openConsent(realm, client), await openConsent(realm, client)];
    const refused = await mine.visitor.post(mine.page.url, { ...hiddenFields(theirs.page.text), decision: 'approve' });
    expect(refused.status).toBe(403);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('[O13] refuses a form from %s', async (_what, headers) => {
    const { visitor, page } = await openConsent(realm, client);
    const refused = await visitor.post(page.url, { ...hiddenFields(page.text), decision: 'approve' }, headers);
    expect(refused.status).toBe(403);
  });

  it('[O13] is never given by looking at an address', async () => {
    const { visitor, page } = await openConsent(realm, client);
    const query = new URLSearchParams({ ...hiddenFields(page.text), decision: 'approve' });
    const looked = await visitor.get(`${page.url}?${query.toString()}`);
    expect(looked.status).toBe(200);
    expect(looked.text).toContain('name="decision"');
  });

  it('is a form of readable size with a decision in it', async () => {
    const { visitor, page } = await openConsent(realm, client);
    const fields = hiddenFields(page.text);
    expect((await visitor.post(page.url, { ...fields, decision: 'perhaps' })).status).toBe(400);
    expect((await visitor.post(page.url, { ...fields, more: 'x'.repeat(10_000) })).status).toBe(400);
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    expect((await visitor.request(page.url, json)).status).toBe(400);
    expect((await visitor.request(page.url, { method: 'DELETE' })).status).toBe(405);
    expect((await approve(visitor, page)).status).toBe(303);
  });
});

describe('cookies', () => {
  it('[O14] are for this server alone, unreadable for scripts, and not sent along from other sites', async () => {
    const { visitor, page } = await openConsent(realm, client);
    await approve(visitor, page);
    const ours = visitor.seen.filter((line) => line.startsWith('oauth_'));
    expect(ours.some((line) => line.startsWith('oauth_login_'))).toBe(true);
    for (const line of ours) expect(line).toMatch(/httponly/i);
    for (const line of ours) expect(line).toMatch(/samesite=lax/i);
  });

  it('[O14] promise over https that nobody else has set them', async () => {
    const secure = await startRealm({ changes: { baseUrl: 'https://mcp.example.com' } });
    const secureClient = await createClient(secure);
    const { authorizeUrl } = await import('../fixtures/realm.js');
    const visitor = new Visitor();
    const url = authorizeUrl(secure, secureClient, { resource: 'https://mcp.example.com/mcp-server/mcp' });
    const begun = await visitor.get(url);
    const uid = new URL(begun.headers.get('location') ?? '', secure.baseUrl).pathname;
    const page = await visitor.get(secure.baseUrl + uid);
    await approve(visitor, page);
    const login = visitor.seen.filter((line) => line.startsWith('__Host-'));
    expect(login).toHaveLength(1);
    expect(login[0]).toMatch(/^__Host-oauth_login_\w+=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    for (const line of visitor.seen) expect(line).toMatch(/^__(Host|Secure)-.*secure/i);
    await secure.close();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { UpstreamLoginError } from '../../../../src/auth/oauth/upstream/upstream.js';
import { AppError } from '../../../../src/errors.js';
import {
  approve,
  createClient,
  logInUpstream,
  openConsent,
  startRealm,
  type Client,
  type Realm,
} from '../fixtures/realm.js';
import { Visitor } from '../../../support/visitor.js';

let realm: Realm;
let client: Client;
beforeAll(async () => {
  realm = await startRealm({ changes: { allowedEmails: ['bob@example.com', 'ada@example.com'], allowedDomains: [] } });
  client = await createClient(realm);
});
afterEach(() => void jest.useRealTimers());
afterAll(() => realm.close());

/** A login that the upstream has just answered. */
async function comeBack(username?: string) {
  const { visitor, page } = await openConsent(realm, client);
  return { visitor, callback: await logInUpstream(realm, visitor, await approve(visitor, page), username) };
}

const toClient = (url: string): boolean => url.startsWith(client.redirectUri);

describe('the way back from the upstream', () => {
  it('[O11] is worth nothing in a browser that did not consent, and spoils nothing', async () => {
    const { visitor, callback } = await comeBack();
    const before = realm.upstream.exchanges();
    const victim = new Visitor();
    const refused = await victim.follow(await victim.get(callback));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('another browser');
    expect(realm.upstream.exchanges()).toBe(before);
    const finished = await visitor.follow(await visitor.get(callback), toClient);
    expect(finished.headers.get('location')).toContain('code=');
  });

  it('[O11][O12] is worth nothing in a browser that consented to something else', async () => {
    const [mine, theirs] = [await comeBack(), await comeBack()];
    expect((await mine.visitor.follow(await mine.visitor.get(theirs.callback))).status).toBe(400);
  });

  it('[O11] cannot be finished in another browser than it began in', async () => {
    const { visitor, callback } = await comeBack();
    const before = realm.upstream.exchanges();
    const returned = await visitor.get(callback);
    const finish = returned.headers.get('location') ?? '';
    expect((await new Visitor().get(finish)).status).toBe(400);
    expect(realm.upstream.exchanges()).toBe(before);
    expect((await visitor.get(finish)).status).toBe(303);
  });

  it('[O12] works once', async () => {
    const { visitor, callback } = await comeBack();
    const finish = (await visitor.get(callback)).headers.get('location') ?? '';
    await visitor.get(finish);
    expect((await visitor.get(callback)).status).toBe(400);
    expect((await visitor.get(finish)).status).toBe(400);
  });

  it('[O12] works for ten minutes', async () => {
    const { visitor, callback } = await comeBack();
    const now = Date.now() + 601_000;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'queueMicrotask'], now });
    expect((await visitor.get(callback)).status).toBe(400);
  });

  it.each([
    ['nothing', ''],
    ['no state', '?code=x'],
    ['a state that nobody knows', '?code=x&state=unknown'],
    ['a script for an error', '?error=<script>alert(1)</script>&state=x'],
  ])('[O12] answers %s with a page of its own words', async (_what, query) => {
    const visit = await new Visitor().get(`${realm.baseUrl}/oauth/callback${query}`);
    expect(visit.status).toBe(400);
    expect(visit.text).toContain('<h1>');
    expect(visit.text).not.toContain('<script');
    expect(visit.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  // Whichever of the two a library reads, the other is what somebody added.
  it.each(['before', 'after'])(
    '[O12] is refused with a second state %s the good one, and spoils nothing',
    async (where) => {
      const { visitor, callback } = await comeBack();
      const forged = where === 'after' ? `${callback}&state=other` : callback.replace('?', '?state=other&');
      const refused = await visitor.get(forged);
      expect([refused.status, refused.text.includes('names no state')]).toEqual([400, true]);
      const finished = await visitor.follow(await visitor.get(callback), toClient);
      expect(finished.headers.get('location')).toContain('code=');
    },
  );

  it('[O12] needs a code or an error beside a good state', async () => {
    const { visitor, callback } = await comeBack();
    const url = new URL(callback);
    url.searchParams.delete('code');
    expect((await visitor.get(url.href)).status).toBe(400);
    expect((await visitor.post(callback, {})).status).toBe(405);
  });

  it('tells the client when the person changed their mind at the upstream', async () => {
    const { visitor, callback } = await comeBack('');
    const answer = await visitor.follow(await visitor.get(callback), toClient);
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
  });

  it('serves two logins of one browser side by side', async () => {
    const visitor = new Visitor();
    const [first, second] = [
      await openConsent(realm, client, {}, visitor),
      await openConsent(realm, client, {}, visitor),
    ];
    const one = await logInUpstream(realm, visitor, await approve(visitor, first.page));
    const two = await logInUpstream(realm, visitor, await approve(visitor, second.page));
    for (const callback of [one, two]) {
      const end = await visitor.follow(await visitor.get(callback), toClient);
      expect(end.headers.get('location')).toContain('code=');
    }
  });
});

describe('who may come in', () => {
  it.each([
    ['somebody who is not on the list', 'eve', 'eve@elsewhere.test, but this account is not on the list'],
    ['somebody whose address nobody verified', 'mallory', 'Mallory, but the login service does not say'],
  ])('is not %s: they read why, and the client learns it', async (_who, username, shown) => {
    const { visitor, callback } = await comeBack(username);
    const page = await visitor.follow(await visitor.get(callback), toClient);
    expect(page.status).toBe(403);
    expect(page.text).toContain(`You are logged in as ${shown}`);
    const next = /href="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const answer = await visitor.follow(await visitor.get(next), toClient);
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
  });

  it('is somebody whose address is written with capital letters there', async () => {
    const { visitor, callback } = await comeBack('ada');
    const end = await visitor.follow(await visitor.get(callback), toClient);
    expect(end.headers.get('location')).toContain('code=');
  });
});

describe('an upstream that fails', () => {
  const transaction = { state: 's-1', nonce: 'n', codeVerifier: 'v', redirectUri: 'r' };
  const upstream = (finish: () => Promise<never>, begin?: () => Promise<never>) => ({
    displayName: 'Acme',
    authorizationOrigin: () => Promise.resolve('https://idp.example'),
    begin: begin ?? (() => Promise.resolve({ url: 'https://idp.example/login', transaction })),
    finish,
    refresh: () => Promise.reject(new Error('not asked')),
    revoke: () => Promise.resolve(),
  });

  it.each<[string, () => Promise<never>, string]>([
    ['refuses', () => Promise.reject(new UpstreamLoginError('No access to this site.')), 'access_denied'],
    ['is away', () => Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'away')), 'temporarily_unavailable'],
  ])('that %s ends in an answer to the client', async (_what, finish, error) => {
    const failing = await startRealm({ changes: { upstream: upstream(finish) } });
    const ours = await createClient(failing);
    const { visitor, page } = await openConsent(failing, ours);
    await approve(visitor, page);
    const end = await visitor.follow(await visitor.get(`${failing.baseUrl}/oauth/callback?code=c&state=s-1`), toClient);
    expect(new URL(end.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
    await failing.close();
  });

  it('with a defect of ours ends in a page without its inside', async () => {
    const failing = await startRealm({
      changes: { upstream: upstream(() => Promise.reject(new TypeError('secret inside'))) },
    });
    const { visitor, page } = await openConsent(failing, await createClient(failing));
    await approve(visitor, page);
    const end = await visitor.follow(await visitor.get(`${failing.baseUrl}/oauth/callback?code=c&state=s-1`));
    expect(end.status).toBe(500);
    expect(end.text).not.toContain('secret');
    expect(failing.logged.some(({ event }) => event === 'login_failed')).toBe(true);
    await failing.close();
  });

  it('that cannot be reached before the login is a 503', async () => {
    const away = () => Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'away'));
    const failing = await startRealm({ changes: { upstream: upstream(away, away) } });
    const { visitor, page } = await openConsent(failing, await createClient(failing));
    expect((await approve(visitor, page)).status).toBe(503);
    const program = await visitor.get(`${failing.baseUrl}/oauth/callback`, { Accept: 'application/json' });
    expect(JSON.parse(program.text)).toMatchObject({ error: 'invalid_request' });
    await failing.close();
  });
});

describe('a token store that fails', () => {
  it('ends the login and leaves no grant behind', async () => {
    const dropped: string[] = [];
    const credentials = {
      save: () => Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'away')),
      drop: (grantId: string) => Promise.resolve(void dropped.push(grantId)),
    };
    const failing = await startRealm({ changes: { credentials } });
    const { visitor, page } = await openConsent(failing, await createClient(failing));
    const callback = await logInUpstream(failing, visitor, await approve(visitor, page));
    expect((await visitor.follow(await visitor.get(callback), toClient)).status).toBe(503);
    expect(dropped).toHaveLength(1);
    await failing.close();
  });
});

describe('a client with a scheme of its own', () => {
  it('is opened from a page that says so', async () => {
    const app = await createClient(realm, { redirect_uris: ['cursor://app/callback'] });
    const { visitor, page } = await openConsent(realm, app);
    const callback = await logInUpstream(realm, visitor, await approve(visitor, page));
    const signedIn = await visitor.follow(await visitor.get(callback));
    expect(signedIn.status).toBe(200);
    expect(signedIn.text).toContain('You are logged in');
    const next = await visitor.get(/href="([^"]+)"/.exec(signedIn.text)?.[1] ?? '');
    expect(next.headers.get('location')).toMatch(/^cursor:\/\/app\/callback\?code=/);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UpstreamGrantDeadError, UpstreamLoginError } from '../../../../src/auth/oauth/upstream/upstream.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../../src/sandbox/index.js';
import { atlassianAt, callbackOf, callbackUri, logIn } from './atlassian-login.js';

let sandbox: CloudSandbox;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ now: () => new Date(now) });
});
afterEach(() => sandbox.close());

describe('a login at Atlassian', () => {
  it('names the person, keeps the tokens and sends what Atlassian asks for', async () => {
    const upstream = atlassianAt(sandbox);
    expect([upstream.displayName, await upstream.authorizationOrigin()]).toEqual([
      new URL(sandbox.url).host,
      new URL(sandbox.url).origin,
    ]);
    const { url, transaction } = await upstream.begin(callbackUri);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      audience: 'api.atlassian.com',
      prompt: 'consent',
      response_type: 'code',
      client_id: sandbox.oauth.clientId,
      redirect_uri: callbackUri,
      code_challenge_method: 'S256',
      state: transaction.state,
    });
    const identity = await upstream.finish(await callbackOf(sandbox, url, seedPeople.amina), transaction);
    expect(identity).toMatchObject({
      issuer: sandbox.oauth.authUrl,
      subject: seedPeople.amina,
      // The wire answer of a documented site does not say whether the address was verified.
      name: 'Amina Diallo',
      verifiedEmail: undefined,
      organizationId: null,
    });
    expect(identity.tokens.scopes).toEqual(
      expect.arrayContaining(['write:page:confluence', 'read:me', 'offline_access']),
    );
    expect(identity.tokens.refreshToken).toMatch(/^sandbox-refresh-/);
  });

  it('goes by the address where Atlassian says that it was verified', async () => {
    sandbox.oauth.profileExtras = { email_verified: true };
    const upstream = atlassianAt(sandbox);
    const { url, transaction } = await upstream.begin(callbackUri);
    const identity = await upstream.finish(await callbackOf(sandbox, url, seedPeople.amina), transaction);
    sandbox.oauth.profileExtras = {};
    expect([identity.name, identity.verifiedEmail]).toEqual(['amina@sandbox.example', 'amina@sandbox.example']);
  });

  it('is refused to a person without access to the site', async () => {
    await expect(logIn(sandbox, seedPeople.omar)).rejects.toThrow(UpstreamLoginError);
    await expect(logIn(sandbox, seedPeople.omar)).rejects.toThrow(/has no access to 127\.0\.0\.1/);
  });

  it('is refused for any site but the configured one, by address or by id', async () => {
    const elsewhere = atlassianAt(sandbox, { siteUrl: 'https://other.atlassian.net/wiki' });
    await expect(logIn(sandbox, seedPeople.amina, elsewhere)).rejects.toThrow(/no access to other\.atlassian\.net/);
    const otherId = atlassianAt(sandbox, { cloudId: '00000000-0000-0000-0000-000000000000' });
    await expect(logIn(sandbox, seedPeople.amina, otherId)).rejects.toThrow(UpstreamLoginError);
  });

  it('is refused when the consent holds nothing of Confluence', async () => {
    const upstream = atlassianAt(sandbox, { scopes: ['read:jira-work'] });
    await expect(logIn(sandbox, seedPeople.amina, upstream)).rejects.toThrow(/no access to Confluence on/);
  });

  it('ends when the person cancels it, when the state is another, and when the code is used twice', async () => {
    const upstream = atlassianAt(sandbox);
    const { url, transaction } = await upstream.begin(callbackUri);
    const cancelled = `${callbackUri}?error=access_denied&state=${transaction.state}`;
    await expect(upstream.finish(cancelled, transaction)).rejects.toThrow('The login was cancelled.');
    const failed = `${callbackUri}?error=server_error&state=${transaction.state}`;
    await expect(upstream.finish(failed, transaction)).rejects.toThrow('The login service refused the login.');
    const callback = await callbackOf(sandbox, url, seedPeople.amina);
    const foreign = { ...transaction, state: 'another' };
    await expect(upstream.finish(callback, foreign)).rejects.toThrow(/does not belong to this login/);
    const wrongVerifier = { ...transaction, codeVerifier: 'x'.repeat(43) };
    await expect(upstream.finish(callback, wrongVerifier)).rejects.toThrow('The login has expired. Start again.');
    await expect(upstream.finish(callback, transaction)).rejects.toThrow(UpstreamLoginError);
  });

  it('trusts no e-mail that is not verified by a boolean', async () => {
    const unverified: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!new URL(answer.url).pathname.endsWith('/me')) return answer;
      return Response.json({ ...((await answer.json()) as object), email_verified: 'true' });
    };
    const identity = await logIn(sandbox, seedPeople.amina, atlassianAt(sandbox, { fetch: unverified }));
    expect([identity.verifiedEmail, identity.name]).toEqual([undefined, 'Amina Diallo']);
  });

  it('says when Atlassian is away, and when it does not know this service', async () => {
    sandbox.faults.add({ kind: 'status', status: 500, match: { path: /\/me$/ }, times: 1 });
    await expect(logIn(sandbox, seedPeople.amina)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    sandbox.faults.add({ kind: 'reset', match: { path: /oauth\/token$/ }, times: 1 });
    await expect(logIn(sandbox, seedPeople.amina)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const stranger = atlassianAt(sandbox, { clientSecret: 'wrong' });
    await expect(logIn(sandbox, seedPeople.amina, stranger)).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: expect.stringContaining('does not accept this service as its client'),
    });
  });
});

describe("a refresh of Atlassian's tokens", () => {
  it('rotates, and takes the old refresh token again only within ten minutes of its first use', async () => {
    const upstream = atlassianAt(sandbox);
    const { tokens } = await logIn(sandbox, seedPeople.amina, upstream);
    const second = await upstream.refresh(tokens);
    expect(second.refreshToken).not.toBe(tokens.refreshToken);
    expect(second.accessToken).not.toBe(tokens.accessToken);
    now += 9 * 60_000;
    expect((await upstream.refresh(tokens)).accessToken).not.toBe(second.accessToken);
    now += 2 * 60_000;
    await expect(upstream.refresh(tokens)).rejects.toThrow(UpstreamGrantDeadError);
    await expect(upstream.refresh(second)).resolves.toBeDefined();
    expect(sandbox.oauth.refreshes).toBe(3);
  });

  it('is over when the person took the consent back, and not when Atlassian is away or the secret is wrong', async () => {
    const upstream = atlassianAt(sandbox);
    const { tokens } = await logIn(sandbox, seedPeople.amina, upstream);
    sandbox.faults.add({ kind: 'status', status: 503, times: 1 });
    await expect(upstream.refresh(tokens)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const stranger = atlassianAt(sandbox, { clientSecret: 'wrong' });
    await expect(stranger.refresh(tokens)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    sandbox.oauth.revoke(seedPeople.amina);
    await expect(upstream.refresh(tokens)).rejects.toThrow(UpstreamGrantDeadError);
    await expect(upstream.revoke(tokens)).resolves.toBeUndefined();
  });
});

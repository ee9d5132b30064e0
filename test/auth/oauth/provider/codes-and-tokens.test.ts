import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  authorize,
  callMcp,
  createClient,
  logIn,
  redeem,
  refresh,
  startRealm,
  type Client,
  type Realm,
  type Tokens,
} from '../fixtures/realm.js';

let realm: Realm;
let client: Client;
let other: Client;
beforeAll(async () => {
  realm = await startRealm();
  client = await createClient(realm);
  other = await createClient(realm);
});
afterEach(() => void jest.useRealTimers());
afterAll(() => realm.close());

function laterBy(seconds: number): void {
  const now = Date.now() + seconds * 1000;
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'queueMicrotask'], now });
}

async function tokensOf(response: Response): Promise<Tokens> {
  return (await response.json()) as Tokens;
}

async function newCode(): Promise<string> {
  return (await authorize(realm, client)).searchParams.get('code') ?? '';
}

describe('authorization codes', () => {
  it('work once, and a replay ends the grant with every token of it', async () => {
    const code = await newCode();
    const tokens = await tokensOf(await redeem(realm, client, code));
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
    const replay = await redeem(realm, client, code);
    expect(await tokensOf(replay)).toMatchObject({ error: 'invalid_grant' });
    expect((await callMcp(realm, tokens.access_token)).status).toBe(401);
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(400);
    expect(realm.credentials.at(-1)).toMatch(/^drop /);
  });

  it('give tokens to exactly one of two that redeem them at once', async () => {
    for (let round = 0; round < 10; round++) {
      const code = await newCode();
      const answers = await Promise.all([redeem(realm, client, code), redeem(realm, client, code)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    }
  });

  it.each<[string, (code: string) => Promise<Response>]>([
    ['another client', (code) => redeem(realm, other, code, { code_verifier: client.verifier })],
    ['another redirect URI', (code) => redeem(realm, client, code, { redirect_uri: 'http://127.0.0.1:1/callback' })],
  ])('are refused to %s, and stay good for their owner', async (_who, attempt) => {
    const code = await newCode();
    const refused = await attempt(code);
    expect(refused.status).toBe(400);
    expect(await tokensOf(refused)).toMatchObject({ error: 'invalid_grant' });
    expect((await redeem(realm, client, code)).status).toBe(200);
  });

  it('live for a minute', async () => {
    const code = await newCode();
    laterBy(62);
    expect(await tokensOf(await redeem(realm, client, code))).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('refresh tokens', () => {
  it('rotate', async () => {
    const first = await logIn(realm, client);
    const second = await tokensOf(await refresh(realm, client, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await callMcp(realm, second.access_token)).status).toBe(200);
    expect((await refresh(realm, client, second.refresh_token)).status).toBe(200);
  });

  it('work again for half a minute, for a client that lost the answer', async () => {
    const first = await logIn(realm, client);
    await refresh(realm, client, first.refresh_token);
    const again = await refresh(realm, client, first.refresh_token);
    expect(again.status).toBe(200);
    expect((await refresh(realm, client, (await tokensOf(again)).refresh_token)).status).toBe(200);
  });

  it('end the whole family when an old one is used later', async () => {
    const first = await logIn(realm, client);
    const second = await tokensOf(await refresh(realm, client, first.refresh_token));
    laterBy(40);
    expect(await tokensOf(await refresh(realm, client, first.refresh_token))).toMatchObject({ error: 'invalid_grant' });
    expect(await tokensOf(await refresh(realm, client, second.refresh_token))).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await callMcp(realm, second.access_token)).status).toBe(401);
  });

  it('are refused to another client, which ends nothing', async () => {
    const tokens = await logIn(realm, client);
    expect(await tokensOf(await refresh(realm, other, tokens.refresh_token))).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(200);
  });

  it('give fewer scopes when asked to, and never more', async () => {
    const tokens = await logIn(realm, client, { scope: 'confluence:write' });
    const narrow = await tokensOf(await refresh(realm, client, tokens.refresh_token, { scope: 'confluence:read' }));
    expect(narrow.scope).toBe('confluence:read');
    const wide = await refresh(realm, client, narrow.refresh_token, { scope: 'confluence:read confluence:delete' });
    expect(await tokensOf(wide)).toMatchObject({ error: 'invalid_scope' });
  });

  it('keep a grant alive as long as they are used, and no longer than a year', async () => {
    let tokens = await logIn(realm, client);
    const day = 86_400;
    for (const days of [29, 58]) {
      laterBy(days * day);
      tokens = await tokensOf(await refresh(realm, client, tokens.refresh_token));
      expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
      jest.useRealTimers();
    }
    laterBy(89 * day);
    expect(await tokensOf(await refresh(realm, client, tokens.refresh_token))).toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('access tokens', () => {
  it('end after an hour', async () => {
    const tokens = await logIn(realm, client);
    laterBy(3600 + 60);
    expect((await callMcp(realm, tokens.access_token)).status).toBe(401);
  });
});

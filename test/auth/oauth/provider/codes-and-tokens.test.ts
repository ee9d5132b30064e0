import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createMemoryStore } from '../../../../src/state/index.js';
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
/** Another process of the same service: it shares the store, the keys and the public address. */
let replica: Realm;
let client: Client;
let other: Client;
beforeAll(async () => {
  const store = createMemoryStore();
  realm = await startRealm({ store });
  replica = { ...(await startRealm({ store, changes: { baseUrl: realm.baseUrl } })), mcpUrl: realm.mcpUrl };
  client = await createClient(realm);
  other = await createClient(realm);
});
afterEach(() => void jest.useRealTimers());
afterAll(() => Promise.all([realm.close(), replica.close()]));

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
  it('[O7] work once, and a replay ends the grant with every token of it', async () => {
    const code = await newCode();
    const tokens = await tokensOf(await redeem(realm, client, code));
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
    laterBy(15);
    const replay = await redeem(realm, client, code);
    expect(await tokensOf(replay)).toMatchObject({ error: 'invalid_grant' });
    expect((await callMcp(realm, tokens.access_token)).status).toBe(401);
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(400);
    expect(realm.credentials.at(-1)).toMatch(/^drop /);
  });

  // Eight at once failed all: each loser ended the grant that the winner had just got.
  it('[O7] give tokens to exactly one of eight that redeem them at once on two replicas, and those work', async () => {
    for (let round = 0; round < 5; round++) {
      const code = await newCode();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => redeem(n % 2 === 0 ? realm : replica, client, code)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(400)]);
      const winner = answers.find(({ status }) => status === 200);
      const tokens = await tokensOf(winner as Response);
      expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
      expect((await refresh(replica, client, tokens.refresh_token)).status).toBe(200);
    }
  });

  it.each<[string, (code: string) => Promise<Response>]>([
    ['another client', (code) => redeem(realm, other, code, { code_verifier: client.verifier })],
    ['another redirect URI', (code) => redeem(realm, client, code, { redirect_uri: 'http://127.0.0.1:1/callback' })],
  ])('[O8] are refused to %s, and stay good for their owner', async (_who, attempt) => {
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

  // Each of several got a line of its own, and stealing one went unnoticed.
  it('have one successor, for twelve that ask at once on two replicas as for one that asks again', async () => {
    const first = await logIn(realm, client);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => refresh(n % 2 === 0 ? realm : replica, client, first.refresh_token)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(12).fill(200));
    const successors = new Set((await Promise.all(answers.map(tokensOf))).map((tokens) => tokens.refresh_token));
    expect(successors.size).toBe(1);
    laterBy(20);
    const again = await tokensOf(await refresh(realm, client, first.refresh_token));
    expect([...successors]).toEqual([again.refresh_token]);
    expect((await refresh(realm, client, again.refresh_token)).status).toBe(200);
  });

  it('[O9] end the whole family when one is used after its successor was, however soon', async () => {
    const first = await logIn(realm, client);
    const second = await tokensOf(await refresh(realm, client, first.refresh_token));
    const third = await tokensOf(await refresh(replica, client, second.refresh_token));
    const twice = await Promise.all([1, 2].map(() => refresh(realm, client, first.refresh_token)));
    for (const refused of twice) expect(await tokensOf(refused)).toMatchObject({ error: 'invalid_grant' });
    expect((await callMcp(realm, third.access_token)).status).toBe(401);
    expect((await refresh(realm, client, third.refresh_token)).status).toBe(400);
  });

  it('[O9] end the whole family when an old one is used later', async () => {
    const first = await logIn(realm, client);
    const second = await tokensOf(await refresh(realm, client, first.refresh_token));
    laterBy(40);
    expect(await tokensOf(await refresh(realm, client, first.refresh_token))).toMatchObject({ error: 'invalid_grant' });
    expect(await tokensOf(await refresh(realm, client, second.refresh_token))).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await callMcp(realm, second.access_token)).status).toBe(401);
  });

  it('[O9] are refused to another client, which ends nothing', async () => {
    const tokens = await logIn(realm, client);
    expect(await tokensOf(await refresh(realm, other, tokens.refresh_token))).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(200);
  });

  it('[O9] give fewer scopes when asked to, and never more', async () => {
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

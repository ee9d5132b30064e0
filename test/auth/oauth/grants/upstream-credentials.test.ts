import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stateKey } from '../../../../src/auth/oauth/grants/records.js';
import {
  UpstreamGrantDeadError,
  type Upstream,
  type UpstreamTokens,
} from '../../../../src/auth/oauth/upstream/upstream.js';
import { AppError } from '../../../../src/errors.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../../src/sandbox/index.js';
import { createKeyring, createMemoryStore, createSealedStore, type StateStore } from '../../../../src/state/index.js';
import { createMemoryLog, type LogLine } from '../../../http/memory-log.js';
import { atlassianAt, logIn } from '../upstream/atlassian-login.js';
import { amina, grantId, openUpstreamCredentials, saveExpired } from './open-upstream-credentials.js';

let sandbox: CloudSandbox;
let store: StateStore;
beforeEach(async () => {
  sandbox = await startSandbox();
  store = createMemoryStore();
});
afterEach(() => sandbox.close());

const credentialsOfAmina = async () => {
  const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
  await credentials.save(grantId, await logIn(sandbox, seedPeople.amina));
  return credentials;
};

describe("a caller's upstream credential", () => {
  it('costs no request while it is fresh, and is renewed shortly before it runs out', async () => {
    const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
    const identity = await logIn(sandbox, seedPeople.amina);
    await credentials.save(grantId, { ...identity, tokens: { ...identity.tokens, expiresAtMs: Date.now() + 1_000 } });
    const asked = sandbox.requests.length;
    const credential = credentials.credentialFor(amina);
    expect([
      await credential.accessToken(),
      await credential.accessToken(),
      await credentials.isAlive(grantId),
    ]).toEqual([identity.tokens.accessToken, identity.tokens.accessToken, true]);
    expect(sandbox.requests.length).toBe(asked);
    await new Promise((resolve) => setTimeout(resolve, 920));
    expect(await credential.accessToken()).not.toBe(identity.tokens.accessToken);
    expect(sandbox.oauth.refreshes).toBe(1);
  });

  it('is renewed once when the far end rejected it, however many calls were rejected', async () => {
    const credentials = await credentialsOfAmina();
    const rejected = await credentials.credentialFor(amina).accessToken();
    const renewed = await Promise.all(
      Array.from({ length: 10 }, () => credentials.credentialFor(amina).accessToken(rejected)),
    );
    expect([new Set(renewed).size, renewed.includes(rejected), sandbox.oauth.refreshes]).toEqual([1, false, 1]);
    expect(await credentials.credentialFor(amina).accessToken(rejected)).toBe(renewed[0]);
    expect(sandbox.oauth.refreshes).toBe(1);
  });

  it('[O21] ends with the grant when the upstream says that it is over, without asking again', async () => {
    const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
    await saveExpired(credentials, sandbox);
    sandbox.oauth.revoke(seedPeople.amina);
    await expect(credentials.credentialFor(amina).accessToken()).rejects.toMatchObject({
      code: 'CREDENTIALS_REJECTED',
      hint: expect.stringContaining('Sign in again'),
    });
    expect(credentials.revoked).toEqual([grantId]);
    const asked = sandbox.requests.length;
    expect(await credentials.isAlive(grantId)).toBe(false);
    expect(sandbox.requests.length).toBe(asked);
    expect(credentials.lines.map(({ event }) => event)).toContain('upstream_grant_ended');
  });

  it('ends with the access token when the upstream gave nothing to renew it with', async () => {
    const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
    const { tokens, ...person } = await logIn(sandbox, seedPeople.amina);
    const { accessToken, scopes } = tokens;
    await credentials.save(grantId, { ...person, tokens: { accessToken, scopes, expiresAtMs: Date.now() - 1 } });
    expect([await credentials.isAlive(grantId), credentials.revoked]).toEqual([false, [grantId]]);
  });

  it('stays when the upstream is away: that is no verdict', async () => {
    const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
    await saveExpired(credentials, sandbox);
    sandbox.faults.add({ kind: 'status', status: 503, times: 1 });
    await expect(credentials.isAlive(grantId)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect([await credentials.isAlive(grantId), credentials.revoked]).toEqual([true, []]);
  });

  it('[O21] revokes the grant when a fresh token was refused', async () => {
    const credentials = await credentialsOfAmina();
    await credentials.credentialFor(amina).revoke();
    expect(credentials.revoked).toEqual([grantId]);
    expect(await credentials.isAlive(grantId)).toBe(false);
  });

  it('is nothing for a caller who signed in another way', async () => {
    const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
    const credential = credentials.credentialFor({ grantId: null, mode: 'static' });
    await expect(credential.accessToken()).rejects.toMatchObject({
      code: 'FORBIDDEN',
      hint: expect.stringContaining('this call came by static'),
    });
    await expect(credential.revoke()).resolves.toBeUndefined();
    expect(credentials.revoked).toEqual([]);
  });

  it('is forgotten at the upstream as well, once', async () => {
    const forgotten: UpstreamTokens[] = [];
    const { tokens, ...person } = await logIn(sandbox, seedPeople.amina);
    const credentials = openUpstreamCredentials(store, {
      refresh: () => Promise.reject(new Error('nobody asked')),
      revoke: (dropped) => Promise.resolve(void forgotten.push(dropped)),
    });
    await credentials.save(grantId, { ...person, tokens });
    await Promise.all([credentials.drop(grantId), credentials.drop(grantId)]);
    expect(forgotten).toEqual([tokens]);
  });
});

/** An upstream that answers only after something else has happened to the store. */
const slowly = (
  meanwhile: () => Promise<void>,
  answer: () => UpstreamTokens,
): Pick<Upstream, 'refresh' | 'revoke'> => ({
  refresh: async () => {
    await meanwhile();
    return answer();
  },
  revoke: () => Promise.resolve(),
});

describe('a renewal that was overtaken', () => {
  const tokens = (name: string, expiresAtMs = Date.now() + 3_600_000): UpstreamTokens => ({
    accessToken: `access-${name}`,
    refreshToken: `refresh-${name}`,
    expiresAtMs,
    scopes: [],
  });
  const person = { issuer: 'i', subject: 's', name: 'n', verifiedEmail: undefined, organizationId: null };
  const overtaking = () =>
    openUpstreamCredentials(store, {
      refresh: () => Promise.reject(new Error('unused')),
      revoke: () => Promise.resolve(),
    });

  it('uses what the other replica stored, even when the upstream calls the old token dead', async () => {
    const dead = (): UpstreamTokens => {
      throw new UpstreamGrantDeadError('invalid_grant');
    };
    for (const answer of [dead, () => tokens('late')]) {
      const winner = () => overtaking().save(grantId, { ...person, tokens: tokens('winner') });
      const credentials = openUpstreamCredentials(store, slowly(winner, answer));
      await credentials.save(grantId, { ...person, tokens: tokens('old', 0) });
      expect(await credentials.credentialFor(amina).accessToken()).toBe('access-winner');
      expect(credentials.revoked).toEqual([]);
    }
  });

  it('brings back no grant that was revoked meanwhile', async () => {
    const credentials = openUpstreamCredentials(
      store,
      slowly(
        () => overtaking().drop(grantId),
        () => tokens('new'),
      ),
    );
    await credentials.save(grantId, { ...person, tokens: tokens('old', 0) });
    await expect(credentials.credentialFor(amina).accessToken()).rejects.toMatchObject({
      code: 'CREDENTIALS_REJECTED',
    });
    expect(await store.get(stateKey('UpstreamTokens', grantId))).toBeUndefined();
  });

  it('answers nobody with a token that could not be stored', async () => {
    const away: StateStore = {
      ...store,
      compareAndSet: () => Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'away')),
    };
    const credentials = openUpstreamCredentials(
      away,
      slowly(
        () => Promise.resolve(),
        () => tokens('unsaved'),
      ),
    );
    await credentials.save(grantId, { ...person, tokens: tokens('old', 0) });
    await expect(credentials.credentialFor(amina).accessToken()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    expect(credentials.revoked).toEqual([]);
  });
});

describe('upstream tokens at rest', () => {
  const keyring = (fill: number) => createKeyring([new Uint8Array(32).fill(fill)]);

  it('[O22] are in no readable form, open with no other key, and under no other grant', async () => {
    const written = new Map<string, string>();
    const spied: StateStore = {
      ...store,
      set: async (key, value, ttlMs) => {
        written.set(key, value);
        await store.set(key, value, ttlMs);
      },
    };
    const lines: LogLine[] = [];
    const log = createMemoryLog(lines);
    const sealed = createSealedStore(spied, keyring(1), { log });
    const credentials = openUpstreamCredentials(sealed, atlassianAt(sandbox));
    const { tokens, ...person } = await logIn(sandbox, seedPeople.amina);
    await credentials.save(grantId, { ...person, tokens });
    await credentials.save('grant-2', { ...person, tokens: { ...tokens, accessToken: 'of-somebody-else' } });
    const dump = [...written].flat().join();
    for (const secret of [tokens.accessToken, tokens.refreshToken ?? '', grantId]) expect(dump).not.toContain(secret);

    const stranger = openUpstreamCredentials(createSealedStore(spied, keyring(2), { log }), atlassianAt(sandbox));
    expect(await stranger.isAlive(grantId)).toBe(false);

    const [mine, theirs] = [...written];
    if (mine === undefined || theirs === undefined) throw new Error('two records were expected');
    await store.set(mine[0], theirs[1], 60_000);
    expect(await credentials.isAlive(grantId)).toBe(false);
    expect(await credentials.isAlive('grant-2')).toBe(true);
  });
});

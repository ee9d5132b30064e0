import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stateKey } from '../../../../src/auth/oauth/grants/records.js';
import { requestTimeoutSeconds } from '../../../../src/auth/oauth/upstream/code-flow.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../../src/sandbox/index.js';
import { connectRedis } from '../../../../src/state/redis-store.js';
import { createKeyring, createMemoryStore, createSealedStore } from '../../../../src/state/index.js';
import type { LockOptions, StateStore } from '../../../../src/state/index.js';
import { createMemoryLog } from '../../../http/memory-log.js';
import { hasRedis, startRedis, type TestRedis } from '../../../support/redis.js';
import { atlassianAt } from '../upstream/atlassian-login.js';
import { amina, grantId, openUpstreamCredentials, saveExpired } from './open-upstream-credentials.js';

let sandbox: CloudSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** What every kind of store has to make true for replicas that share it. */
function describeReplicas(open: () => Promise<StateStore>): void {
  it('[O20] is refreshed once by twenty calls on each of two replicas, and all get the same new token', async () => {
    const replicas = [
      openUpstreamCredentials(await open(), atlassianAt(sandbox)),
      openUpstreamCredentials(await open(), atlassianAt(sandbox)),
    ];
    await saveExpired(replicas[0] as (typeof replicas)[number], sandbox);
    const calls = replicas.flatMap((credentials) =>
      Array.from({ length: 20 }, () => credentials.credentialFor(amina).accessToken()),
    );
    const tokens = new Set(await Promise.all(calls));
    expect([tokens.size, sandbox.oauth.refreshes]).toEqual([1, 1]);
    expect(sandbox.oauth.find([...tokens][0] ?? '')?.user.accountId).toBe(seedPeople.amina);
  });

  it('outlives a replica that died after the refresh and before it had stored the new token', async () => {
    const [store, credentials] = [await open(), openUpstreamCredentials(await open(), atlassianAt(sandbox))];
    const tokens = await saveExpired(credentials, sandbox);
    await new Promise<void>((resolve) => {
      void store.withLock(stateKey('UpstreamRefresh', grantId), { ttlMs: 300, waitMs: 0 }, async () => {
        await atlassianAt(sandbox).refresh(tokens);
        resolve();
        await new Promise(() => undefined);
      });
    });
    const token = await credentials.credentialFor(amina).accessToken();
    expect(sandbox.oauth.find(token)?.user.accountId).toBe(seedPeople.amina);
    expect([sandbox.oauth.refreshes, credentials.revoked]).toEqual([2, []]);
  });
}

it('is renewed under a lock that outlives the slowest renewal, and is waited for longer than it holds', async () => {
  const memory = createMemoryStore();
  const locks: LockOptions[] = [];
  const store: StateStore = {
    ...memory,
    withLock: (key, lock, work) => {
      locks.push(lock);
      return memory.withLock(key, lock, work);
    },
  };
  const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
  await saveExpired(credentials, sandbox);
  await credentials.credentialFor(amina).accessToken();
  expect(locks).toEqual([{ ttlMs: expect.any(Number), waitMs: expect.any(Number) }]);
  const [{ ttlMs, waitMs } = { ttlMs: 0, waitMs: 0 }] = locks;
  expect(ttlMs).toBeGreaterThan(1000 * requestTimeoutSeconds);
  expect(waitMs).toBeGreaterThan(ttlMs);
});

describe('an expired upstream token in the memory that replicas share', () => {
  let store: StateStore;
  beforeEach(() => {
    store = createMemoryStore();
  });
  describeReplicas(() => Promise.resolve(store));
});

const describeWithRedis = hasRedis ? describe : describe.skip;
if (!hasRedis) process.stderr.write('SKIPPED: no Redis is here\n');

describeWithRedis('an expired upstream token, sealed in Redis', () => {
  let redis: TestRedis;
  let opened: StateStore[];
  beforeEach(async () => {
    redis = await startRedis();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await redis.stop();
  });
  describeReplicas(async () => {
    const log = createMemoryLog([]);
    const store = await connectRedis(redis.url, { log });
    opened.push(store);
    return createSealedStore(store, createKeyring([new Uint8Array(32).fill(7)]), { log });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { connectRedis } from '../../src/state/redis-store.js';
import type { StateStore } from '../../src/state/index.js';
import { createMemoryLog, type LogLine } from '../http/memory-log.js';
import { canStartRedis, startRedis, type RedisSetup, type TestRedis } from '../support/redis.js';
import { selfSignedCertificate } from '../support/self-signed-certificate.js';
import { mostListeners } from '../support/most-listeners.js';
import { patiently } from '../support/patiently.js';

const longMs = 60_000;
const soonMs = 2_500;
const lock = { ttlMs: longMs, waitMs: 5_000 };

let redis: TestRedis | undefined;
let store: StateStore | undefined;
afterEach(async () => {
  await store?.close();
  await redis?.stop();
});

async function open(setup: RedisSetup = {}, ca?: string) {
  redis = await startRedis(setup);
  const log = createMemoryLog();
  store = await connectRedis(redis.url, { log, ca });
  return { redis, store, logged: log.lines };
}

const everyMethod = (s: StateStore): Promise<unknown>[] => [
  s.get('a'),
  s.set('a', 'b', longMs),
  s.delete('a'),
  s.take('a'),
  s.compareAndSet('a', undefined, 'b', longMs),
  s.compareAndSet('a', 'b', 'c', longMs),
  s.withLock('a', lock, () => Promise.resolve()),
  s.ping(),
];

async function expectAway(s: StateStore): Promise<void> {
  await patiently(async () => {
    const started = Date.now();
    for (const settled of await Promise.allSettled(everyMethod(s)))
      expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } });
    expect(Date.now() - started).toBeLessThan(soonMs);
  });
}

/** In milliseconds, of those that some work sets. */
async function longestTimerOf(work: () => Promise<void>): Promise<number> {
  const set = jest.spyOn(globalThis, 'setTimeout');
  await work();
  const lengths = set.mock.calls.map(([, ms]) => ms ?? 0);
  set.mockRestore();
  return Math.max(0, ...lengths);
}

async function untilBack(s: StateStore): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    if (
      await s.ping().then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(50);
  }
  throw new Error('It did not heal.');
}

const events = (lines: LogLine[]) => lines.map((line) => line['event']);

(canStartRedis ? describe : describe.skip)('the Redis store (NOT TESTED without redis-server on the PATH)', () => {
  it('says quickly that Redis is away, and heals by itself', async () => {
    const { redis: first, store: s, logged } = await open();
    await s.set('a', 'before', longMs);
    await first.stop();
    await expectAway(s);
    await sleep(300);
    await expectAway(s);
    redis = await startRedis({ port: first.port });
    await untilBack(s);
    expect(await s.get('a')).toBeUndefined();
    expect(await s.withLock('a', lock, () => Promise.resolve('locked'))).toBe('locked');
    expect(events(logged)).toEqual(['redis_away', 'redis_back']);
  });

  it('counts many calls at a time without a listener of each on one signal', async () => {
    const { store } = await open();
    const limiter = store.rateLimiter({ name: 'a', limit: 5, windowMs: longMs });
    const most = await mostListeners(() => Promise.all(Array.from({ length: 20 }, () => limiter.consume('b'))));
    expect(most).toBeLessThan(5);
  });

  it('does not wait for a Redis that takes commands and never answers', async () => {
    const { redis: stuck, store: s } = await open();
    await s.set('a', 'kept', longMs);
    stuck.pause();
    await expectAway(s);
    await expectAway(s);
    stuck.resume();
    await untilBack(s);
    expect(await s.ping()).toBeUndefined();
  });

  it('keeps the result of work whose lock could not be given back', async () => {
    const { redis: first, store: s } = await open();
    expect(
      await s.withLock('a', lock, async () => {
        await first.stop();
        return 'done';
      }),
    ).toBe('done');
  });

  it('opens though Redis is not there yet, and works once it is', async () => {
    const gone = await startRedis();
    await gone.stop();
    const log = createMemoryLog();
    store = await connectRedis(gone.url, { log });
    await expectAway(store);
    redis = await startRedis({ port: gone.port });
    await untilBack(store);
    expect(events(log.lines)).toEqual(['redis_away', 'redis_back']);
  });

  it('signs in, and says that it is away with a wrong password, never telling it', async () => {
    const {
      redis: { url },
      store: s,
    } = await open({ password: 'right' });
    await s.ping();
    const log = createMemoryLog();
    const stranger = await connectRedis(url.replace('right', 'wr0ng'), { log });
    await expectAway(stranger);
    // ioredis waited two seconds for a connection to end that had gone already, and kept the process for so long.
    expect(await longestTimerOf(() => stranger.close())).toBeLessThan(1_000);
    expect(events(log.lines)).toEqual(['redis_away']);
    expect(JSON.stringify(log.lines, (_, v: unknown) => (v instanceof Error ? v.message : v))).not.toContain('wr0ng');
  });

  it('speaks TLS to a server of a known authority, and to no other', async () => {
    const tls = selfSignedCertificate();
    const {
      redis: { url },
      store: s,
    } = await open({ tls }, tls.cert);
    await s.set('a', 'private', longMs);
    expect(await s.get('a')).toBe('private');
    const distrustful = await connectRedis(url, { log: createMemoryLog() });
    await expectAway(distrustful);
    await distrustful.close();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { connectRedis } from '../../src/state/redis-store.js';
import type { RateLimiter, StateStore } from '../../src/state/index.js';
import { createMemoryLog } from '../http/memory-log.js';
import { letPass, moveClock, restoreClock } from '../support/move-clock.js';
import { canStartRedis, startRedis, type TestRedis } from '../support/redis.js';
import { until } from '../support/until.js';

let redis: TestRedis | undefined;
let store: StateStore | undefined;
afterEach(async () => {
  restoreClock();
  await store?.close();
  redis?.resume();
  await redis?.stop();
});

const windowMs = 60_000;
const dayMs = 86_400_000;
async function open(): Promise<{ limiter: RateLimiter; redis: TestRedis }> {
  redis = await startRedis();
  store = await connectRedis(redis.url, { log: createMemoryLog() });
  return { limiter: store.rateLimiter({ name: 'requests', limit: 100, windowMs }), redis };
}
const isBack = async (): Promise<boolean> => {
  const [settled] = await Promise.allSettled([store?.ping()]);
  return settled.status === 'fulfilled';
};
const counts = async (limiter: RateLimiter, times: number): Promise<number[]> => {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) seen.push((await limiter.consume('ann')).count);
  return seen;
};

(canStartRedis ? describe : describe.skip)('rate limits on Redis (NOT TESTED without redis-server on the PATH)', () => {
  it('[H18] count alone while Redis is away, and go back to it by themselves, though the clock is set back', async () => {
    const { limiter, redis: first } = await open();
    expect(await counts(limiter, 2)).toEqual([1, 2]);
    await first.stop();
    expect(await counts(limiter, 3)).toEqual([1, 2, 3]);
    moveClock(-dayMs);
    expect((await limiter.consume('ann')).resetsAtMs).toBeLessThanOrEqual(Date.now() + windowMs);
    redis = await startRedis({ port: first.port });
    await until(isBack);
    letPass(6_000);
    // A Redis that lost its memory begins anew, and the count of this process is not asked any more.
    expect(await counts(limiter, 2)).toEqual([1, 2]);
  }, 20_000);

  it('wait half a second for a Redis that does not answer, once, and then not again for a while', async () => {
    const { limiter, redis: stuck } = await open();
    stuck.pause();
    const startedAt = Date.now();
    expect(await counts(limiter, 20)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });
});

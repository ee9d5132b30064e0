import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createMemoryStore, type StateStore } from '../../../src/state/index.js';
import { mcpPath, openApp, ping } from '../open-app.js';

type App = ReturnType<typeof openApp>;
const post = async ({ app }: App, token: string) => {
  const answer = await request(app).post(mcpPath).set('Authorization', `Bearer ${token}`).send(ping);
  return answer.status;
};
/** Two replicas that share a store. */
const replicas = (store: StateStore) => {
  const open = () =>
    openApp({ settings: { rateLimitPerMinute: 3 }, createLimiter: (limit) => store.rateLimiter(limit) });
  return [open(), open()] as const;
};

describe('limits of replicas that share a store', () => {
  it('[H18] count the requests of a principal together', async () => {
    const [a, b] = replicas(createMemoryStore());
    expect([await post(a, 'good-ann'), await post(b, 'good-ann'), await post(a, 'good-ann')]).toEqual([200, 200, 200]);
    expect([await post(a, 'good-ann'), await post(b, 'good-ann')]).toEqual([429, 429]);
    expect(await post(b, 'good-bob')).toBe(200);
  });

  it('count the failures of an address together', async () => {
    const [a, b] = replicas(createMemoryStore());
    expect([await post(a, 'bad'), await post(b, 'bad'), await post(a, 'bad')]).toEqual([401, 401, 401]);
    expect([await post(a, 'bad'), await post(b, 'bad'), await post(b, 'bad')]).toEqual([429, 429, 429]);
    expect(a.authenticator.seen).toHaveLength(2);
    expect(b.authenticator.seen).toHaveLength(2);
    expect(b.audited.at(-1)).toMatchObject({ outcome: 'rejected', reason: 'rate_limited' });
  });

  it('do not ask the store for tokens that are valid, beyond counting their requests', async () => {
    const store = createMemoryStore();
    const asked: string[] = [];
    const { app } = openApp({
      settings: { rateLimitPerMinute: 3 },
      createLimiter: (limit) => {
        const limiter = store.rateLimiter(limit);
        return { consume: (key) => (asked.push(limit.name), limiter.consume(key)) };
      },
    });
    for (const token of ['good-ann', 'no-keys']) {
      await request(app).post(mcpPath).set('Authorization', `Bearer ${token}`).send(ping);
    }
    expect(asked).toEqual(['requests']);
  });
});

import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { insuredCounter, type RateCounter } from '../../../src/http/middleware/insured-counter.js';
import { createMemoryStore } from '../../../src/state/index.js';
import { mcpPath, openDoor, ping } from '../open-door.js';

type Door = ReturnType<typeof openDoor>;
const post = async ({ app }: Door, token: string) => {
  const answer = await request(app).post(mcpPath).set('Authorization', `Bearer ${token}`).send(ping);
  return answer.status;
};
/** Two replicas that share a counter. */
const replicas = (rateCounter: RateCounter) => {
  const open = () => openDoor({ settings: { rateLimitPerMinute: 3 }, rateCounter });
  return [open(), open()] as const;
};

/** Fails, hangs or works, and knows how often it was asked. */
function fickleCounter() {
  const store = createMemoryStore();
  const fickle = {
    mood: 'works' as 'works' | 'fails' | 'hangs',
    asked: 0,
    increment(key: string, windowMs: number) {
      fickle.asked++;
      if (fickle.mood === 'fails') return Promise.reject(new Error('away'));
      return fickle.mood === 'hangs' ? new Promise<never>(() => undefined) : store.increment(key, windowMs);
    },
  };
  return fickle;
}

describe('a shared counter', () => {
  it('makes the replicas count the requests of a principal together', async () => {
    const [a, b] = replicas(createMemoryStore());
    expect([await post(a, 'good-ann'), await post(b, 'good-ann'), await post(a, 'good-ann')]).toEqual([200, 200, 200]);
    expect([await post(a, 'good-ann'), await post(b, 'good-ann')]).toEqual([429, 429]);
    expect(await post(b, 'good-bob')).toBe(200);
  });

  it('makes the replicas count the failures of an address together', async () => {
    const [a, b] = replicas(createMemoryStore());
    expect([await post(a, 'bad'), await post(b, 'bad'), await post(a, 'bad')]).toEqual([401, 401, 401]);
    expect([await post(a, 'bad'), await post(b, 'bad'), await post(b, 'bad')]).toEqual([429, 429, 429]);
    expect(a.authenticator.seen).toHaveLength(2);
    expect(b.authenticator.seen).toHaveLength(2);
    expect(b.audited.at(-1)).toMatchObject({ outcome: 'rejected', reason: 'rate_limited' });
  });

  it('is not asked for the tokens that are valid, beyond counting their requests', async () => {
    const counter = fickleCounter();
    const [a] = replicas(counter);
    await post(a, 'good-ann');
    await post(a, 'no-keys');
    expect(counter.asked).toBe(1);
  });

  it('leaves each replica to count alone while it fails', async () => {
    const counter = fickleCounter();
    const [a, b] = replicas(counter);
    counter.mood = 'fails';
    for (const door of [a, b]) {
      const statuses = [];
      for (let n = 0; n < 4; n++) statuses.push(await post(door, 'good-ann'));
      for (let n = 0; n < 4; n++) statuses.push(await post(door, 'bad'));
      expect(statuses).toEqual([200, 200, 200, 429, 401, 401, 401, 429]);
    }
    expect(counter.asked).toBe(4);
  });
});

describe('the insurance of a counter', () => {
  const count = async (counter: RateCounter) => (await counter.increment('a', 60_000)).count;

  it('waits half a second for it, once, and then not again for a while', async () => {
    const shared = fickleCounter();
    const counter = insuredCounter(shared, 60_000);
    shared.mood = 'hangs';
    const started = Date.now();
    expect([await count(counter), await count(counter), await count(counter)]).toEqual([1, 2, 3]);
    expect(Date.now() - started).toBeLessThan(1_500);
    expect(shared.asked).toBe(1);
  });

  it('goes back to it by itself', async () => {
    const shared = fickleCounter();
    let nowMs = 0;
    const counter = insuredCounter(shared, 60_000, () => nowMs);
    expect(await count(counter)).toBe(1);
    shared.mood = 'fails';
    expect([await count(counter), await count(counter)]).toEqual([1, 2]);
    shared.mood = 'works';
    expect(await count(counter)).toBe(3);
    nowMs += 5_000;
    expect(await count(counter)).toBe(2);
    expect(shared.asked).toBe(3);
  });
});

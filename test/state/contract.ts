import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RateLimiter, StateStore } from '../../src/state/index.js';
import { patiently } from '../support/patiently.js';

interface Fixture {
  /** Two that see the same records: of one process or of two replicas. */
  readonly pair: readonly [StateStore, StateStore];
  /** Its rate limits are counted by each of the two. */
  readonly countsAlone?: boolean;
  release?(): void | Promise<void>;
}

/** A store by its name, and how one is opened. */
export type StoreUnderTest = readonly [name: string, prepare: () => Fixture | Promise<Fixture>];

const longMs = 60_000;
const shortMs = 150;
let lastName = 0;
/** A name that no other test uses. */
const fresh = (): string => `tëst:${process.pid}:${++lastName}`;
const lockFor = (ttlMs: number, waitMs = 2_000) => ({ ttlMs, waitMs });

/** What every store promises. */
export function describeStore([name, prepare]: StoreUnderTest): void {
  describe(name, () => {
    let fixture: Fixture;
    let store: StateStore;
    let other: StateStore;
    beforeAll(async () => {
      fixture = await prepare();
      [store, other] = fixture.pair;
    });
    afterAll(async () => {
      await Promise.all([store.close(), other.close()]);
      await fixture.release?.();
    });

    it('gives back what was put, to whoever shares it', async () => {
      const key = fresh();
      const value = 'läng\0 "quoted" \u{1f600} '.repeat(5_000);
      await store.set(key, value, longMs);
      expect(await store.get(key)).toBe(value);
      expect(await other.get(key)).toBe(value);
      await other.set(key, '', longMs);
      expect(await store.get(key)).toBe('');
    });

    it('takes any text as a key, however long', async () => {
      const keys = [`${fresh()}\0 \n:*{}`, `${fresh()}${'k'.repeat(5_000)}`, `${fresh()}${'k'.repeat(5_000)}l`];
      for (const key of keys) await store.set(key, `value of ${key}`, longMs);
      for (const key of keys) expect(await other.get(key)).toBe(`value of ${key}`);
    });

    it('knows nothing of what was never put, or was deleted', async () => {
      const key = fresh();
      expect(await store.get(key)).toBeUndefined();
      expect(await store.take(key)).toBeUndefined();
      await expect(store.delete(key)).resolves.toBeUndefined();
      await store.set(key, 'a', longMs);
      await store.delete(key);
      expect(await other.get(key)).toBeUndefined();
    });

    it('forgets when the life of a record is over, and gives it a new one when it is put again', async () => {
      await patiently(async (patience) => {
        const [short, renewed] = [fresh(), fresh()];
        await store.set(short, 'a', shortMs * patience);
        await store.set(renewed, 'a', shortMs * patience);
        await store.set(renewed, 'b', longMs);
        expect(await store.get(short)).toBe('a');
        await sleep(shortMs * patience + 50);
        expect(await store.get(short)).toBeUndefined();
        expect(await store.take(short)).toBeUndefined();
        expect(await store.compareAndSet(short, 'a', 'c', longMs)).toBe(false);
        expect(await store.get(renewed)).toBe('b');
      });
    });

    it('gives what is taken to one of many', async () => {
      const key = fresh();
      await store.set(key, 'once', longMs);
      const takers = Array.from({ length: 20 }, (_, n) => (n % 2 ? store : other).take(key));
      expect((await Promise.all(takers)).filter((taken) => taken !== undefined)).toEqual(['once']);
      expect(await store.get(key)).toBeUndefined();
    });

    it('replaces only what is still as expected', async () => {
      const key = fresh();
      expect(await store.compareAndSet(key, 'a', 'b', longMs)).toBe(false);
      expect(await store.compareAndSet(key, undefined, 'a', longMs)).toBe(true);
      expect(await other.compareAndSet(key, undefined, 'b', longMs)).toBe(false);
      expect(await other.compareAndSet(key, 'x', 'b', longMs)).toBe(false);
      expect(await store.get(key)).toBe('a');
      expect(await other.compareAndSet(key, 'a', 'b', longMs)).toBe(true);
      expect(await store.get(key)).toBe('b');
    });

    it('lets one of many writers win', async () => {
      const [absent, present] = [fresh(), fresh()];
      await store.set(present, 'old', longMs);
      const writers = Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other));
      const won = async (key: string, expected?: string) => {
        const answers = await Promise.all(writers.map((s, n) => s.compareAndSet(key, expected, String(n), longMs)));
        return answers.filter(Boolean);
      };
      expect(await won(absent)).toEqual([true]);
      expect(await won(present, 'old')).toEqual([true]);
    });

    it('gives what was replaced the new life', async () => {
      const key = fresh();
      await store.set(key, 'a', longMs);
      expect(await store.compareAndSet(key, 'a', 'b', shortMs)).toBe(true);
      await sleep(shortMs + 50);
      expect(await store.get(key)).toBeUndefined();
    });

    it('counts as many of many as the limit has room for, within a window that starts with the first', async () => {
      const limit = { name: fresh(), limit: 5, windowMs: longMs };
      const before = Date.now();
      const mine = store.rateLimiter(limit);
      const theirs = fixture.countsAlone ? mine : other.rateLimiter(limit);
      const used = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? mine : theirs).consume('a')));
      expect(used.map(({ count }) => count).sort((a, b) => a - b)).toEqual(used.map((_, n) => Math.min(n + 1, 6)));
      for (const { resetsAtMs } of used) {
        expect(resetsAtMs).toBeGreaterThan(before + longMs - 1_000);
        expect(resetsAtMs).toBeLessThanOrEqual(Date.now() + longMs);
      }
    });

    it('counts several uses all or not at all, however many ask at once', async () => {
      const limit = { name: fresh(), limit: 10, windowMs: longMs };
      const mine = store.rateLimiter(limit);
      const theirs = fixture.countsAlone ? mine : other.rateLimiter(limit);
      expect(await mine.consume('a', 11)).toMatchObject({ count: 11 });
      const used = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? mine : theirs).consume('a', 4)));
      expect(used.map(({ count }) => count).sort((a, b) => a - b)).toEqual([4, 8, 12, 12, 12, 12, 12, 12]);
      for (const { resetsAtMs } of used) expect(resetsAtMs).toBeGreaterThan(Date.now() + longMs - 5_000);
      // What was refused left room for less.
      expect((await theirs.consume('a', 2)).count).toBe(10);
      expect((await mine.consume('a')).count).toBe(11);
      expect((await mine.consume('b', 10)).count).toBe(10);
      const wider = store.rateLimiter({ ...limit, limit: 12 });
      expect([await wider.consume('a', 12), await wider.consume('a')].map(({ count }) => count)).toEqual([12, 13]);
    });

    it('counts single uses beside several at once, to the limit and never beyond it', async () => {
      const limit = { name: fresh(), limit: 10, windowMs: longMs };
      const mine = store.rateLimiter(limit);
      const theirs = fixture.countsAlone ? mine : other.rateLimiter(limit);
      const times = Array.from({ length: 24 }, (_, n) => (n % 3 === 0 ? 4 : 1));
      const used = await Promise.all(times.map((one, n) => (n % 2 ? mine : theirs).consume('a', one)));
      const granted = times.filter((_, n) => (used[n]?.count ?? Infinity) <= limit.limit);
      expect(granted.reduce((sum, one) => sum + one, 0)).toBe(limit.limit);
      // None of what was refused is counted, single uses neither.
      expect(used.map(({ count }, n) => count - (times[n] ?? 0)).every((before) => before <= limit.limit)).toBe(true);
      expect([await mine.consume('a', 4), await mine.consume('a')].map(({ count }) => count)).toEqual([14, 11]);
    });

    it('keeps records and locks of one name apart', async () => {
      const key = fresh();
      await store.withLock(key, lockFor(longMs), async () => {
        expect(await store.get(key)).toBeUndefined();
        await store.set(key, 'a', longMs);
      });
      expect(await store.get(key)).toBe('a');
    });

    it('lets one at a time through a lock, and all in the end', async () => {
      const key = fresh();
      let inside = 0;
      let most = 0;
      const work = async (n: number): Promise<number> => {
        most = Math.max(most, ++inside);
        await sleep(2);
        inside--;
        return n;
      };
      const callers = Array.from({ length: 12 }, (_, n) => (n % 2 ? store : other));
      const done = await Promise.all(callers.map((s, n) => s.withLock(key, lockFor(longMs, 10_000), () => work(n))));
      expect(done).toEqual(callers.map((_, n) => n));
      expect(most).toBe(1);
    });

    it('does not let one key wait for another', async () => {
      await store.withLock(fresh(), lockFor(longMs), async () => {
        expect(await store.withLock(fresh(), lockFor(longMs, 0), () => Promise.resolve('through'))).toBe('through');
      });
    });

    it('passes the failure of the work on, and gives the lock back', async () => {
      const key = fresh();
      const failing = store.withLock(key, lockFor(longMs), () => Promise.reject(new Error('broken')));
      await expect(failing).rejects.toThrow('broken');
      await expect(other.withLock(key, lockFor(longMs, 0), () => Promise.resolve(1))).resolves.toBe(1);
    });

    it('gives up waiting for a lock in time, without a trace', async () => {
      const key = fresh();
      await store.withLock(key, lockFor(longMs), () =>
        patiently(async () => {
          const started = Date.now();
          const waiters = [store, store, other].map((s) =>
            s.withLock(key, lockFor(longMs, 100), () => Promise.resolve()),
          );
          for (const { status, ...rest } of await Promise.allSettled(waiters)) {
            expect(status).toBe('rejected');
            expect(rest).toMatchObject({ reason: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } });
          }
          expect(Date.now() - started).toBeLessThan(1_000);
        }),
      );
      await expect(store.withLock(key, lockFor(longMs, 0), () => Promise.resolve(1))).resolves.toBe(1);
    });

    it('lets a lock fall whose holder died, and keeps the late one from unlocking its heir', async () => {
      const key = fresh();
      const events: string[] = [];
      let heir: Promise<void> | undefined;
      let enter = (): void => undefined;
      let leave = (): void => undefined;
      const entered = new Promise<void>((resolve) => (enter = resolve));
      const left = new Promise<void>((resolve) => (leave = resolve));
      await store.withLock(key, lockFor(shortMs), async () => {
        heir = other.withLock(key, lockFor(longMs, 20_000), async () => {
          events.push('heir enters');
          enter();
          await left;
          const third = store.withLock(key, lockFor(longMs, 30), () => Promise.resolve());
          await expect(third).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
        });
        await Promise.race([entered, heir]);
        events.push('late ends');
      });
      leave();
      await heir;
      expect(events).toEqual(['heir enters', 'late ends']);
    });

    it('answers a ping while it is there, and refuses everything once it is closed', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
      const another = await prepare();
      const [closed] = another.pair;
      await Promise.all(another.pair.map((s) => s.close()));
      await closed.close();
      const gone = { code: 'UPSTREAM_UNAVAILABLE' };
      await expect(closed.ping()).rejects.toMatchObject(gone);
      await expect(closed.get('a')).rejects.toMatchObject(gone);
      await expect(closed.set('a', 'b', longMs)).rejects.toMatchObject(gone);
      await expect(closed.withLock('a', lockFor(1), () => Promise.resolve())).rejects.toMatchObject(gone);
      await another.release?.();
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}

/** That windows end, which is waited for once for all of them: the shortest lasts a second. */
export function describeWindows(stores: readonly StoreUnderTest[]): void {
  describe('the window of a rate limit', () => {
    let counts: Map<string, number[]>;
    beforeAll(async () => {
      counts = new Map(
        await Promise.all(stores.map(async ([name, open]) => [name, await countsOf(await open())] as const)),
      );
    });

    it.each(stores)('ends, and counts from one again, each name for itself: %s', (name) => {
      expect(counts.get(name)).toEqual([1, 2, 1, 1]);
    });
  });
}

/** Of two uses, of one of another name, and of one in the next window. */
async function countsOf(fixture: Fixture): Promise<number[]> {
  const [store, other] = fixture.pair;
  const [mine, another] = [fresh(), fresh()].map((name) => store.rateLimiter({ name, limit: 1, windowMs: 1_000 }));
  const use = async (limiter?: RateLimiter) => (await limiter?.consume('a'))?.count ?? Number.NaN;
  const counts = [await use(mine), await use(mine), await use(another)];
  await sleep(1_100);
  counts.push(await use(mine));
  await Promise.all([store.close(), other.close()]);
  await fixture.release?.();
  return counts;
}

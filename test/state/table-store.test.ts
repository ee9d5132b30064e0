import { afterEach, describe, expect, it } from '@jest/globals';
import { createTableStore, type Entry } from '../../src/state/table-store.js';
import { moveClock, restoreClock } from '../support/move-clock.js';

afterEach(restoreClock);

describe('a store on a table', () => {
  it('says that it cannot be reached when its table fails', async () => {
    const broken = (): never => {
      throw new Error('disk full');
    };
    const store = createTableStore({
      read: broken,
      write: broken,
      remove: broken,
      atomically: (step) => Promise.resolve().then(step),
      sweep: () => undefined,
      close: () => Promise.resolve(),
    });
    for (const call of [store.get('a'), store.set('a', 'b', 1_000), store.take('a')])
      await expect(call).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', cause: { message: 'disk full' } });
  });

  it('holds no lock of a process that died for longer because the clock was set back', async () => {
    const entries = new Map<string, Entry>();
    const [dying, heir] = [0, 1].map(() =>
      createTableStore({
        read: (name) => entries.get(name),
        write: (name, entry) => void entries.set(name, entry),
        remove: (name) => void entries.delete(name),
        atomically: (step) => Promise.resolve().then(step),
        sweep: () => undefined,
        close: () => Promise.resolve(),
      }),
    );
    const options = { ttlMs: 15_000, waitMs: 0 };
    await new Promise<void>((taken) => {
      void dying?.withLock('a', options, () => new Promise(() => taken()));
    });
    moveClock(-1_000);
    await expect(heir?.withLock('a', options, () => Promise.resolve('in'))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    moveClock(-86_400_000);
    expect(await heir?.withLock('a', options, () => Promise.resolve('in'))).toBe('in');
  });
});

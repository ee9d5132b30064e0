import { describe, expect, it } from '@jest/globals';
import { createTableStore } from '../../src/state/table-store.js';

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
});

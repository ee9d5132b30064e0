import { describe, expect, it } from '@jest/globals';
import { createProgress } from '../../../src/mcp/transports/progress.js';

describe('progress', () => {
  it('goes to a client that sent a token', () => {
    const sent: unknown[] = [];
    const progress = createProgress(0, (notification) => Promise.resolve(void sent.push(notification)));
    progress(1, 3, 'Reading');
    expect(sent).toEqual([
      {
        method: 'notifications/progress',
        params: { progressToken: 0, progress: 1, total: 3, message: 'Reading' },
      },
    ]);
  });

  it('is dropped for a client that sent none', () => {
    const progress = createProgress(undefined, () => Promise.reject(new Error('must not be called')));
    expect(() => progress(1, 3, 'Reading')).not.toThrow();
  });

  it('does not fail a call when the client has gone', async () => {
    let attempts = 0;
    const progress = createProgress('t', () => {
      attempts += 1;
      return Promise.reject(new Error('gone'));
    });
    progress(1, 3, 'Reading');
    await new Promise((resolve) => setImmediate(resolve));
    expect(attempts).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createProgress } from '../../../src/mcp/server/progress.js';

describe('progress', () => {
  it('goes to a client that sent a token', () => {
    const sent: unknown[] = [];
    const { progress } = createProgress(0, (notification) => Promise.resolve(void sent.push(notification)));
    progress(1, 3, 'Reading');
    expect(sent).toEqual([
      {
        method: 'notifications/progress',
        params: { progressToken: 0, progress: 1, total: 3, message: 'Reading' },
      },
    ]);
  });

  it('rises with every step and every answer between, whatever a tool counts', () => {
    const told: [progress: number, total: number, message: string][] = [];
    const { progress, onAnswer } = createProgress('t', ({ params }) =>
      Promise.resolve(void told.push([params.progress, params.total, params.message])),
    );
    onAnswer();
    progress(0, 2, 'Reading');
    onAnswer();
    progress(1, 2, 'Read');
    for (let answer = 0; answer < 1_000; answer += 1) onAnswer();
    progress(1, 2, 'Still at it');
    expect(told.slice(0, 5)).toEqual([
      [1 / 2, 1, 'Asking Confluence'],
      [2 / 3, 2, 'Reading'],
      [3 / 4, 2, 'Reading'],
      [1, 2, 'Read'],
      [1.5, 2, 'Read'],
    ]);
    expect(told.every(([value], index) => index === 0 || value > (told[index - 1]?.[0] ?? 0))).toBe(true);
    expect(told.at(-1)?.[0]).toBeLessThan(2);
  });

  it('is dropped for a client that sent none', () => {
    const { progress, onAnswer } = createProgress(undefined, () => Promise.reject(new Error('must not be called')));
    expect(() => progress(1, 3, 'Reading')).not.toThrow();
    expect(onAnswer).not.toThrow();
  });

  it('does not fail a call when the client has gone', async () => {
    let attempts = 0;
    const { progress } = createProgress('t', () => {
      attempts += 1;
      return Promise.reject(new Error('gone'));
    });
    progress(1, 3, 'Reading');
    await new Promise((resolve) => setImmediate(resolve));
    expect(attempts).toBe(1);
  });
});

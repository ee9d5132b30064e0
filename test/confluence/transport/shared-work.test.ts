import { describe, expect, it } from '@jest/globals';
import { createSharedWork } from '../../../src/confluence/transport/shared-work.js';

interface Run {
  resolve(answer: string): void;
  reject(error: Error): void;
}

/** Work that is done by hand, and how often it was started. */
function manualWork(): { runs: Run[]; run: () => Promise<string> } {
  const runs: Run[] = [];
  return { runs, run: () => new Promise((resolve, reject) => runs.push({ resolve, reject })) };
}

describe('shared work', () => {
  it('is done once for all who ask, before and after', async () => {
    const { runs, run } = manualWork();
    const ask = createSharedWork(run);
    const answers = [ask(), ask()];
    runs[0]?.resolve('done');
    expect(await Promise.all([...answers, ask()])).toEqual(['done', 'done', 'done']);
    expect(runs).toHaveLength(1);
  });

  it('is done again after a failure, which all who waited for it see', async () => {
    const { runs, run } = manualWork();
    const ask = createSharedWork(run);
    const answers = Promise.allSettled([ask(), ask()]);
    runs[0]?.reject(new Error('not now'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = ask();
    runs[1]?.resolve('now');
    expect(await again).toBe('now');
  });

  it('is done again when its result is too old', async () => {
    const { runs, run } = manualWork();
    const ask = createSharedWork(run, 0);
    for (const answer of ['first', 'second']) {
      const asked = ask();
      runs.at(-1)?.resolve(answer);
      expect(await asked).toBe(answer);
    }
  });

  it('goes on for the others when one of them goes away', async () => {
    const { runs, run } = manualWork();
    const ask = createSharedWork(run);
    const controller = new AbortController();
    const [leaving, staying] = [ask(controller.signal), ask(new AbortController().signal)];
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    runs[0]?.resolve('done');
    expect(await staying).toBe('done');
  });

  it('is not started by who has already gone', async () => {
    const { runs, run } = manualWork();
    await expect(createSharedWork(run)(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(runs).toHaveLength(0);
  });
});

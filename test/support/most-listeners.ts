import { jest } from '@jest/globals';

/** How many listeners the one signal got that got the most of them: from the eleventh on, Node warns of a leak, once a process. */
export async function mostListeners(work: () => Promise<unknown>): Promise<number> {
  const spy = jest.spyOn(EventTarget.prototype, 'addEventListener');
  try {
    await work();
    const counts = new Map<unknown, number>();
    for (const target of spy.mock.contexts)
      if (target instanceof AbortSignal) counts.set(target, (counts.get(target) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  } finally {
    spy.mockRestore();
  }
}

import { describe, expect, it } from '@jest/globals';
import { BudgetExceeded, withBudget } from '../../../src/confluence/transport/budget.js';

describe('withBudget', () => {
  it('gives what the work gives and knows how much time is left', async () => {
    const left = await withBudget(1_000, [], (budget) => Promise.resolve(budget.remainingMs()));
    expect(left).toBeGreaterThan(900);
    expect(left).toBeLessThanOrEqual(1_000);
  });

  it('ends work that does not listen', async () => {
    await expect(withBudget(20, [], () => new Promise(() => undefined))).rejects.toBeInstanceOf(BudgetExceeded);
  });

  it('ends with the reason of whoever cancels first', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const work = withBudget(1_000, [one.signal, two.signal], () => new Promise(() => undefined));
    two.abort('second');
    one.abort('first');
    await expect(work).rejects.toBe('second');
  });

  it('does not begin for a caller who is gone', async () => {
    let begun = false;
    const work = withBudget(1_000, [AbortSignal.abort('gone')], () => Promise.resolve((begun = true)));
    await expect(work).rejects.toBe('gone');
    expect(begun).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Effort } from '../../bench/speed/compare.js';
import type { FigureName, Measured } from '../../bench/speed/figures.js';
import { isMissed, lookAgain } from '../../bench/speed/look-again.js';

const effort: Effort = { rounds: 3, roundMs: 1, warmUpMs: [0, 0] };
const row = (name: FigureName, median: number): Measured => ({ name, ratio: { median, min: median, max: median } });

/** What is kept of looks that see these medians one after the other, with the rounds of each look. */
async function lookedAt(looks: readonly (readonly Measured[])[]) {
  const rounds: number[] = [];
  const seen = await lookAgain((how) => Promise.resolve(looks[rounds.push(how.rounds) - 1] ?? []), effort);
  return { medians: seen.map(({ ratio }) => ratio.median), missed: seen.filter(isMissed).length, rounds };
}

// The floors are 1.8 for `storageSdk`, the more the better, and 1.3 for `p99`, the less the better.
describe('a look at what may be lost', () => {
  it('is one look where every figure holds', async () => {
    const all = await lookedAt([[row('storageSdk', 1.3), row('p99', 1.8)]]);
    expect(all).toEqual({ medians: [1.3, 1.8], missed: 0, rounds: [3] });
  });

  it('is repeated with more rounds, and keeps the better figure of each row', async () => {
    const all = await lookedAt([
      [row('storageSdk', 1.2), row('p99', 1.5)],
      [row('storageSdk', 1.1), row('p99', 9)],
      [row('storageSdk', 2.5), row('p99', 1.4)],
    ]);
    expect(all).toEqual({ medians: [2.5, 1.4], missed: 0, rounds: [3, 5, 5] });
  });

  it('tells of a loss of a third, which is there each time', async () => {
    const lost = [row('storageSdk', 1.8 * 0.66), row('p99', 1.3 / 0.66)];
    expect(await lookedAt([lost, lost, lost])).toMatchObject({ missed: 2, rounds: [3, 5, 5] });
  });

  it('misses what could not be measured, unless another look could', async () => {
    const nothing = [row('p99', NaN)];
    expect(await lookedAt([nothing, nothing, nothing])).toMatchObject({ missed: 1 });
    expect(await lookedAt([nothing, [row('p99', 1.2)]])).toMatchObject({ medians: [1.2], missed: 0 });
  });
});

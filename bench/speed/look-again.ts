import type { Effort } from './compare.js';
import { figures, holds, type Measured } from './figures.js';

/** What a figure may fall below its floor in one run on a noisy machine: a loss of a third shows. */
const noise = 0.7;

/** Whether a figure is so far below its floor that something is lost; what could not be measured is as well. */
export const isMissed = ({ name, ratio }: Measured): boolean => !holds(name, ratio.median, 'floor', noise);

const betterOf = (one: Measured, other: Measured | undefined): Measured => {
  if (other === undefined || Number.isNaN(other.ratio.median)) return one;
  if (Number.isNaN(one.ratio.median)) return other;
  const isHigher = other.ratio.median > one.ratio.median;
  return isHigher === (figures[one.name].better === 'higher') ? other : one;
};

/**
 * Measures a scene, and up to twice more with two thirds more rounds while one of its figures is missed; the better look counts. What
 * is lost for good is missed each time, while a neighbour who was busy for half a minute is not there three times.
 */
export async function lookAgain(
  measure: (effort: Effort) => Promise<readonly Measured[]>,
  effort: Effort,
): Promise<readonly Measured[]> {
  let seen = await measure(effort);
  for (let looks = 1; looks < 3 && seen.some(isMissed); looks += 1) {
    const again = await measure({ ...effort, rounds: Math.ceil((effort.rounds * 5) / 3) });
    seen = seen.map((row) =>
      betterOf(
        row,
        again.find(({ name }) => name === row.name),
      ),
    );
  }
  return seen;
}

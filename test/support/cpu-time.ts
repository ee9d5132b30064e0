/** Processor time in milliseconds that this process needs for something: other processes on the machine hardly change it. */
export function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export interface Growth {
  /** The cost of so many, in milliseconds; it may differ from call to call, and the least one counts. */
  readonly costOf: (size: number) => number;
  readonly size: number;
  readonly factor: number;
}

/**
 * By which power of the size a cost grows: 1 in proportion, 2 with the square. Both sizes are measured in turns, since a collection or a
 * neighbour on the same core can make any of them dear, and the smaller one twice each time: the first call of all compiles the code, and
 * growth would hide behind it. What is cheaper than two milliseconds counts as that, or the clock's resolution would be measured.
 */
export function powerOf({ costOf, size, factor }: Growth, good = 1.25, mostTries = 6): number {
  let [few, many] = [Infinity, Infinity];
  let power = Infinity;
  for (let tries = 0; tries < mostTries && power > good; tries += 1) {
    few = Math.min(few, Math.max(2, costOf(size)), Math.max(2, costOf(size)));
    many = Math.min(many, costOf(size * factor));
    power = Math.log(many / few) / Math.log(factor);
  }
  return power;
}

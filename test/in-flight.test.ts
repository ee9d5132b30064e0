import { describe, expect, it } from '@jest/globals';
import { InFlight } from '../src/in-flight.js';
import { garbageCollector } from './support/garbage-collector.js';

describe('InFlight', () => {
  it('has what was added, in its order, until it is taken out', () => {
    const inFlight = new InFlight<string>();
    const takeOut = inFlight.add('first');
    inFlight.add('second');
    inFlight.add('second');
    expect(inFlight.items()).toEqual(['first', 'second', 'second']);
    takeOut();
    takeOut();
    expect(inFlight.items()).toEqual(['second', 'second']);
    expect(inFlight.size).toBe(2);
  });

  it('lets collections of the young generation take away what was taken out', () => {
    const collect = garbageCollector();
    const inFlight = new InFlight<number[]>();
    const passThrough = (count: number): void => {
      const taken: (() => void)[] = [];
      for (let n = 0; n < count; n += 1) {
        taken.push(inFlight.add(Array.from({ length: 1_000 }, () => n + 0.5)));
        if (taken.length > 10) taken.shift()?.();
        if (n % 20 === 0) collect({ type: 'minor' });
      }
      for (const takeOut of taken) takeOut();
    };
    passThrough(100);
    // From here on the collection itself is old.
    collect();
    const before = process.memoryUsage().heapUsed;
    passThrough(2_000);
    collect({ type: 'minor' });
    collect({ type: 'minor' });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000);
  });
});

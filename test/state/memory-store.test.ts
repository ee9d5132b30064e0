import { describe, expect, it } from '@jest/globals';
import { createMemoryStore } from '../../src/state/index.js';
import { garbageCollector } from '../support/garbage-collector.js';

describe('the memory store', () => {
  it('does not grow by what has expired', async () => {
    const store = createMemoryStore();
    const value = 'x'.repeat(1_000);
    const kept = Array.from({ length: 20 }, (_, n) => `kept ${n}`);
    for (const key of kept) await store.set(key, value, 60_000);
    const collect = garbageCollector();
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 100_000; n++) await store.set(`short ${n}`, `${value}${n}`, 0);
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
    for (const key of kept) expect(await store.get(key)).toBe(value);
  });
});

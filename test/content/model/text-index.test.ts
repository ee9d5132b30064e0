import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TextIndex } from '../../../src/content/model/text-index.js';
import { cpuMsOf, powerOf } from '../../support/cpu-time.js';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', ' ', 'é'), maxLength: 60 });

describe('TextIndex', () => {
  it('finds what stands in one of its texts, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 4 }),
        fc.array(letters, { minLength: 40, maxLength: 60 }),
        (texts, parts) => {
          const index = new TextIndex(texts);
          const own = texts.flatMap((text) => [text, text.slice(2, 9), text.slice(5)]);
          for (const part of [...parts, ...parts.map((one) => one.slice(0, 5)), ...own])
            expect([part, index.has(part)]).toEqual([
              part,
              texts.length === 0 ? part === '' : texts.some((one) => one.includes(part)),
            ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is asked for as many words as a text has without a look through all of it for each', () => {
    const costOf = (size: number) => {
      const index = new TextIndex([Array.from({ length: size }, (_, i) => `rope${i}x`).join(' ')]);
      const ask = (i: number) => Number(index.has(`rope${i}x`)) + Number(index.has(`rope${i}y`));
      let found = 0;
      const cost = cpuMsOf(() => {
        for (let i = 0; i < size; i++) found += ask(i);
      });
      expect(found).toBe(size);
      return cost;
    };
    expect(powerOf({ costOf, size: 2_000, factor: 16 })).toBeLessThan(1.5);
  });
});

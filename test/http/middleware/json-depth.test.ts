import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeeperThan } from '../../../src/http/middleware/json-depth.js';
import { cpuMsOf, powerOf } from '../../support/cpu-time.js';
import { upTo } from '../../support/thorough.js';

const deeper = (max: number, text: string) => isDeeperThan(max, Buffer.from(text));

describe('isDeeperThan', () => {
  it.each([
    [0, '1', false],
    [0, '{}', true],
    [1, '{}', false],
    [1, '[{}]', true],
    [2, '[{},{},[]]', false],
    [2, '{"a":[1,{"b":2}]}', true],
    [1, '', false],
    [1, '}}}}[[', false],
  ])('for %d levels and %s is %s', (max, text, expected) => expect(deeper(max, text)).toBe(expected));

  it.each([
    '{"a":"[[[{{{"}',
    String.raw`{"a":"\"[[[{{{"}`,
    String.raw`{"\\\"[[":"{{{"}`,
    '{"é[":"漢[{"}',
    '{"never closed [[[',
  ])('does not count what stands in a string: %s', (text) => expect(deeper(1, text)).toBe(false));

  it('knows an escaped backslash from an escaped quote', () => {
    expect(deeper(1, String.raw`{"a":"\\","b":[]}`)).toBe(true);
    expect(deeper(1, String.raw`{"a":"\\\\","b":[]}`)).toBe(true);
  });

  it('agrees with a parse on random values', () => {
    fc.assert(
      fc.property(nested, (value) => {
        const depth = depthOf(value);
        expect(deeper(depth, JSON.stringify(value))).toBe(false);
        if (depth > 0) expect(deeper(depth - 1, JSON.stringify(value))).toBe(true);
      }),
      { numRuns: upTo(200) },
    );
  });

  it.each(['\\"', '\\\\', '"[]', 'x'])(
    'takes time in proportion to the text, whatever is escaped in it: %s',
    (part) => {
      const costOf = (size: number) => {
        const text = `["${part.repeat(size)}`;
        return cpuMsOf(() => deeper(2, text));
      };
      expect(powerOf({ costOf, size: 50_000, factor: 20 })).toBeLessThan(1.5);
    },
  );
});

/** Values whose texts look like more levels than there are. A run that fails prints its seed. */
const nested = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.constantFrom<unknown>('plain', '[{"', '\\', '\\"]', 7),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('"{0\\', '"{1\\'), tie('value'), { maxKeys: 2 }),
  ),
})).value;

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

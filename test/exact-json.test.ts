import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHeld, parseExactJson } from '../src/exact-json.js';

describe('parseExactJson', () => {
  it.each([
    ['1', 1],
    ['-0', -0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['[12345678901234567890,{"a":-9223372036854775808}]', ['12345678901234567890', { a: '-9223372036854775808' }]],
    ['0.1', 0.1],
    ['1.10000000000000000000', 1.1],
    ['0.12345678901234567890', '0.12345678901234567890'],
    ['12345678901234.566', 12345678901234.566],
    ['12345678901234.5678', '12345678901234.5678'],
    ['100000000000000000.5', '100000000000000000.5'],
    ['52.520009000000002', 52.520009],
    ['0.1000000000000000055511151231257827', 0.1],
    ['1e22', 1e22],
    ['1e999', '1e999'],
    ['1e-999', '1e-999'],
    ['0e-999', 0],
    ['{"1234567890123456789012":"1234567890123456789012"}', { '1234567890123456789012': '1234567890123456789012' }],
    ['"\\"12345678901234567890"', '"12345678901234567890'],
    ['[1,', undefined],
    ['0012345678901234567890', undefined],
  ])('reads %s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  it('reads what programs write of a double as that double', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 15, max: 60 }),
        (value, digits) => {
          fc.pre(!Number.isInteger(value));
          const exact = value.toPrecision(digits);
          expect(Object.is(parseExactJson(JSON.stringify(value)), value)).toBe(true);
          expect(parseExactJson(exact)).toBe(Number(exact));
        },
      ),
    );
  });

  it('gives every other number with all of its digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(digits, digits, fc.boolean(), (before, after, isNegative) => {
        const written = `${isNegative ? '-' : ''}${before.replace(/^0+(?=.)/, '')}.${after}`;
        const value = parseExactJson(`{"n":[${written}]}`) as { n: [number | string] };
        const [read] = value.n;
        if (typeof read === 'string') expect(read).toBe(written);
        // In whole numbers of the smallest place of both, which no double has a part in.
        else expect(isHeld(written) && Number(written) === read).toBe(true);
        if (before.length + after.length <= 15) expect(typeof read).toBe('number');
      }),
    );
  });
});

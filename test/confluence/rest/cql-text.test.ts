import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cqlText } from '../../../src/confluence/rest/cql-text.js';

describe('words in a CQL query', () => {
  it.each([
    ['Amina Diallo', '"amina diallo"'],
    ['a:b', String.raw`"a\\:b"`],
    ['a "b"', String.raw`"a \\\"b\\\""`],
    ['back\\slash', String.raw`"back\\\\slash"`],
    ['x OR y', '"x or y"'],
    ['a*?~(1)', String.raw`"a\\*\\?\\~\\(1\\)"`],
    [' a\nb\u200f ', '"a b"'],
    ['u\u0308', '"\u00fc"'],
  ])('%j become %s', (words, quoted) => {
    expect(cqlText(words)).toBe(quoted);
  });

  it('never end their quotes, and mean themselves once both layers are taken off', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (words) => {
        const text = cqlText(words);
        expect(text).toMatch(/^"(?:[^"\\]|\\.)*"$/s);
        const inIndex = text.slice(1, -1).replaceAll(/\\(.)/gs, '$1');
        expect(inIndex).toMatch(/^(?:[^+\-&|!(){}[\]^"~*?:\\/]|\\.)*$/s);
        expect(inIndex.replaceAll(/\\(.)/gs, '$1')).toBe(words.trim().toLowerCase());
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CqlExecutionError } from '../../../src/sandbox/cql/cql-error.js';
import { compileTextQuery } from '../../../src/sandbox/cql/lucene.js';
import { wordsOf } from '../../../src/sandbox/cql/words.js';

const finds = (query: string, text: string) => compileTextQuery(query)(wordsOf(text)) !== undefined;
const text = 'The payments service retries a:b twice, never C++ thrice. 決済サービスの障害';

describe('the text layer of CQL', () => {
  it.each([
    'payments',
    'PAYMENTS retries',
    '"payments service"',
    'pay*',
    'p?yments',
    'paymants~',
    'payments^4 service',
    'nothing OR retries',
    '+payments -nothing',
    'payments NOT nothing',
    'payments AND service',
    'payments && service',
    'nothing || twice',
    '(payments service)',
    String.raw`a\:b`,
    String.raw`C\+\+`,
    '決済',
    '障害 サービス',
    String.raw`\"payments`,
  ])('finds %s', (query) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['yments', 'a part of a word'],
    ['"service payments"', 'a phrase in another order'],
    ['payments nothing', 'a word that is missing'],
    ['payments -service', 'an excluded word'],
    ['payments !service', 'an excluded word'],
    ['a:b', 'a bare colon, which names a field'],
    ['pay', 'a prefix without a star'],
    ['済決', 'characters in another order'],
    ['payrolls~', 'a word too far away'],
  ])('does not find %s (%s)', (query) => {
    expect(finds(query, text)).toBe(false);
  });

  it.each(['', '   ', '""', '+ -', '...', '*', '?x', '*ments', '"open', '()', '!'])('cannot run %j', (query) => {
    expect(() => compileTextQuery(query)).toThrow(CqlExecutionError);
  });

  it('finds any word of a text, once escaped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,12}$/), fc.string(), (word, noise) => {
        expect(finds(word, `${noise} ${word} ${noise}`)).toBe(true);
      }),
    );
  });

  it('gives the positions that matched', () => {
    expect([...(compileTextQuery('retries payments')(wordsOf(text)) ?? [])].sort()).toEqual([1, 3]);
  });
});

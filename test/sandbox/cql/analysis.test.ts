import { describe, expect, it } from '@jest/globals';
import { stem, tellingWords } from '../../../src/sandbox/cql/analysis.js';
import { compileTextQuery, rankedQuery } from '../../../src/sandbox/cql/lucene.js';
import { wordsOf } from '../../../src/sandbox/cql/words.js';

describe('the forms of a word', () => {
  it.each([
    ['restart', 'restarts', 'restarted', 'restarting'],
    ['service', 'services'],
    ['policy', 'policies'],
    ['deploy', 'deploys', 'deployed', 'deploying'],
    ['run', 'running', 'runs'],
    ['box', 'boxes'],
    ['cache', 'caches', 'caching', 'cached'],
  ])('of %s are one', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1);
  });

  it.each([
    ['status', 'statu'],
    ['class', 'clas'],
    ['pay', 'payment'],
    ['king', 'k'],
    ['決済', '決'],
  ])('%s is not %s', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });
});

describe('a question in plain words', () => {
  it('is its telling words', () => {
    expect(tellingWords('How do I restart the payments service?').map(({ text }) => text)).toEqual([
      'restart',
      'payments',
      'service',
    ]);
    expect(tellingWords('the who').map(({ text }) => text)).toEqual(['the', 'who']);
  });

  it('wants half of them of a document, and all of a phrase in quotes', () => {
    expect(rankedQuery('how do I restart the payments service').needed).toBe(2);
    expect(rankedQuery('payments, payment').matchers).toHaveLength(1);
    const [phrase] = rankedQuery('"settlement queue"').matchers;
    expect(phrase?.(wordsOf('the queue of settlement'))).toBeUndefined();
    expect(phrase?.(wordsOf('the settlement queue'))).toEqual(new Set([1, 2]));
  });

  it('finds other forms of a word by text as well, and asks for no stop words', () => {
    const words = wordsOf('Restart services after a deploy');
    expect(compileTextQuery('how the service restarted')(words)).toBeDefined();
    expect(compileTextQuery('the +after')(words)).toBeDefined();
    expect(compileTextQuery('service missing')(words)).toBeUndefined();
    expect(compileTextQuery('the')(wordsOf('a thing'))).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { excerptOf, markedLine } from '../../../src/sandbox/cql/excerpt.js';
import { compileTextQuery } from '../../../src/sandbox/cql/lucene.js';

const replica = [compileTextQuery('replica')];

describe('excerptOf', () => {
  it('marks hits and writes entities', () => {
    expect(excerptOf(`a "replica" < 'b' & c`, replica, 'highlight')).toBe(
      'a &quot;@@@hl@@@replica@@@endhl@@@&quot; &lt; &#39;b&#39; &amp; c',
    );
  });

  it.each([
    ['indexed', '&lt;replica&gt;'],
    ['indexed_unescaped', '<replica>'],
    ['highlight_unescaped', '<@@@hl@@@replica@@@endhl@@@>'],
    ['none', ''],
  ] as const)('honours the mode %s', (mode, excerpt) => {
    expect(excerptOf('<replica>', replica, mode)).toBe(excerpt);
  });

  it('shows the passage around the first hit of a long text', () => {
    const excerpt = excerptOf(`${'before '.repeat(200)}replica ${'after '.repeat(200)}`, replica, 'highlight');
    expect(excerpt).toContain('@@@hl@@@replica@@@endhl@@@ after');
    expect(excerpt).toMatch(/^before /);
    expect(excerpt.length).toBeLessThan(350);
  });

  it('marks a run of characters of a script without spaces once', () => {
    const marked = markedLine('新しい決済サービス', [compileTextQuery('決済')], 'highlight');
    expect(marked).toBe('新しい@@@hl@@@決済@@@endhl@@@サービス');
  });
});

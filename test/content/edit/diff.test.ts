import { describe, expect, it } from '@jest/globals';
import { diffMarkdown, diffStorage, toPlainText } from '../../../src/content/index.js';

const before = '<h1>T</h1><p>one</p><table><tbody><tr><td>x</td></tr></tbody></table>';
const after = before.replace('one', 'two');

describe('differences', () => {
  it('shows Markdown that changed with two lines around it', () => {
    expect(diffMarkdown(before, after)).toBe('@@ line 1 @@\n # T\n \n-one\n+two\n \n |  |');
  });

  it('shows storage that changed, one block a line', () => {
    expect(diffStorage(before, after)).toBe('@@ line 1 @@\n <h1>T</h1>\n-<p>one</p>\n+<p>two</p>\n <table>\n <tbody>');
  });

  it('is empty where nothing changed', () => {
    expect([diffMarkdown(before, before), diffStorage(before, before)]).toEqual(['', '']);
  });
});

describe('plain text', () => {
  it('gives the words of a page, a line for each block', () => {
    const storage = `${before}<p>Ask <ac:link><ri:user ri:account-id="a" /></ac:link> by <time datetime="2026-01-01" /></p><pre>a
b</pre><ul><li>i</li></ul>`;
    expect(toPlainText(storage, { userNames: new Map([['a', 'Ann']]) })).toBe(
      'T\none\nx\nAsk @Ann by 2026-01-01\na\nb\ni',
    );
  });
});

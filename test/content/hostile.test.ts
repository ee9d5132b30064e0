import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, assertWellFormed, toMarkdown, toStorage } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';

/** Far above what these take alone (under a second each): tests run beside others. What this is after takes minutes. */
const limitMs = 10_000;

/** Runs to an end within the limit, with a result or a refusal of ours. */
function ends(run: () => unknown): string {
  const start = performance.now();
  let outcome = 'done';
  try {
    run();
  } catch (error) {
    if (!isAppError(error)) throw error;
    outcome = error.code;
  }
  expect(performance.now() - start).toBeLessThan(limitMs);
  return outcome;
}

describe('hostile storage', () => {
  it.each([
    ['a hundred thousand nested elements', '<div>'.repeat(100_000) + '</div>'.repeat(100_000), 'UNCONVERTIBLE'],
    ['elements that are never closed', '<p>'.repeat(150), 'UNCONVERTIBLE'],
    ['a megabyte of brackets', `<p>${'['.repeat(1_000_000)}</p>`, 'done'],
    ['a megabyte of asterisks in one word each', `<p>${'*a'.repeat(250_000)}</p>`, 'done'],
    ['many small elements', `<p>${'<b>x</b> '.repeat(40_000)}</p>`, 'done'],
    ['deep lists', '<ul><li>'.repeat(90) + '</li></ul>'.repeat(90), 'done'],
    ['a DOCTYPE with entities', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>', 'UNCONVERTIBLE'],
    ['a processing instruction', '<?xml-stylesheet href="x"?><p>a</p>', 'UNCONVERTIBLE'],
    ['an entity that is unknown', '<p>&constructor;</p>', 'UNCONVERTIBLE'],
    ['a byte order mark', '\uFEFF<p>a</p>', 'UNCONVERTIBLE'],
  ])('ends with a text or an error: %s', (_, storage, outcome) => {
    expect(ends(() => toMarkdown(storage))).toBe(outcome);
  });

  it('shows no placeholder that is only text', () => {
    const storage = '<p>::macro[drawio x]{#m1} :macro[y]{#m2} :status[z]{color=red} :::info</p>';
    const markdown = toMarkdown(storage);
    expect(applyMarkdown({ current: storage, edited: `${markdown} end` }).storage).toBe(
      storage.replace('</p>', ' end</p>'),
    );
  });
});

describe('hostile Markdown', () => {
  it.each([
    ['a megabyte of brackets', '['.repeat(1_000_000), 'UNCONVERTIBLE'],
    ['a megabyte of link openings', '[a]('.repeat(250_000), 'UNCONVERTIBLE'],
    ['deep quotes', `${'>'.repeat(20_000)}a`, 'UNCONVERTIBLE'],
    ['deep lists', `${'- '.repeat(20_000)}a`, 'UNCONVERTIBLE'],
    [
      'lists that are indented ever deeper',
      Array.from({ length: 600 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
      'UNCONVERTIBLE',
    ],
    ['deep containers', `${':::info\n'.repeat(5000)}a`, 'UNCONVERTIBLE'],
    ['deep HTML', '<table><tr><td>'.repeat(5000), 'UNCONVERTIBLE'],
    ['many small blocks', 'a *b* c\n\n'.repeat(4000), 'done'],
    ['a long table', `| a |\n| - |\n${'| *x* |\n'.repeat(5000)}`, 'done'],
    ['a long list', '- item\n'.repeat(8000), 'done'],
    ['a long paragraph', 'word '.repeat(30_000), 'done'],
    ['a megabyte of one paragraph', 'word '.repeat(200_000), 'UNCONVERTIBLE'],
    ['backticks', '`a``'.repeat(50_000), 'UNCONVERTIBLE'],
    ['underscores', '_a_ '.repeat(50_000), 'UNCONVERTIBLE'],
    ['a fence that never ends', `\`\`\`\n${'x\n'.repeat(100_000)}`, 'done'],
  ])('ends with storage or an error: %s', (_, markdown, outcome) => {
    expect(ends(() => assertWellFormed(toStorage(markdown).storage))).toBe(outcome);
  });

  it.each([
    ['scripts', '<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['a link that runs code', '[x](javascript:alert)', '<p>x</p>'],
    ['a link that runs code in HTML', '<a href="java\tscript:x">x</a>', '<p>x</p>'],
    ['unknown tags', 'a <iframe src="x"></iframe> b', '<p>a &lt;iframe src="x"&gt;&lt;/iframe&gt; b</p>'],
    ['control characters', 'a\u0001b\uFFFE', '<p>ab</p>'],
    ['storage in text', '<ac:structured-macro ac:name="html"/>', '<p>&lt;ac:structured-macro ac:name="html"/&gt;</p>'],
  ])('carries no markup out of %s', (_, markdown, storage) => {
    expect(toStorage(markdown).storage).toBe(storage);
  });

  it.each([
    '::macro[html]{#m1}',
    'a :macro[x]{#m1}',
    ':::macro{name=html #m1}\nx\n:::',
    ':::html\nx\n:::',
    '```html {#m1}\nx\n```',
  ])('refuses the invented %s', (markdown) => {
    expect(() => toStorage(markdown)).toThrow(expect.objectContaining({ code: 'UNCONVERTIBLE' }));
  });
});

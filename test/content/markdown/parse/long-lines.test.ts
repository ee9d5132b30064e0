import { describe, expect, it } from '@jest/globals';
import { toStorage } from '../../../../src/content/index.js';

const times = 800;
const paragraph = (inner: string) => `<p>${inner}</p>`;
const filler = 'words and words '.repeat(times).trim();

describe('what is more than anybody means', () => {
  it('is no list of terms: beyond 500 definitions in a paragraph they are words', () => {
    const terms = (count: number) => toStorage('Term\n: What it is\n'.repeat(count)).storage;
    expect(terms(500).match(/<strong>Term<\/strong>/g)).toHaveLength(500);
    expect(terms(501)).toBe(paragraph(Array.from({ length: 501 }, () => 'Term : What it is').join(' ')));
  });

  it('is no part of an address: of more than twenty signs in a row each is read as any other', () => {
    const bold = (signs: string) => toStorage(`*https://a.example/x${signs}y*`).storage;
    const whole = `https://a.example/x${'.*'.repeat(10)}y`;
    expect(bold('.*'.repeat(10))).toBe(`<p><a href="${whole}"><em>${whole}</em></a></p>`);
    expect(bold('.*'.repeat(12))).not.toContain(`href="https://a.example/x${'.*'.repeat(12)}y"`);
  });
});

describe('a line of many thousand characters', () => {
  it.each([
    ['words with formats', 'a **b** *c* `d e` ~~f~~', 'a <strong>b</strong> <em>c</em> <code>d e</code> <del>f</del>'],
    ['links', '[rope and tar](https://x.example/a_b)', '<a href="https://x.example/a_b">rope and tar</a>'],
    ['escapes and entities', '\\* &amp; a\\_b 5 * 3', '* &amp; a_b 5 * 3'],
    ['elements', '<sub>a b</sub> <kbd>c</kbd><br>d', '<sub>a b</sub> <code>c</code><br />d'],
    ['statuses', ':date[2026-12-04] at 12:30', '<time datetime="2026-12-04" /> at 12:30'],
  ])('is read as its parts are: %s', (_, markdown, storage) => {
    const many = (part: string) => Array.from({ length: times }, () => part).join(' ');
    expect(toStorage(many(markdown)).storage === paragraph(many(storage))).toBe(true);
  });

  it.each([
    ['bold', `**${filler}** end`, `<strong>${filler}</strong> end`],
    ['a link', `[${filler}](https://x.example) end`, `<a href="https://x.example">${filler}</a> end`],
    ['code', `a \`${filler}\` end`, `a <code>${filler}</code> end`],
    ['an element', `a <u>${filler}</u> end`, `a <u>${filler}</u> end`],
    ['a sign without an end', `a *${filler} end`, `a *${filler} end`],
  ])('has %s that reaches over thousands of words', (_, markdown, storage) => {
    expect(toStorage(markdown).storage === paragraph(storage)).toBe(true);
  });
});

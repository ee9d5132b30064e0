import { describe, expect, it } from '@jest/globals';
import { html, tame } from '../../../../../src/auth/oauth/login/pages/html.js';

describe('pages', () => {
  it('escape every value, in text and in attributes', () => {
    const value = `<i>"&'</i>`;
    expect(html`<a title="${value}">${value}</a>`.text).toBe(
      '<a title="&lt;i&gt;&quot;&amp;&apos;&lt;/i&gt;">&lt;i&gt;&quot;&amp;&apos;&lt;/i&gt;</a>',
    );
  });

  it('take their own pieces as they are', () => {
    expect(
      html`<ul>
        ${['a', '<b>'].map((item) => html`<li>${item}</li>`)}
      </ul>`.text.replace(/\s/g, ''),
    ).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  });

  it.each([
    ['\u202Eevil\u2066\u200B\u{E0041}', 'evil'],
    ['two\r\n  lines', 'two lines'],
    ['  a   b ', 'a b'],
    ['😀'.repeat(90), `${'😀'.repeat(80)}…`],
    ['Café', 'Café'],
  ])('tame the name %j', (given, shown) => expect(tame(given)).toBe(shown));
});

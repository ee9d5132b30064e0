import { describe, expect, it } from '@jest/globals';
import { referencesOf, textOf } from '../../../src/sandbox/world/storage-text.js';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';

describe('assertWellFormed', () => {
  it.each([
    '',
    'bare text',
    '<p>one</p><p>two</p>',
    '<p>&nbsp;&rarr;&eacute;&mdash;&#8364;&#x20ac;</p>',
    '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a < b && c]]></ac:plain-text-body></ac:structured-macro>',
    '<p>a<br/>b<!-- c --></p>',
    '<p>𝒜 決済 🚀</p>',
  ])('accepts %s', (storage) => {
    expect(() => assertWellFormed(storage)).not.toThrow();
  });

  it.each([
    '<p>open',
    '<p>a<br></p>',
    '<p>a & b</p>',
    '<p>&unknown;</p>',
    '<input checked>',
    '<p a=1>x</p>',
    '<p a="1" a="2">x</p>',
    '</p>',
    '<p></b>',
    '</sandbox-fragment><sandbox-fragment>',
  ])('refuses %s', (storage) => {
    expect(() => assertWellFormed(storage)).toThrow(
      /^Error parsing xhtml: .+\n at \[row,col \{unknown-source\}\]: \[\d+,\d+\]$/,
    );
  });

  it('names the tags and the row and column of the fragment', () => {
    expect(() => assertWellFormed('<p>one</p>\n<p>two<br></p>')).toThrow(
      'Error parsing xhtml: Unexpected close tag </p>; expected </br>.\n at [row,col {unknown-source}]: [2,15]',
    );
    expect(() => assertWellFormed('<p></b>')).toThrow('[1,8]');
  });
});

describe('textOf', () => {
  it('reads text, code and entities, and leaves macro parameters out', () => {
    const storage =
      '<h1>A</h1><p>b&nbsp;&amp; c</p><ac:structured-macro ac:name="code"><ac:parameter ac:name="language">sql</ac:parameter>' +
      '<ac:plain-text-body><![CDATA[select 1]]></ac:plain-text-body></ac:structured-macro>';
    expect(textOf(storage)).toBe('A b & c select 1');
  });

  it('keeps words together across formatting and apart across blocks', () => {
    expect(textOf('<p>pay<strong>ments</strong></p><p>next</p>')).toBe('payments next');
  });
});

describe('referencesOf', () => {
  it('collects macros and mentions once', () => {
    const mention = '<ac:link><ri:user ri:account-id="u1" /></ac:link>';
    expect(referencesOf(`<p>${mention}${mention}</p><ac:structured-macro ac:name="toc" />`)).toEqual({
      macros: ['toc'],
      mentions: ['u1'],
    });
  });
});

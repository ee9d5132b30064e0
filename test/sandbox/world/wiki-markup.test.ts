import { describe, expect, it } from '@jest/globals';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';
import { wikiToStorage } from '../../../src/sandbox/world/wiki-markup.js';

const withoutIds = (storage: string) => storage.replace(/ ac:macro-id="[^"]*"/g, '');

describe('the older markup', () => {
  it.each([
    [
      'h2. Title\n\nOne *bold* and _slanted_ {{word}}.',
      '<h2>Title</h2><p>One <strong>bold</strong> and <em>slanted</em> <code>word</code>.</p>',
    ],
    ['* a\n** b\n* c', '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>'],
    ['# a\n# b', '<ol><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['----', '<hr />'],
    [
      '||A||B||\n|1|2|',
      '<table><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>',
    ],
    ['See [here|https://e.example/?a=1&b=2].', '<p>See <a href="https://e.example/?a=1&amp;b=2">here</a>.</p>'],
    ['a < b & c', '<p>a &lt; b &amp; c</p>'],
    ['{toc}', '<ac:structured-macro ac:name="toc" ac:schema-version="1"></ac:structured-macro>'],
    [
      '{info}Mind the *gap*{info}',
      '<ac:structured-macro ac:name="info" ac:schema-version="1"><ac:rich-text-body><p>Mind the <strong>gap</strong></p></ac:rich-text-body></ac:structured-macro>',
    ],
    [
      '{code:sql}\nselect *\n{code}',
      '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">sql</ac:parameter><ac:plain-text-body><![CDATA[select *]]></ac:plain-text-body></ac:structured-macro>',
    ],
    [
      '{gliffy:name=x}',
      '<ac:structured-macro ac:name="unmigrated-wiki-markup" ac:schema-version="1"><ac:plain-text-body><![CDATA[{gliffy:name=x}]]></ac:plain-text-body></ac:structured-macro>',
    ],
  ])('%j becomes storage', (markup, storage) => {
    expect(withoutIds(wikiToStorage(markup))).toBe(storage);
  });

  it('is well-formed whatever it was', () => {
    for (const markup of ['{info}', '{code}]]>', '*', '|', 'h9. x', '{{', '[|]', '<p>&', '* \n** ', '#']) {
      expect(() => assertWellFormed(wikiToStorage(markup))).not.toThrow();
    }
  });
});

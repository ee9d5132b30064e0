import { describe, expect, it } from '@jest/globals';
import { fillTemplate, readValues, templateVariables } from '../../../../src/content/index.js';
import { cpuMsOf, powerOf } from '../../../support/cpu-time.js';

const variable = (name: string) => `<at:var at:name="${name}" />`;
const fill = (storage: string, value: string) => fillTemplate(storage, { a: value, b: value });

describe('a filled template', () => {
  it('has a text for each variable and no declarations', () => {
    const storage = `<at:declarations><at:string at:name="a" /></at:declarations><p>${variable('a')}-<at:var at:name='b'></at:var></p>`;
    expect(fillTemplate(storage, { a: '[a]', b: '[b]' })).toBe('<p>[a]-[b]</p>');
    expect(fill('<at:declarations /><p>x</p><at:declarations></at:declarations>', '')).toBe('<p>x</p>');
  });

  it('takes a value for text, whatever is in it', () => {
    const value = '</p><ac:structured-macro ac:name="html"/> & ]]> &amp; $& $1';
    expect(fill(`<p>${variable('a')}</p>`, value)).toBe(
      '<p>&lt;/p&gt;&lt;ac:structured-macro ac:name="html"/&gt; &amp; ]]&gt; &amp;amp; $&amp; $1</p>',
    );
  });

  // A link in a link is no storage that an editor opens.
  it('mentions whom a value names, but not in a link or in code', () => {
    const people = { ids: new Map<string, string>(), names: new Map([['Ann Lee', 'u1']]) };
    const mention = '<ac:link><ri:user ri:account-id="u1" /></ac:link>';
    const filled = (storage: string) => fillTemplate(storage, { a: '@Ann Lee' }, { people });
    for (const [open, close] of [
      ['<a href="https://e.example/a">', '</a>'],
      ['<a href="https://e.example/a"><strong>', '</strong></a>'],
      ['<ac:link><ri:page ri:content-title="X" /><ac:link-body>', '</ac:link-body></ac:link>'],
      ['<code>', '</code>'],
    ]) {
      const storage = (name: string, other: string) => `<p>${open}${name}${close} and <abbr>${other}</abbr></p>`;
      expect(filled(storage(variable('a'), variable('a')))).toBe(storage('@Ann Lee', mention));
    }
  });

  it.each([
    'Sold out[^1]\n\n[^1]: By the May count',
    '1. Start\n2. Stop',
    '<p>Text</p>',
    'one<br/>two',
    '{info}Text{info}',
    'h2. Head',
    '---\ntitle: X\n---\nText',
    '~~gone~~',
    '**bold**',
    'run `npm ci`',
    '[the book](page:ENG:Run book (old))',
    '    indented',
    'A | B\n--- | ---\n1 | 2',
    '<DETAILS>\n<SUMMARY>More</SUMMARY>\nText\n</DETAILS>',
    ':status[DONE]{color=green}',
    '!!! note "Mind"\n    Text',
    '::toc',
    '---\r\ntitle: X\r\n---\r\nText',
  ])('has markup as text, and says so: %j', (value) => {
    expect(fill(`<p>${variable('a')}</p>`, value)).not.toMatch(/<(?!\/?p>|br \/>)/);
    expect(readValues({ a: value, b: 'a < b, 2 * 3 and [x]' }).warnings).toEqual([
      expect.stringContaining('markup in "a"'),
    ]);
  });

  it('has no characters that nobody sees, and says so', () => {
    expect(fill(`<p>${variable('a')}</p>`, 'o\u200Bn\u202Ee')).toBe('<p>one</p>');
    expect(readValues({ a: 'o\u200Bne', b: 'two' }).warnings).toEqual([
      expect.stringMatching(/Invisible characters .* "a"/),
    ]);
  });

  it('does not look for variables in values', () => {
    expect(fill(`<p>${variable('a')}</p>`, variable('b'))).not.toContain('<at:var');
  });

  it('keeps the lines of a value, but not in the parameter of a macro', () => {
    const storage = `<p>${variable('a')}</p><ac:structured-macro ac:name="x"><ac:parameter ac:name="t">${variable('a')}</ac:parameter><ac:parameter ac:name="e" /></ac:structured-macro><p>${variable('a')}</p>`;
    expect(fill(storage, 'one\r\ntwo')).toBe(
      '<p>one<br />two</p><ac:structured-macro ac:name="x"><ac:parameter ac:name="t">one two</ac:parameter><ac:parameter ac:name="e" /></ac:structured-macro><p>one<br />two</p>',
    );
  });

  it('leaves code and comments as they are', () => {
    const storage = `<p>x</p><!-- ${variable('a')} --><ac:plain-text-body><![CDATA[${variable('b')}<ac:parameter>]]></ac:plain-text-body>`;
    expect(fill(storage, 'value')).toBe(storage);
    expect(templateVariables(storage)).toEqual([]);
  });

  it('is refused when the template is not well-formed', () => {
    expect(() => fill('<p><at:var at:name="a"></p>', 'x')).toThrow(expect.objectContaining({ code: 'UNCONVERTIBLE' }));
  });
});

describe('the variables of a template', () => {
  it('are named once each, with entities read', () => {
    const storage = `<p>${variable('a &amp; &quot;b&quot; &gt;')}${variable('c')}${variable('c')}<at:var at:x=">" at:name="d"/></p>`;
    expect(templateVariables(storage)).toEqual(['a & "b" >', 'c', 'd']);
  });

  it('are found in linear time', () => {
    const costOf = (size: number) => {
      const hostile = `<p>${'<at:var at:name="x" />'.repeat(size)}</p>`;
      return cpuMsOf(() => expect(templateVariables(hostile)).toEqual(['x']));
    };
    expect(powerOf({ costOf, size: 2_000, factor: 16 })).toBeLessThan(1.5);
  });
});

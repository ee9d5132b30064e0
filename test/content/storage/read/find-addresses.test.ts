import { describe, expect, it } from '@jest/globals';
import { findAddresses } from '../../../../src/content/storage/read/find-addresses.js';
import { cpuMsOf, powerOf } from '../../../support/cpu-time.js';

const macro = (name: string, inner: string) => `<ac:structured-macro ac:name="${name}">${inner}</ac:structured-macro>`;

describe('the addresses in storage', () => {
  it.each([
    ['a link', '<p><a href="https://a.example/x?y=1&amp;z=2">a</a></p>', ['https://a.example/x?y=1&z=2']],
    ['a link with entities in it', '<a href="&#104;ttps&#58;//a.example">a</a>', ['https://a.example']],
    ['a link without a scheme', '<a href="//a.example/x">a</a>', ['//a.example/x']],
    ['a link with backslashes', '<a href="\\\\a.example\\x">a</a>', ['\\\\a.example\\x']],
    ['a mail address', '<a href="mailto:eve@a.example">a</a>', ['mailto:eve@a.example']],
    ['a mail address alone', '<a href="eve@a.example">a</a>', ['mailto:eve@a.example']],
    ['a host alone', '<a href="www.a.example/x">a</a><a href="A.com">a</a>', ['//A.com', '//www.a.example/x']],
    ['a host alone with a path', '<a href="a.ru/x">a</a><a href="a。b。io:1">a</a>', ['//a。b。io:1', '//a.ru/x']],
    [
      'a host alone in a parameter for an address',
      '<ac:structured-macro ac:name="x"><ac:parameter ac:name="url">a.com</ac:parameter><ac:parameter ac:name="src">b.io/x</ac:parameter><ac:parameter ac:name="title">c.com</ac:parameter></ac:structured-macro>',
      ['//b.io/x', '//a.com'],
    ],
    [
      'a host in plain words',
      '<p>See www.a.example/x, (WWW。b。example)</p>',
      ['//www.a.example/x,', '//WWW。b。example'],
    ],
    [
      'pictures of several sizes',
      '<img srcset="/a.png 1x, https://a.example/b.png 2x"/>',
      ['/a.png', 'https://a.example/b.png'],
    ],
    ['an image', '<ac:image><ri:url ri:value="http://a.example/i.png"/></ac:image>', ['http://a.example/i.png']],
    ['an HTML image', '<img src="http://a.example/i.png"/>', ['http://a.example/i.png']],
    ['a style', '<p style="background: url(http://a.example/i.png)">x</p>', ['http://a.example/i.png']],
    [
      'a style with signs by their numbers',
      '<p style="background: url(h\\74tp:\\2f /a.example/i.png)">x</p>',
      ['http://a.example/i.png'],
    ],
    ['plain words', '<p>See https://a.example/x.</p>', ['https://a.example/x.']],
    [
      'a parameter',
      macro('iframe', '<ac:parameter ac:name="src">https://a.example</ac:parameter>'),
      ['https://a.example'],
    ],
    [
      'a macro of HTML',
      macro('html', '<ac:plain-text-body><![CDATA[<img src="//a.example/x">]]></ac:plain-text-body>'),
      ['//a.example/x'],
    ],
    [
      'a macro of HTML with backslashes',
      macro('html', '<ac:plain-text-body><![CDATA[<img src="\\\\a.example\\x">]]></ac:plain-text-body>'),
      ['\\\\a.example\\x'],
    ],
    [
      'a parameter with backslashes',
      macro('button', '<ac:parameter ac:name="url"> \\\\a.example\\x</ac:parameter>'),
      ['\\\\a.example\\x'],
    ],
    [
      'a parameter with a slash of each kind',
      macro('button', '<ac:parameter ac:name="url">/\\a.example</ac:parameter>'),
      ['/\\a.example'],
    ],
    ['a link in code', '<code>x <a href="https://a.example">y</a></code>', ['https://a.example']],
    [
      'a link that hides in a macro of code',
      macro('code', '<ac:rich-text-body><a href="https://a.example">y</a></ac:rich-text-body>'),
      ['https://a.example'],
    ],
  ])('are found in %s', (_what, storage, wanted) => {
    expect(findAddresses(storage, 'storage')).toEqual(wanted);
  });

  it.each([
    ['code', macro('code', '<ac:plain-text-body><![CDATA[curl https://a.example]]></ac:plain-text-body>')],
    ['inline code', '<p><code>https://a.example</code></p>'],
    [
      'links within the page and to pages',
      '<a href="#top">x</a><ac:link><ri:page ri:content-title="Note: a//b"/></ac:link>',
    ],
    ['ordinary words', '<p>Note: either/or, 10:30, a//b, C:\\temp, README.md, awww.nice, eve@a.example, the www.</p>'],
  ])('are none in %s', (_what, storage) => {
    expect(findAddresses(storage, 'storage')).toEqual([]);
  });

  it('are left as they are where they lead to the site', () => {
    const links = ['guide.md', 'viewpage.action?pageId=1', '/wiki/a.com', 'pages/a.com', '../x.org', 'v1.2'];
    const storage = links.map((link) => `<a href="${link}">a</a>`).join('');
    expect(findAddresses(storage, 'storage').sort()).toEqual([...links].sort());
  });

  it('are found in wiki markup and files', () => {
    const text =
      '[x|http://a.example/1] !//b.example/i.png! [mailto:eve@c.example] <a href="https:&#47;&#47;d.example">' +
      ' [x|www.e.example] [x|\\\\f.example\\x] [\\\\g.example] C:\\\\temp';
    expect(findAddresses(text, 'text')).toEqual([
      'http://a.example/1',
      '//b.example/i.png',
      'mailto:eve@c.example',
      'https://d.example',
      '//www.e.example',
      '\\\\f.example\\x',
      '\\\\g.example',
    ]);
  });

  // Each of the letters was taken for the beginning of a scheme: 80 KB took three seconds, a megabyte minutes.
  it.each(['text', 'storage'] as const)('are found in a megabyte that looks like one scheme, as %s', (format) => {
    const before = process.cpuUsage().user;
    expect(findAddresses(`${'a.'.repeat(500_000)} https://a.example`, format)).toEqual(['https://a.example']);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5_000);
  });

  it('are found however browsers take the slashes after a scheme of the web', () => {
    const written = ['HTTPS:\\\\a.example', 'https:a.example', 'https:\\/\\/a.example\\/x', 'http:/a.example'];
    expect(findAddresses(`${written.join(' ')} http: https:, http:)`, 'text')).toEqual(written);
  });

  it('are found in time that grows with the text', () => {
    const costOf = (size: number) =>
      cpuMsOf(() => {
        for (const sign of ['a:', '[', '\\']) findAddresses(sign.repeat(size), 'text');
        findAddresses(`<a href="${'a.'.repeat(size / 2)}">x</a>`, 'storage');
        findAddresses(`<p>${'/'.repeat(size)}</p>`, 'storage');
      });
    expect(powerOf({ costOf, size: 20_000, factor: 20 })).toBeLessThan(1.5);
  });
});

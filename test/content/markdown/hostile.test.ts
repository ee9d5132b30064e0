import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, assertWellFormed, toMarkdown, toStorage } from '../../../src/content/index.js';
import { isAppError } from '../../../src/errors.js';
import { isThorough } from '../../support/thorough.js';

/**
 * Processor time, far above what these take (about a second each at their full size, and a third of that otherwise): tests run beside
 * others, and measured for coverage. What this is after takes minutes.
 */
const limitMs = isThorough ? 10_000 : 6_000;

/** So large, or a tenth of it. What takes a time that grows ever faster takes too long for the limit at either size. */
const large = (full: number): number => (isThorough ? full : Math.ceil(full / 10));

/** Runs to an end within the limit, with a result or a refusal of ours. */
function ends(run: () => unknown): string {
  const start = process.cpuUsage();
  let outcome = 'done';
  try {
    run();
  } catch (error) {
    if (!isAppError(error)) throw error;
    outcome = error.code;
  }
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(limitMs);
  return outcome;
}

describe('hostile storage', () => {
  it.each([
    ['a hundred thousand nested elements', '<div>'.repeat(100_000) + '</div>'.repeat(100_000), 'UNCONVERTIBLE'],
    ['elements that are never closed', '<p>'.repeat(150), 'UNCONVERTIBLE'],
    ['very many brackets', `<p>${'['.repeat(large(1_000_000))}</p>`, 'done'],
    ['a megabyte of asterisks in one word each', `<p>${'*a'.repeat(250_000)}</p>`, 'done'],
    ['many small elements', `<p>${'<b>x</b> '.repeat(large(40_000))}</p>`, 'done'],
    ['deep lists', '<ul><li>'.repeat(90) + '</li></ul>'.repeat(90), 'done'],
    ['a DOCTYPE with entities', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>', 'UNCONVERTIBLE'],
    ['a processing instruction', '<?xml-stylesheet href="x"?><p>a</p>', 'UNCONVERTIBLE'],
    ['an entity that is unknown', '<p>&constructor;</p>', 'UNCONVERTIBLE'],
    ['a byte order mark', '\uFEFF<p>a</p>', 'UNCONVERTIBLE'],
    ['rules that are too many for one call', `<div>${'<hr/>'.repeat(150_000)}</div>`, 'done'],
    [
      'a table that would be filled up with eighty million cells',
      `<table><tbody><tr>${'<td/>'.repeat(10_000)}</tr>${'<tr><td>a</td></tr>'.repeat(8_000)}</tbody></table>`,
      'done',
    ],
  ])('[C14][C15] ends with a text or an error: %s', (_, storage, outcome) => {
    expect(ends(() => toMarkdown(storage))).toBe(outcome);
  });

  it.each([
    ['a very long paragraph is replaced', `<p>${'word '.repeat(large(200_000))}</p>`, 'gone', '<p>gone </p>'],
    [
      'very many elements that nobody sees follow a word',
      `<p>a${'<span/>'.repeat(large(130_000))}</p>`,
      'a b',
      `<p>a b${'<span/>'.repeat(large(130_000))}</p>`,
    ],
    [
      'forty no-break spaces and a mark without text are all that there was',
      `<p>${'\u00a0'.repeat(40)}<b></b></p>`,
      'new',
      `<p>${'\u00a0'.repeat(40)}<b></b></p><p>new</p>`,
    ],
  ])('is written when %s', (_, current, edited, expected) => {
    let storage = '';
    ends(() => ({ storage } = applyMarkdown({ current, edited, allowLoss: true })));
    expect(storage === expected).toBe(true);
  });

  it.each([
    [
      'an image',
      '<ac:image ac:alt="a&#x202E;b"><ri:attachment ri:filename="p&#x200B;.png" /></ac:image>',
      '![ab](attachment:p.png)',
    ],
    ['a page', '<p><ac:link><ri:page ri:content-title="T&#xE0041;x" /></ac:link></p>', '[Tx](page:Tx)'],
    ['an address', '<p><a href="https://x.example/&#x202E;a">t</a></p>', '[t](https://x.example/a)'],
    ['a person', '<p><ac:link><ri:user ri:account-id="a&#x202E;b" /></ac:link></p>', '[@user](user:ab)'],
    [
      'a macro',
      '<ac:structured-macro ac:name="box&#x202E;" ac:macro-id="b"><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro>',
      ':::macro{name=box #mb}\na\n:::',
    ],
    ['a placeholder', '<ac:structured-macro ac:name="x&#x200B;y" ac:macro-id="b" />', '::macro[xy]{#mb}'],
  ])('shows nothing of what is not seen in the attributes of %s, and keeps its bytes', (_, storage, markdown) => {
    expect(toMarkdown(storage)).toBe(markdown);
    expect(applyMarkdown({ current: `${storage}<p>x</p>`, edited: `${markdown}\n\ny` }).storage).toBe(
      `${storage}<p>y</p>`,
    );
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
    // Each more line of it took twice the time.
    ['a rule with lines that front matter could have', `---\n${'  - a: b\n'.repeat(large(40_000))}end`, 'done'],
    ['deep quotes', `${'>'.repeat(20_000)}a`, 'UNCONVERTIBLE'],
    ['deep lists', `${'- '.repeat(20_000)}a`, 'UNCONVERTIBLE'],
    [
      'lists that are indented ever deeper',
      Array.from({ length: 600 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
      'UNCONVERTIBLE',
    ],
    ['deep containers', `${':::info\n'.repeat(5000)}a`, 'UNCONVERTIBLE'],
    ['deep HTML', '<table><tr><td>'.repeat(5000), 'UNCONVERTIBLE'],
    ['many small blocks', 'a *b* c\n\n'.repeat(large(8000)), 'done'],
    ['a long table', `| a |\n| - |\n${'| *x* |\n'.repeat(large(10_000))}`, 'done'],
    ['a long list', '- item\n'.repeat(large(8000)), 'done'],
    ['a long paragraph', 'word '.repeat(30_000), 'done'],
    ['one very long paragraph', 'word '.repeat(large(200_000)), 'done'],
    ['backticks', '`a``'.repeat(50_000), 'UNCONVERTIBLE'],
    ['underscores', '_a_ '.repeat(large(50_000)), 'done'],
    ['a megabyte of backticks', '`'.repeat(1_000_000), 'done'],
    ['a megabyte of attributes', `:::info{${'a=b '.repeat(250_000)}}\nx\n:::`, 'UNCONVERTIBLE'],
    [
      'a table of a hundred thousand cells',
      `${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${`${'|b'.repeat(5000)}\n`.repeat(20)}`,
      'UNCONVERTIBLE',
    ],
    [
      'a row of fifteen hundred cells',
      `${'|a'.repeat(1500)}|\n${'|-'.repeat(1500)}|\n${'|b'.repeat(1500)}|`,
      'UNCONVERTIBLE',
    ],
    [
      'a table of too many cells in rows of nine hundred',
      `${'|a'.repeat(900)}|\n${'|-'.repeat(900)}|\n${`${'|b'.repeat(900)}|\n`.repeat(isThorough ? 100 : 35)}`,
      'UNCONVERTIBLE',
    ],
    [
      'containers, quotes and lists in each other, none of them deep',
      `${':::info\n'.repeat(35)}${'> '.repeat(20)}${'- '.repeat(20)}a`,
      'UNCONVERTIBLE',
    ],
    // Each sign looked back to where the address begins.
    [
      'an address of a megabyte with signs in it',
      `https://a.example/${`*${'x'.repeat(80)}`.repeat(2 * large(5_950))}`,
      'done',
    ],
    ['a quote with many lazy lines', `> a\n${'lazy line\n'.repeat(large(20_000))}`, 'done'],
    ['a quote with two thousand lazy lines', `> a\n${'lazy line\n'.repeat(1900)}`, 'done'],
    ['a paragraph that no window ends in', `(${'word '.repeat(100)}\n`.repeat(1200), 'UNCONVERTIBLE'],
    [
      'many definitions',
      Array.from({ length: large(5000) }, (_, i) => `[d${i}]: https://x.example/${i}`).join('\n'),
      'done',
    ],
    ['many containers', ':::info\nx\n:::\n\n'.repeat(2000), 'done'],
    ['one item with thousands in it', `- a\n${'  - b\n    - c\n'.repeat(large(8000))}`, 'done'],
    // A quarter of it ends in time even when it is read in one piece.
    ['one quote with thousands of lists in it', '> - a\n>   - b\n'.repeat(6000), 'done'],
    [
      'one note with thousands of items in it',
      `x[^1]\n\n[^1]: a\n\n${'    - a\n      - b\n'.repeat(large(6000))}`,
      'done',
    ],
    // Each was looked for to the end of the text.
    ['comments that never end', `${'a <!-- b '.repeat(2 * large(2750))}${'word '.repeat(2 * large(75_000))}`, 'done'],
    [
      'links to as many headings',
      Array.from({ length: large(9000) }, (_, i) => `# h${i}\n\n[a](#h${i})`).join('\n\n'),
      'done',
    ],
    ['a megabyte of one encoded line', `a\\n\\nb ${'`'.repeat(1_000_000)}`, 'INVALID_INPUT'],
    ['a fence that never ends', `\`\`\`\n${'x\n'.repeat(100_000)}`, 'done'],
  ])('[C15] ends with storage or an error: %s', (_, markdown, outcome) => {
    expect(ends(() => assertWellFormed(toStorage(markdown).storage))).toBe(outcome);
  });

  it.each([
    ['scripts', '<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['a link that runs code', '[x](javascript:alert)', '<p>x</p>'],
    ['a link that runs code in HTML', '<a href="java\tscript:x">x</a>', '<p>x</p>'],
    ['unknown tags', 'a <iframe src="x"></iframe> b', '<p>a &lt;iframe src="x"&gt;&lt;/iframe&gt; b</p>'],
    ['control characters', 'a\u0001b\uFFFE', '<p>ab</p>'],
    ['a link that runs code behind a tab', '[x](java&Tab;script:a)', '<p>x</p>'],
    ['a link that runs code behind an entity', '[x](&#106;avascript:a)', '<p>x</p>'],
    ['a link that runs code behind a colon by name', '[x](JavaScript&colon;a)', '<p>x</p>'],
    ['a link that runs code behind what is not seen', '[x](java\u200Bscript:a)', '<p>x</p>'],
    ['a link that runs code behind a sign of direction', '[x](\u202Ejavascript:a)', '<p>x</p>'],
    ['a reference to a link that runs code', '[x]\n\n[x]: javascript:a', '<p>x</p>'],
    ['a link that is a document', '[x](DATA:text/html,x)', '<p>x</p>'],
    ['what is not seen', 'a\u202Eb\u200Bc\u{E0041}d', '<p>abcd</p>'],
    ['what is not seen in code', '`a\u202Eb`', '<p><code>ab</code></p>'],
    ['handlers', '<b onclick="x">t</b>', '<p><strong>t</strong></p>'],
    [
      'handlers in a table',
      '<table onclick="x"><tr><td onload="y">t</td></tr></table>',
      '<table><tbody><tr><td><p>t</p></td></tr></tbody></table>',
    ],
    [
      'attributes of a directive',
      ':::info{onclick=x title=a}\nb\n:::',
      '<ac:structured-macro ac:name="info" ac:schema-version="1"><ac:parameter ac:name="title">a</ac:parameter><ac:rich-text-body><p>b</p></ac:rich-text-body></ac:structured-macro>',
    ],
    [
      'an id of a person',
      '[@x](user:"/><script>)',
      '<p><ac:link><ri:user ri:account-id="&quot;/&gt;&lt;script&gt;" /></ac:link></p>',
    ],
    [
      'the end of a listing',
      '```\na]]>b\n```',
      '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:plain-text-body><![CDATA[a]]]]><![CDATA[>b]]></ac:plain-text-body></ac:structured-macro>',
    ],
    ['a reference to a person as storage has it', 'a <ri:user> b', '<p>a &lt;ri:user&gt; b</p>'],
    ['the end of a listing in text', 'a ]]> b <![CDATA[c]]>', '<p>a ]]&gt; b &lt;![CDATA[c]]&gt;</p>'],
    [
      'storage in text',
      'a <ac:structured-macro ac:name="html"/>',
      '<p>a &lt;ac:structured-macro ac:name="html"/&gt;</p>',
    ],
  ])('[C13][C14] carries no markup out of %s', (_, markdown, storage) => {
    expect(toStorage(markdown).storage).toBe(storage);
  });

  it.each([
    '::macro[html]{#m1}',
    'a :macro[x]{#m1}',
    ':::macro{name=html #m1}\nx\n:::',
    ':::html\nx\n:::',
    '```html {#m1}\nx\n```',
    ':::HTML\nx\n:::',
    ':::Script{src=x}\nx\n:::',
    '::::info\n:::iframe\nx\n:::\n::::',
    ':::macro{name=info}\nx\n:::',
    '<table><tr><td><macro name="html">x</macro></td></tr></table>',
    '<table><tr><td><MACRO NAME="Html" macro="yes">x</MACRO></td></tr></table>',
    '<table><tr><td>::macro[html]{#m1}</td></tr></table>',
    '<table><tr><td>:macro[html]</td></tr></table>',
    '<table><tr><td><pre lang="html" id="m1">x</pre></td></tr></table>',
    '![x](javascript:a)',
    '<table><tr><td><img src="JAVASCRIPT&#58;x"></td></tr></table>',
  ])('[C14] refuses the invented %s', (markdown) => {
    expect(() => toStorage(markdown)).toThrow(expect.objectContaining({ code: 'UNCONVERTIBLE' }));
  });
});

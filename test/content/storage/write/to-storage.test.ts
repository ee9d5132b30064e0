import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown, toStorage } from '../../../../src/content/index.js';

const macro = (name: string, inner: string) =>
  `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${inner}</ac:structured-macro>`;
const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;
const body = (inner: string) => `<ac:rich-text-body>${inner}</ac:rich-text-body>`;

describe('new content', () => {
  it.each([
    [
      'headings and formats',
      '## A **b** *c* ~~d~~ `e<` <u>f</u> x<sub>1</sub>',
      '<h2>A <strong>b</strong> <em>c</em> <del>d</del> <code>e&lt;</code> <u>f</u> x<sub>1</sub></h2>',
    ],
    [
      'a panel',
      ':::warning{title="Stop & read"}\nx\n:::',
      macro('warning', parameter('title', 'Stop &amp; read') + body('<p>x</p>')),
    ],
    [
      'a label as a title',
      ':::expand[More of it]\nx\n:::',
      macro('expand', parameter('title', 'More of it') + body('<p>x</p>')),
    ],
    ['an alert', '> [!WARNING]\n> Mind the gap', macro('warning', body('<p>Mind the gap</p>'))],
    [
      'details',
      '<details><summary>More</summary>\n\n- a\n\n</details>',
      macro('expand', parameter('title', 'More') + body('<ul><li><p>a</p></li></ul>')),
    ],
    [
      'details on one line',
      '<details><summary>More</summary>text</details>',
      macro('expand', parameter('title', 'More') + body('<p>text</p>')),
    ],
    [
      'code with a title',
      '```js title="a.js"\nlet a = "]]>";\n```',
      macro(
        'code',
        `${parameter('language', 'js')}${parameter('title', 'a.js')}<ac:plain-text-body><![CDATA[let a = "]]]]><![CDATA[>";]]></ac:plain-text-body>`,
      ),
    ],
    [
      'a status and a date',
      ':status[Done]{color=green} :date[2026-01-02]',
      `<p>${macro('status', parameter('title', 'Done') + parameter('colour', 'Green'))} <time datetime="2026-01-02" /></p>`,
    ],
    [
      'a mention',
      'Ask [@Ann](user:557058:a-b)',
      '<p>Ask <ac:link><ri:user ri:account-id="557058:a-b" /></ac:link></p>',
    ],
    [
      'a mention by key',
      '[@Bo](user:ff8080814a1b2c3d014a1b2c3d4e0001)',
      '<p><ac:link><ri:user ri:userkey="ff8080814a1b2c3d014a1b2c3d4e0001" /></ac:link></p>',
    ],
    [
      'page links',
      '[a](<page:ENG:My page#Top>)',
      '<p><ac:link ac:anchor="Top"><ri:page ri:space-key="ENG" ri:content-title="My page" /><ac:link-body>a</ac:link-body></ac:link></p>',
    ],
    [
      'other resources',
      '[a](attachment:Docs/f.pdf) [b](blog:ENG:2026/01/02:News) [c](space:ENG) [d](content:42)',
      '<p><ac:link><ri:attachment ri:filename="f.pdf"><ri:page ri:content-title="Docs" /></ri:attachment><ac:link-body>a</ac:link-body></ac:link> <ac:link><ri:blog-post ri:space-key="ENG" ri:content-title="News" ri:posting-day="2026/01/02" /><ac:link-body>b</ac:link-body></ac:link> <ac:link><ri:space ri:space-key="ENG" /><ac:link-body>c</ac:link-body></ac:link> <ac:link><ri:content-entity ri:content-id="42" /><ac:link-body>d</ac:link-body></ac:link></p>',
    ],
    [
      'images',
      '![Alt](attachment:a%20b.png "Cap")\n\ntext ![](https://x.example/i.png)',
      '<ac:image ac:alt="Alt"><ri:attachment ri:filename="a b.png" /><ac:caption><p>Cap</p></ac:caption></ac:image><p>text <ac:image><ri:url ri:value="https://x.example/i.png" /></ac:image></p>',
    ],
    [
      'tasks',
      '- [ ] a\n  - [x] b',
      '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>a<ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>b</ac:task-body></ac:task></ac:task-list></ac:task-body></ac:task></ac:task-list>',
    ],
    [
      'tasks among items',
      '- [ ] a\n- b',
      '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list><ul><li><p>b</p></li></ul>',
    ],
    [
      'a table',
      '| a | b |\n| - | - |\n| 1<br>2 | |',
      '<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>1<br />2</p></td><td><p /></td></tr></tbody></table>',
    ],
    [
      'a table in HTML',
      '<table>\n<tr><th colspan=2>h</th></tr>\n<tr><td><b>x</b> &amp; y<td><ul><li>[x] done<li>[ ] open</ul>\n</table>',
      '<table><tbody><tr><th colspan="2"><p>h</p></th></tr><tr><td><p><strong>x</strong> &amp; y</p></td><td><ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>done</ac:task-body></ac:task><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>open</ac:task-body></ac:task></ac:task-list></td></tr></tbody></table>',
    ],
    ['a numbered list', '4. a\n5. b', '<ol start="4"><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['a contents list', '::toc', macro('toc', '')],
    [
      'columns',
      '::::layout-section{type=two_left_sidebar}\n:::layout-cell\na\n:::\n:::layout-cell\nb\n:::\n::::',
      '<ac:layout><ac:layout-section ac:type="two_left_sidebar"><ac:layout-cell><p>a</p></ac:layout-cell><ac:layout-cell><p>b</p></ac:layout-cell></ac:layout-section></ac:layout>',
    ],
    [
      'references',
      '[a][r] and ![b][r]\n\n[r]: https://x.example/',
      '<p><a href="https://x.example/">a</a> and <ac:image ac:alt="b"><ri:url ri:value="https://x.example/" /></ac:image></p>',
    ],
    [
      'bare addresses',
      'https://x.example/a?b=1&c=2.',
      '<p><a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>',
    ],
    ['formulas as text', 'so $a$ and 10:30 now', '<p>so $a$ and 10:30 now</p>'],
    ['words behind a colon', 'a:b[c *d*]{e} ::x', '<p>a:b[c <em>d</em>]{e} ::x</p>'],
    ['a rule and a quote', '---\n\n> q', '<hr /><blockquote><p>q</p></blockquote>'],
    ['nothing', '\n\n', ''],
  ])('writes %s', (_, markdown, storage) => {
    expect(toStorage(markdown)).toMatchObject({ storage, warnings: [] });
  });

  it('reads what it wrote', () => {
    const markdown = '# T\n\n:::info{title="A"}\n- a\n\n  b\n:::\n\n| a |\n| --- |\n| **b** |';
    expect(toMarkdown(toStorage(markdown).storage).replace(/ #x\w+/, '')).toBe(markdown);
  });

  it.each([':::script\nx\n:::', '![x](javascript:y)', `${'> '.repeat(70)}x`])('names the line of %s', (markdown) => {
    expect(() => toStorage(`first\n\n${markdown}`)).toThrow(
      expect.objectContaining({ code: 'UNCONVERTIBLE', details: { line: 3 } }),
    );
  });

  it('keeps all backslashes of an environment of LaTeX', () => {
    const markdown = '\\begin{pmatrix}\na_1 & b \\\\\n\\begin{matrix}x\\end{matrix} & d*e*f\n\\end{pmatrix}';
    expect(toStorage(markdown).storage).toBe(
      '<p>\\begin{pmatrix} a_1 &amp; b \\\\ \\begin{matrix}x\\end{matrix} &amp; d*e*f \\end{pmatrix}</p>',
    );
  });

  // A post without its day had the one in its title written with dashes, which names another post.
  it('leaves a day in the title of a blog post as it is', () => {
    const { storage } = toStorage('[a](blog:ENG::2026%2F02%2F03%20report)');
    expect(storage).toContain('<ri:blog-post ri:space-key="ENG" ri:content-title="2026/02/03 report"');
  });

  it('writes the day of a blog post as storage has it', () => {
    const { storage, warnings } = toStorage('[a](blog:ENG:2026-02-03:Release%20day)');
    expect(storage).toContain(
      '<ri:blog-post ri:space-key="ENG" ri:content-title="Release day" ri:posting-day="2026/02/03" />',
    );
    expect(warnings).toEqual([]);
    expect(toMarkdown(storage)).toBe('[a](blog:ENG:2026-02-03:Release%20day)');
    // Where the page has the day otherwise, it stays as long as the link does.
    for (const day of ['2026/02/03', '2026-02-03']) {
      const current = `<p>${storage.slice(3, -4).replace('2026/02/03', day)}</p>`;
      for (const sent of ['2026-02-03', '2026/02/03', '2026%2F02%2F03'])
        expect(applyMarkdown({ current, edited: `[a](blog:ENG:${sent}:Release%20day) b` }).storage).toBe(
          current.replace('</p>', ' b</p>'),
        );
    }
  });
});

import { refused } from '../../reported/reported-case.js';

import { dialect, named, parts, text, type Kind } from '../variation.js';

const title = (words: string) => `<ac:parameter ac:name="title">${words}</ac:parameter>`;
const once = (words: string) => new RegExp(`${words}[^]*${words}`);

/** HTML, headings and front matter as they are written. */
export const htmlAndHeadings: readonly Kind[] = [
  {
    row: 'A8',
    broke: 'details lost their title, or showed it in their text',
    variations: {
      'in capitals, the title on a line of its own': text(
        '<DETAILS class="x">\n<SUMMARY>\nMore\n</SUMMARY>\nHidden one\n</DETAILS>',
        parts([title('More'), '<p>Hidden one</p>'], [once('More')]),
      ),
      'in each other': text(
        '<details>\n<summary>Outer</summary>\n\n<details>\n<summary>Inner</summary>\n\nDeep\n\n</details>\n\nLast\n\n</details>\n\nTail',
        parts([
          title('Outer'),
          title('Inner'),
          '<p>Deep</p></ac:rich-text-body>',
          '<p>Last</p></ac:rich-text-body>',
          '<p>Tail</p>',
        ]),
      ),
      'in an item': text(
        '- Step\n\n  <details><summary>Log &amp; trace</summary>\n\n  line\n\n  </details>\n- Next',
        parts(['Step', title('Log &amp; trace'), '<p>line</p>', '</li><li>', 'Next']),
      ),
      'on one line': text(
        '<details><summary>More</summary>Hidden **x**</details>',
        parts([title('More'), 'Hidden <strong>x</strong>']),
      ),
      'in a quote, with code in the title': text(
        '> <details>\n> <summary>Run <code>ls</code></summary>\n>\n> Hidden\n>\n> </details>',
        parts(['<blockquote>', title('Run ls'), '<p>Hidden</p>', '</blockquote>']),
      ),
    },
  },
  {
    row: 'A9',
    broke: 'a link to a heading of the text led nowhere',
    variations: {
      'with signs and umlauts': text(
        'Siehe [a](#4-größe--maße).\n\n## 4. Größe & Maße',
        parts(['ac:anchor="4. Größe &amp; Maße"']),
      ),
      'to one with formats': text(
        '[go](#use-npm-ci-now)\n\n## Use `npm ci` **now**',
        parts(['ac:anchor="Use npm ci now"']),
      ),
      'in Japanese, from a cell': text(
        '| a |\n|---|\n| [設定](#設定-手順) |\n\n## 設定 手順',
        parts(['ac:anchor="設定 手順"']),
      ),
      'by a name defined below': text('See [s][1]\n\n# Set up\n\n[1]: #set-up', parts(['ac:anchor="Set up"'])),
    },
  },
  {
    row: 'A10',
    broke: 'HTML of headings, lists and rules was printed as text',
    variations: {
      'in capitals, a list in a list': text(
        '<H2 id="x">Über</H2>\n<UL>\n  <LI>eins<UL><LI>zwei</LI></UL></LI>\n</UL>',
        parts(['<h2>Über</h2><ul><li>', 'eins', '<ul><li>', 'zwei'], ['&lt;']),
      ),
      'around Markdown': text(
        '<div>\n\n## In\n\nText **b**\n\n</div>',
        parts(['<h2>In</h2><p>Text <strong>b</strong></p>'], ['&lt;']),
      ),
      'a rule right below words': text('a\n<hr>\nb', parts(['<p>a</p><hr />', 'b'], ['&lt;'])),
      'numbers from three': text(
        '<ol start="3"><li>x</li><li><p>y</p><p>z</p></li></ol>',
        parts(['<ol start="3">', 'x', 'y', 'z'], ['&lt;']),
      ),
      'in an item and in a cell': text(
        '- one\n\n  <h4>Sub</h4>\n\n| a |\n|---|\n| <ul><li>x</li></ul> |',
        parts(['one', '<h4>Sub</h4></li>', '<td><ul><li>', 'x'], ['&lt;']),
      ),
    },
  },
  {
    row: 'A11',
    broke: 'front matter became a rule and a heading',
    variations: {
      'lines of Windows, ended by dots': dialect(
        '---\r\ntitle: X\r\n...\r\n\r\nBody',
        named(/front matter \(title\)/i, ['Body'], ['title', '<hr']),
        { isWhole: true },
      ),
      'folded, with lists and a remark': dialect(
        '---\ntitle: X\ndescription: >\n  multi\n  line\nlist:\n  - a\n# note\n---\n\nBody',
        named(/title, description, list/, ['Body'], ['multi', 'note', '<hr']),
        { isWhole: true },
      ),
      TOML: dialect('+++\ntitle = "X"\n+++\n\nBody', named(/front matter \(title\)/i, ['Body'], ['+++', 'title']), {
        isWhole: true,
      }),
      'keys in quotes and other languages': dialect(
        '---\n"my title": X\ntítulo: Y\n日付: 2026\n---\n\nBody',
        named(/my title, título, 日付/, ['Body'], ['título', '<hr', 'my title']),
        { isWhole: true },
      ),
    },
  },
  {
    row: 'D41',
    broke: 'a link to a heading had its slug for an anchor',
    variations: {
      'a pictograph': text('# 🚀 Launch\n\n[x](#-launch)', parts(['ac:anchor="🚀 Launch"'])),
      'a link in the heading': text(
        '# See [docs](https://e.example)\n\n[x](#see-docs)',
        parts(['ac:anchor="See docs"']),
      ),
      underlined: text(
        'Getting started\n===\n\n- [x](#getting-started)',
        parts(['<h1>Getting started</h1>', 'ac:anchor="Getting started"']),
      ),
      'to none': text('# A\n\n> [x](#nowhere)', named(/"#nowhere" matches no heading/)),
    },
  },
  {
    row: 'D43',
    broke: 'tags within a line were printed',
    variations: {
      'in a heading': text(
        '## Press <kbd>Ctrl</kbd>+<kbd>C</kbd>',
        parts(['<h2>Press <code>Ctrl</code>+<code>C</code></h2>']),
      ),
      'in a cell': text(
        '| a |\n|---|\n| <mark>m</mark> <u>u</u> <kbd>K</kbd> |',
        named(/Highlights were left out/, ['m <u>u</u> <code>K</code>']),
      ),
      'in each other and in bold': text(
        '<b>bold <i>it</i></b> **x <kbd>K</kbd>**',
        parts(['<strong>bold <em>it</em></strong> <strong>x <code>K</code></strong>']),
      ),
      'values without quotes': text(
        '<p align=left><a href=https://e.org/a_b_c>z</a> y</p>',
        parts(['<a href="https://e.org/a_b_c">z</a> y'], ['&lt;']),
      ),
      'what no page can have': dialect('x <video src="y"></video> z', named(/<video>/, ['x', 'z'])),
    },
  },
  {
    row: 'D47',
    broke: 'the width of a picture was dropped',
    variations: {
      'as kramdown has it': dialect(
        '![a](https://e.org/a.png){width=300}',
        parts(['ac:width="300"', 'https://e.org/a.png'], ['{']),
      ),
      'with a height': dialect('x ![b](https://e.org/b.png =200x100) y', parts(['ac:width="200"'], ['=200'])),
      'of a file with blanks': dialect(
        '<img src="attachment:a b.png" width="30px">',
        parts(['ac:width="30"', 'ri:filename="a b.png"']),
      ),
      'in a link, in a cell': dialect(
        '| a |\n|---|\n| <a href="https://e.org"><img src="https://e.org/a.png" width="30"></a> |',
        parts(['<a href="https://e.org">', 'ac:width="30"']),
      ),
      'values without quotes': dialect(
        '<p><img width=300 src=https://e.org/a.png></p>',
        parts(['ac:width="300"', 'ri:value="https://e.org/a.png"'], ['&lt;']),
      ),
      'in per cent': dialect(
        '<img src="https://e.org/a.png" width="50%">',
        named(/per cent/, ['https://e.org/a.png'], ['ac:width']),
      ),
    },
  },
  {
    row: 'D49',
    broke: 'rows had more or fewer cells than their header',
    variations: {
      'lines of Windows, in an item': text(
        '- | A | B |\r\n  |---|---|\r\n  | 4 |\r\n',
        parts(['<th><p>A</p></th><th><p>B</p></th>', '<td><p>4</p></td><td><p /></td></tr>']),
      ),
      'without pipes around': text('A | B\n--- | ---\n4', parts(['<td><p>4</p></td><td><p /></td></tr>'])),
      'an empty cell too many': text(
        '| A | B |\n|---|---|\n| 1 | 2 | |',
        parts(['<td><p>1</p></td><td><p>2</p></td></tr>']),
      ),
      'a pipe in code': dialect(
        '| A | B |\n|---|---|\n| `a|b` | 2 |',
        refused('UNCONVERTIBLE', /3 cells.*header.*2.*\\\|/),
      ),
      'one column': dialect('| A |\n|---|\n| 1 | 2 |', refused('UNCONVERTIBLE', /2 cells.*header.*1/)),
      'a header that is longer': text('| A | B | C |\n|---|---|\n| 1 | 2 | 3 |', named(/did not become a table/)),
    },
  },
];

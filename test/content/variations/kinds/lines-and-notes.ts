import { dialect, named, parts, text, type Kind } from '../variation.js';

const title = (words: string) => `<ac:parameter ac:name="title">${words}</ac:parameter>`;
const once = (words: string) => new RegExp(`${words}[^]*${words}`);

/** Lists, code, definitions and notes as they are written. */
export const linesAndNotes: readonly Kind[] = [
  {
    row: 'A1',
    broke: 'a fence behind a list item turned all that follows into code',
    variations: {
      'with tildes in a quote, lines of Windows': text(
        '> * Fetch:\r\n> ~~~sh\r\n> git pull\r\n>\r\n> make\r\n> ~~~\r\n> * Ship\r\n\r\n### After\r\n\r\nTell all.',
        parts(['<blockquote><ul>', 'Fetch:', 'git pull\n\nmake', '<ul>', 'Ship', '</blockquote><h3>After</h3><p>Tell']),
      ),
      'four backticks around three, behind a nested item': text(
        '- a\n  - b\n````md\n```\nx\n\n```\n````\n- c\n\nEnd of it',
        parts(['</ul></li></ul>', '<![CDATA[```\nx\n\n```]]>', '<ul>', 'c', '<p>End of it</p>']),
      ),
      'never closed, without a last line end': text(
        '1) Do:\n```\nls\n\nps',
        named(/line \d+ is never closed/, ['<ol>', 'Do:', 'ls\n\nps']),
      ),
      'indented by tabs in an expand': dialect(
        ':::expand{title="Steps"}\n1. Run:\n\n\t```js\n\tone()\n\n\ttwo()\n\t```\n\n2. Next\n:::\n\nTail.',
        parts([title('Steps'), 'Run:', 'one()\n\ntwo()', '</li><li>', 'Next', '</ac:rich-text-body>', '<p>Tail.</p>']),
      ),
      'behind a task': text(
        '- [ ] Run\n```sh\na\n\nb\n```\n- [x] Next\n\nEnd',
        parts(['incomplete', 'Run', '</ac:task-list>', 'a\n\nb', '<ac:task-list>', 'complete', 'Next', '<p>End</p>']),
      ),
    },
  },
  {
    row: 'A3',
    broke: 'a line in brackets with a colon was stored twice',
    variations: {
      'in items': text(
        '- [note]: call Bo\n- [note]: call Cy',
        parts(['[note]: call Bo', '[note]: call Cy'], [once('Cy')]),
      ),
      'in a cell': text('| a |\n| - |\n| [note]: call Bo |', parts(['<td>', '[note]: call Bo'], [once('Bo')])),
      'in other languages': text(
        '[Übersicht]: bitte lesen\r\n[примечание]: не забыть',
        parts(['[Übersicht]: bitte lesen', '[примечание]: не забыть'], [once('lesen')]),
      ),
      'twice the same': text(
        '[note]: call Bo\n\n[note]: call Bo',
        parts(['<p>[note]: call Bo</p><p>[note]: call Bo</p>']),
      ),
      'last in a panel': dialect(
        ':::note\n[note]: call Bo\n:::',
        parts(['<p>[note]: call Bo</p></ac:rich-text-body>']),
      ),
    },
  },
  {
    row: 'A4',
    broke: 'a line that is a definition to CommonMark, and that nothing uses, was not stored',
    variations: {
      'two in a quote': dialect(
        '> [WARN]: hot\n> [INFO]: cold',
        parts(['<blockquote>', '[WARN]: hot', '[INFO]: cold']),
      ),
      'with an address in angle brackets': dialect('[ERR]: <disk full>', parts(['[ERR]: &lt;disk full&gt;'])),
      'with a title on the next line': dialect('[up]: /now\n"all well"', parts(['[up]: /now', '"all well"'])),
      'in an item, behind its words': dialect(
        '1. Log:\n\n   [DEBUG]: /var/log/x',
        parts(['Log:', '[DEBUG]: /var/log/x']),
      ),
    },
  },
  {
    row: 'A5',
    broke: 'a footnote stood several times, also in panels',
    variations: {
      'of two paragraphs, with a quote between': text(
        'Sum[^s].\n\n> Quote [x](https://e.example)\n\n[^s]: First part.\n\n    Second part.\n\nAfter all.',
        parts(['Sum<ac:link', '</blockquote>', 'After all.', 'First part.</p><p>Second part.'], [once('First'), '[^s']),
      ),
      'called in a cell': text(
        '| A |\n|---|\n| x[^t] |\n\n[^t]: See `ls` and [w](https://w.example).',
        parts(
          ['<td><p>x<ac:link', '</table><ol>', 'See <code>ls</code> and <a href="https://w.example">w</a>'],
          [once('See')],
        ),
      ),
      'called in a heading and in an item': text(
        '## Head[^h]\n\n- item[^h]\n\n[^h]: Shared.',
        parts(['<h2>Head<ac:link', '<li><p>item<ac:link', 'Shared.'], [once('Shared')]),
      ),
      'with code, lines of Windows': dialect(
        'T[^1]\r\n\r\n:::tip\r\nx\r\n:::\r\n\r\n[^1]: Run:\r\n\r\n    ```\r\n    ls\r\n    ```\r\n',
        parts(['T<ac:link', '<p>x</p></ac:rich-text-body>', 'Run:', '<![CDATA[ls]]>'], [once('Run:')]),
      ),
    },
  },
  {
    row: 'A6',
    broke: 'a footnote of one word became a link to it',
    variations: {
      'with a hyphen in its name': text(
        'Text[^my-note]\r\n\r\n[^my-note]: First.',
        parts(['Text<ac:link', 'First.'], ['href="First']),
      ),
      'with a name in Japanese': text('文[^注]\n\n[^注]: 一つ。', parts(['文<ac:link', '一つ。'], ['href'])),
      'called in another case': dialect('Text[^A]\n\n[^a]: First.', parts(['Text<ac:link', 'First.'], ['[^'])),
      'an address': text(
        'Text[^u]\n\n[^u]: https://e.example/x',
        parts(['Text<ac:link', '<ol>', 'href="https://e.example/x"'], ['[^']),
      ),
    },
  },
  {
    row: 'A7',
    broke: 'a definition in code became the address of words elsewhere',
    variations: {
      'in a fence of an item': text(
        '- see [1]\n\n  ```\n  [1]: http://x.example\n  ```',
        parts(['see [1]', '[1]: http://x.example'], ['<a ']),
      ),
      'in code of a line': text(
        'see [x] and `[x]: http://y.example`',
        parts(['see [x] and <code>[x]: http://y.example</code>']),
      ),
      'in HTML': text(
        '<pre>\n[k]: http://y.example\n</pre>\n\nsee [k]',
        parts(['[k]: http://y.example', '<p>see [k]</p>'], ['<a ']),
      ),
      'in a quote, called in full': text(
        '> ~~~\n> [k]: http://y.example\n> ~~~\n\nsee [k][] and [a][k]',
        parts(['see [k][] and [a][k]'], ['<a ']),
      ),
    },
  },
  {
    row: 'A26',
    broke: 'code of four blanks became prose',
    variations: {
      'in an item': text(
        '- Run:\n\n      make all\n      make test\n- Done',
        parts(['Run:', 'make all\nmake test', '</li><li>', 'Done']),
      ),
      'in a quote': text(
        '> Run:\n>\n>     make all\n>     make test',
        parts(['<blockquote>', 'make all\nmake test', '</blockquote>']),
      ),
      'below a heading, with two empty lines': text(
        '## Run\n    make all\n\n\n    make test\nDone',
        parts(['make all\n\n\nmake test', '<p>Done</p>']),
      ),
      'with signs of everything': text(
        'x\n\n    <b>bold</b> & **stars** | a |\n\nend',
        parts(['<b>bold</b> & **stars** | a |', '<p>end</p>']),
      ),
    },
  },
  {
    row: 'D37',
    broke: 'indented code became a sentence',
    variations: {
      tabs: text('\ta = 1\n\n\tb = 2\nnot code', parts(['<![CDATA[a = 1\n\nb = 2]]>', '<p>not code</p>'])),
      'the first line deeper': text('        deep\n    less', parts(['<![CDATA[    deep\nless]]>'])),
      'last, after a list': text('- a\n\n<!-- -->\n\n    x = 1', parts(['<li>', '<![CDATA[x = 1]]>'])),
    },
  },
  {
    row: 'D44',
    broke: 'a task without words became an item with brackets',
    variations: {
      'first and in the midst': text(
        '* [ ]\n* [x] done\n* [ ]\n* [ ] next',
        parts(['<ac:task-body></ac:task-body>', 'done', '<ac:task-body></ac:task-body>', 'next'], ['[ ]', '<li>']),
      ),
      numbered: text(
        '1. [ ] \n2. [x] done',
        named(/Task numbers were left out/, ['<ac:task-body></ac:task-body>', 'done'], ['[ ]', '<li>']),
      ),
      'in a task': text(
        '- [x] a\n  - [ ]\n  - [ ] b',
        parts(['a<ac:task-list>', '<ac:task-body></ac:task-body>', 'b'], ['[ ]', '<li>']),
      ),
      'before an item': text(
        '- [ ]\n- plain',
        parts(['<ac:task-body></ac:task-body>', '</ac:task-list><ul><li>', 'plain'], ['[ ]']),
      ),
    },
  },
];

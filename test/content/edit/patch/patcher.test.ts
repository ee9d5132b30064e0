import { describe, expect, it } from '@jest/globals';
import { macro, panel } from '../../support/macros.js';
import { editMarkdown as edit } from '../../support/edit-markdown.js';

/** Shown by the editor of templates alone. */
const hint = '<ac:placeholder>number</ac:placeholder>';

describe('blocks patched in place', () => {
  it.each([
    [
      'leaves what is hidden with the half of a parted text that its words are in',
      `<p>one two ${hint}three four ${hint}five</p>`,
      'two three',
      'two\n\nthree',
      `<p>one two</p><p>${hint}three four ${hint}five</p>`,
    ],
    [
      'keeps what is hidden amid white space where a text is parted',
      `<p>one two ${hint} three</p>`,
      'two three',
      'two\n\nthree',
      `<p>one two${hint}</p><p>three</p>`,
    ],
    [
      'keeps what is hidden amid white space that goes',
      `<p>one two ${hint} three</p>`,
      ' three',
      '',
      `<p>one two${hint}</p>`,
    ],
    [
      'edits inside a macro and keeps its parameters',
      panel('i1', '<p>old</p>'),
      'old',
      'new',
      panel('i1', '<p>new</p>'),
    ],
    [
      'fills an empty macro',
      macro('info', 'i2', '<ac:rich-text-body />'),
      '{#mi2}\n',
      '{#mi2}\nhello\n',
      macro('info', 'i2', '<ac:rich-text-body><p>hello</p></ac:rich-text-body>'),
    ],
    [
      'changes a title',
      macro(
        'expand',
        'e1',
        '<ac:parameter ac:name="title">A</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body>',
      ),
      'title="A"',
      'title="B &lt; C"',
      macro(
        'expand',
        'e1',
        '<ac:parameter ac:name="title">B &lt; C</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body>',
      ),
    ],
    [
      'edits code and keeps its theme and its line ends',
      macro(
        'code',
        'c1',
        '<ac:parameter ac:name="theme">X</ac:parameter><ac:plain-text-body><![CDATA[a\r\nb]]></ac:plain-text-body>',
      ),
      'b',
      'c]]>',
      macro(
        'code',
        'c1',
        '<ac:parameter ac:name="theme">X</ac:parameter><ac:plain-text-body><![CDATA[a\r\nc]]]]><![CDATA[>]]></ac:plain-text-body>',
      ),
    ],
    [
      'ticks a task',
      '<ac:task-list><ac:task><ac:task-id>4</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>',
      '[ ]',
      '[x]',
      '<ac:task-list><ac:task><ac:task-id>4</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>',
    ],
    [
      'adds an item',
      '<ul class="k"><li>a</li></ul>',
      '- a',
      '- a\n- b',
      '<ul class="k"><li>a</li><li><p>b</p></li></ul>',
    ],
    ['turns bullets into numbers', '<ul class="k"><li>a</li></ul>', '- a', '1. a', '<ol class="k"><li>a</li></ol>'],
    [
      'adds a row into the body of a table',
      '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td class="c">a</td></tr></tbody></table>',
      '| a |',
      '| new |\n| a |',
      '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td><p>new</p></td></tr><tr><td class="c">a</td></tr></tbody></table>',
    ],
    [
      'fills an empty cell',
      '<table><tbody><tr><th>h</th></tr><tr><td class="c" /></tr></tbody></table>',
      '|  |',
      '| x |',
      '<table><tbody><tr><th>h</th></tr><tr><td class="c"><p>x</p></td></tr></tbody></table>',
    ],
    [
      'edits a cell of a table that is shown as HTML',
      '<table><tbody><tr><td colspan="2" class="c"><p>old</p></td></tr></tbody></table>',
      'old',
      'new',
      '<table><tbody><tr><td colspan="2" class="c"><p>new</p></td></tr></tbody></table>',
    ],
    [
      'adds a block beside the columns of a layout',
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section></ac:layout>',
      /$/,
      '\n\nbelow',
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section><ac:layout-section ac:type="single"><ac:layout-cell><p>below</p></ac:layout-cell></ac:layout-section></ac:layout>',
    ],
    ['writes into an empty page', '<p />', /^/, 'hello', '<p>hello</p>'],
  ])('%s', (_, storage, from, to, expected) => {
    expect(edit(storage, (markdown) => markdown.replace(from, () => to))).toBe(expected);
  });

  it('adds a column to every row and to the widths, and keeps the other cells', () => {
    const storage =
      '<table><colgroup><col style="width: 5px;" /><col style="width: 6px;" /></colgroup><tbody><tr><th>a</th><th>b</th></tr><tr><td class="x">1</td><td class="y">2</td></tr></tbody></table>';
    expect(edit(storage, () => '| a | new | b |\n| - | - | - |\n| 1 | n | 2 |')).toBe(
      '<table><colgroup><col style="width: 5px;" /><col style="width: 5px;" /><col style="width: 6px;" /></colgroup><tbody><tr><th>a</th><th><p>new</p></th><th>b</th></tr><tr><td class="x">1</td><td><p>n</p></td><td class="y">2</td></tr></tbody></table>',
    );
  });

  it('keeps a macro that moved into a panel, edited on the way', () => {
    const storage = `${macro('expand', 'e1', '<ac:parameter ac:name="x">1</ac:parameter><ac:rich-text-body><p>text</p></ac:rich-text-body>')}${panel('p1', '<p>first</p>')}`;
    const edited = '::::info{#mp1}\nfirst\n\n:::expand{#me1}\nother text\n:::\n::::';
    expect(edit(storage, () => edited)).toBe(
      panel(
        'p1',
        `<p>first</p>${macro('expand', 'e1', '<ac:parameter ac:name="x">1</ac:parameter><ac:rich-text-body><p>other text</p></ac:rich-text-body>')}`,
      ),
    );
  });

  it('drops the copy for older editors when a panel of the newer one changes', () => {
    const storage =
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>a</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>a</p></ac:adf-fallback></ac:adf-extension>';
    expect(edit(storage, (markdown) => markdown.replace('\na\n', '\nb\n'))).toBe(
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>b</p></ac:adf-content></ac:adf-node></ac:adf-extension>',
    );
  });
});

describe('larger changes', () => {
  const table = (...rows: string[][]) =>
    `<table><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td class="${cell}">${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`;

  it('takes a column out of every row, and its width with it', () => {
    const storage = table(['a', 'b', 'c'], ['d', 'e', 'f']).replace(
      '<tbody>',
      '<colgroup><col id="1" /><col id="2" /><col id="3" /></colgroup><tbody>',
    );
    expect(edit(storage, () => '|  |  |\n| - | - |\n| a | c2 c |\n| d | f |')).toBe(
      table(['a', 'c'], ['d', 'f'])
        .replace('<tbody>', '<colgroup><col id="1" /><col id="3" /></colgroup><tbody>')
        .replace('>c<', '>c2 c<'),
    );
  });

  it('gives a copied task no id of the first', () => {
    const task =
      '<ac:task><ac:task-id>4</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task>';
    expect(edit(`<ac:task-list>${task}</ac:task-list>`, () => '- [x] a\n- [x] a')).toBe(
      `<ac:task-list>${task}${task.replace('<ac:task-id>4</ac:task-id>', '')}</ac:task-list>`,
    );
  });

  it('finds edited blocks among hundreds that were added', () => {
    const lines = Array.from({ length: 120 }, (_, i) => `line number ${i} of page ${i * 7}`);
    const storage = lines.map((line) => `<p class="k">${line}</p>`).join('');
    const written = edit(storage, () => lines.flatMap((line, i) => [`added ${i}`, `${line} more`]).join('\n\n'));
    expect(written.match(/<p class="k">line number \d+ of page \d+ more<\/p>/g)).toHaveLength(120);
  });

  it('shows and edits every kind of block in a cell that GFM cannot show', () => {
    const inner = `<h3>H</h3><ol start="2"><li>x</li></ol><blockquote><p>q</p></blockquote><hr /><pre>a\nb</pre>${macro('ui-tab', 'u1', '<ac:rich-text-body><p>tab</p></ac:rich-text-body>')}<ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>t</ac:task-body></ac:task></ac:task-list>`;
    const link =
      '<p>see <a href="https://x.example/?a&amp;b"><em>it</em></a> <ac:image ac:alt="A"><ri:attachment ri:filename="f.png" /></ac:image> <ac:link><ri:user ri:account-id="a1" /></ac:link> :status[no]</p>';
    const storage = `<table><tbody><tr><td>${inner}${link}</td></tr></tbody></table>`;
    expect(edit(storage, (markdown) => markdown.replace('see', 'look at'))).toBe(storage.replace('see', 'look at'));
    expect(edit(storage, (markdown) => markdown.replace('tab<', 'other<'))).toBe(storage.replace('tab<', 'other<'));
  });

  it('writes a plain HTML image anew when it is edited', () => {
    expect(
      edit('<p><img src="https://x.example/a.png" alt="A" /></p>', (markdown) => markdown.replace('[A]', '[B]')),
    ).toBe('<p><ac:image ac:alt="B"><ri:url ri:value="https://x.example/a.png" /></ac:image></p>');
  });
});

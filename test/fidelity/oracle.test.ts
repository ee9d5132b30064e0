import { describe, expect, it } from '@jest/globals';
import { compareOutlines } from '../../bench/fidelity/oracle/compare.js';
import { hiddenFaults } from '../../bench/fidelity/oracle/hidden.js';
import { linesOfOutline } from '../../bench/fidelity/oracle/outline.js';
import { readMarkdown } from '../../bench/fidelity/oracle/read-markdown.js';
import { readStorage } from '../../bench/fidelity/oracle/read-storage.js';
import { storageFaults } from '../../bench/fidelity/oracle/validity.js';

const macro = (name: string, inner = '') =>
  `<ac:structured-macro ac:name="${name}" ac:macro-id="m1">${inner}</ac:structured-macro>`;
const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;

describe('what a visitor sees', () => {
  it.each<[what: string, storage: string, markdown: string, lines: string[]]>([
    [
      'words with their formats',
      '<p>un<strong>like</strong>ly <em>good&nbsp;</em>day</p>',
      'un**like**ly *good* day',
      ['paragraph: un‹b›like‹›ly ‹i›good day'],
    ],
    [
      'links, mentions, dates and statuses',
      `<p><a href="https://e.org/a%20b">x</a> <ac:link><ri:user ri:account-id="u1" /></ac:link> <time datetime="2026-01-02" /> ${macro('status', parameter('title', 'Up') + parameter('colour', 'Green'))}</p>`,
      '[x](https://e.org/a%20b) [@Ida](user:u1) :date[2026-01-02] :status[Up]{color=green}',
      ['paragraph: ‹→https://e.org/a b›x {@u1} {date 2026-01-02} {status Up green}'],
    ],
    [
      'lists and tasks',
      '<ul><li>a<ol><li><p>b</p></li></ol></li></ul><ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>c</ac:task-body></ac:task></ac:task-list>',
      '- a\n  1. b\n\n* [x] c',
      [
        'bullets',
        '  item',
        '    paragraph: a',
        '    numbers',
        '      item',
        '        paragraph: b',
        'tasks',
        '  task done',
        '    paragraph: c',
      ],
    ],
    [
      'the columns of merged cells',
      '<table><tbody><tr><th>h</th><th>i</th></tr><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>',
      '<table>\n<tr><th>h</th><th>i</th></tr>\n<tr><td rowspan="2">a</td><td>b</td></tr>\n<tr><td>c</td></tr>\n</table>',
      [
        'table',
        '  header row',
        '    cell 1',
        '      paragraph: h',
        '    cell 2',
        '      paragraph: i',
        '  row',
        '    cell 1 2x1',
        '      paragraph: a',
        '    cell 2',
        '      paragraph: b',
        '  row',
        '    cell 2',
        '      paragraph: c',
      ],
    ],
    [
      'panels, columns and code',
      `${macro('info', `${parameter('title', 'T')}<ac:rich-text-body><p>x</p></ac:rich-text-body>`)}${macro('code', '<ac:plain-text-body><![CDATA[a\n\n:::]]></ac:plain-text-body>')}<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section></ac:layout>`,
      ':::info{title="T"}\nx\n:::\n\n```\na\n\n:::\n```\n\n::::layout-section{type=two_equal}\n:::layout-cell\nl\n:::\n:::layout-cell\nr\n:::\n::::',
      [
        'info "T"',
        '  paragraph: x',
        'code: a\\n\\n:::',
        'section two_equal',
        '  layout cell',
        '    paragraph: l',
        '  layout cell',
        '    paragraph: r',
      ],
    ],
  ])('is read alike from storage and from Markdown: %s', (_, storage, markdown, lines) => {
    expect(linesOfOutline(readStorage(storage))).toEqual(lines);
    expect(linesOfOutline(readMarkdown(markdown))).toEqual(lines);
  });

  it.each([
    [
      'a fence of four blanks and more behind a paragraph of an item',
      '2. a\n  2. b\n  c\n    ~~~',
      'paragraph: b c ~~~',
    ],
    ['a sign of a quote that is indented by four blanks', '> - a\n    > - b\n- c', 'paragraph: a > - b'],
    ['the same in a quote that stands in an item', '- > a\n      > b\n  > c', 'paragraph: a > b c'],
    ['code behind a quote that begins with its sign', '> ```\n    > x', 'code: > x'],
    ['a box before the text of a heading', '- [ ] a\n  ---', 'heading 2: [ ] a'],
    ['an open container in an item ends with the item', '- a\n  :::info\n## b', 'heading 2: b'],
  ])('is read as CommonMark says: %s', (_, markdown, line) => {
    expect(linesOfOutline(readMarkdown(markdown)).map((one) => one.trim())).toContain(line);
  });

  it('is read as CommonMark says where a fence ends a list', () => {
    expect(linesOfOutline(readMarkdown('1. one\n```\na\n\nb\n```\n2. two'))).toEqual([
      'numbers',
      '  item',
      '    paragraph: one',
      'code: a\\n\\nb',
      'numbers',
      '  item',
      '    paragraph: two',
    ]);
  });
});

describe('the comparison', () => {
  const faultOf = (wanted: string, found: string) =>
    compareOutlines(readStorage(wanted), readStorage(found))?.fault ?? null;

  it.each([
    ['the same', '<p>a b</p>', '<p>a <span class="x">b</span></p>', null],
    ['words that are gone', '<p>a b</p>', '<p>a</p>', 'lost'],
    ['words that are there twice', '<p>a b</p>', '<p>a b</p><p>b</p>', 'twice'],
    ['words that nobody sent', '<p>a b</p>', '<p>a b &lt;c&gt;</p>', 'added'],
    ['blocks in another order', '<p>a</p><p>b</p>', '<p>b</p><p>a</p>', 'misplaced'],
    [
      'an item at another depth',
      '<ul><li>a</li><li>b</li></ul><p>c</p>',
      '<ul><li>a</li></ul><p>c</p><ul><li>b</li></ul>',
      'changed',
    ],
    ['a format', '<p>a <strong>b</strong></p>', '<p>a b</p>', 'changed'],
    ['quotes of another kind', '<p>“a”</p>', '<p>"a"</p>', null],
    ['signs that may not be left out', '<p>a :::</p>', '<p>a</p>', 'changed'],
  ])('tells %s', (_, wanted, found, fault) => {
    expect(faultOf(wanted, found)).toBe(fault);
  });
});

describe('what is hidden', () => {
  const page =
    '<p class="c">a <span style="color: red;">b c</span></p><p>d <ac:inline-comment-marker ac:ref="r">e</ac:inline-comment-marker></p>';
  const nothing = { blocks: 0, words: [] };

  it.each([
    ['bytes of a block that no edit names', page.replace('class="c"', ''), nothing, /bytes of 1 blocks/],
    [
      'a format of words that stay',
      page.replace(/<\/?span[^>]*>/g, ''),
      { blocks: 1, words: [] },
      /formats gone: span/,
    ],
    ['a comment', page.replace(/<\/?ac:inline[^>]*>/g, ''), { blocks: 1, words: [] }, /comment r/],
  ])('is missed: %s', (_, after, takes, fault) => {
    expect(hiddenFaults(page, after, takes).join()).toMatch(fault);
  });

  it.each([
    [
      'the colour of a cell',
      '<table><tbody><tr><td data-highlight-colour="#fff"><p>a</p></td></tr></tbody></table>',
      ' data-highlight-colour="#fff"',
      /settings gone: <td/,
    ],
    [
      'the width of a table',
      '<table data-layout="wide"><tbody><tr><td>a</td></tr></tbody></table>',
      ' data-layout="wide"',
      /settings gone: <table/,
    ],
    [
      'the widths of columns',
      '<table><colgroup><col style="width: 9px;" /></colgroup><tbody><tr><td>a</td></tr></tbody></table>',
      '<colgroup><col style="width: 9px;" /></colgroup>',
      /settings gone: <colgroup/,
    ],
    ['the number a list starts with', '<ol start="3"><li>a</li></ol>', ' start="3"', /settings gone: <ol/],
    [
      'a parameter of a panel',
      macro('panel', `${parameter('bgColor', '#fff')}<ac:rich-text-body><p>a</p></ac:rich-text-body>`),
      parameter('bgColor', '#fff'),
      /settings gone: <ac:parameter/,
    ],
    [
      'the id of a task',
      '<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>',
      '<ac:task-id>7</ac:task-id>',
      /settings gone: <ac:task-id/,
    ],
    [
      'the width of a picture',
      '<p>a <ac:image ac:width="9"><ri:attachment ri:filename="b.png" /></ac:image></p>',
      ' ac:width="9"',
      /settings gone: <ac:image/,
    ],
    [
      'the width of a section',
      '<ac:layout><ac:layout-section ac:type="single" ac:breakout-mode="wide"><ac:layout-cell><p>a</p></ac:layout-cell></ac:layout-section></ac:layout>',
      ' ac:breakout-mode="wide"',
      /settings gone: <ac:layout-section/,
    ],
    ['an id of the editor', '<p local-id="b">a</p>', ' local-id="b"', /settings gone: <p/],
    ['an empty paragraph', '<p>a</p><p /><p>b</p>', '<p />', /an empty paragraph/],
    ['a comment of the source', '<p>a</p><!-- b -->', '<!-- b -->', /<!-- b -->/],
    [
      'the copy for older editors',
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>a</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>a</p></ac:adf-fallback></ac:adf-extension>',
      '<ac:adf-fallback><p>a</p></ac:adf-fallback>',
      /copies for older editors/,
    ],
  ])('is missed in a block that was edited: %s', (what, before, gone, fault) => {
    const edited = { blocks: /^(?:an empty|a comment)/.test(what) ? 0 : 1, words: [] };
    expect(hiddenFaults(before, before, edited)).toEqual([]);
    expect(hiddenFaults(before, before.replace(gone, ''), edited).join()).toMatch(fault);
  });

  it('may go where a warning names it, and only there', () => {
    const after = page.replace(/<\/?ac:inline[^>]*>/g, '').replace(/<\/?span[^>]*>/g, '');
    const said = ['The comment on "e" is on "" now.', 'The task "c" gets a new id.'];
    expect(hiddenFaults(page, after, { blocks: 2, words: ['x'] }, said)).toEqual([
      'formats gone: span style=color: red; b, span style=color: red; c',
    ]);
  });

  it('may go with a link that shows the name of its page, once that is deleted', () => {
    const link = '<ac:link><ri:page ri:content-title="Ports" /></ac:link>';
    expect(hiddenFaults(`<p>a</p>${link}`, '<p>a</p>', { blocks: 1, words: ['Ports'] })).toEqual([]);
  });

  it('may go with one of two lists that become one', () => {
    const [one, other] = ['<ul local-id="1"><li>a</li>', '<ul local-id="2"><li>b</li></ul>'];
    const takes = { blocks: 1, words: ['x'] };
    expect(hiddenFaults(`${one}</ul><p>x</p>${other}`, `${one}<li>b</li></ul>`, takes)).toEqual([]);
    expect(hiddenFaults(`${one}</ul><p>x</p>${other}`, `<ul><li>a</li></ul>${other}`, takes)).toEqual([
      'settings gone: <ul local-id="1">',
    ]);
  });

  it('may go with the words that an edit deletes', () => {
    expect(
      hiddenFaults(page, page.replace('<span style="color: red;">b c</span>', 'x'), { blocks: 1, words: ['b', 'c'] }),
    ).toEqual([]);
  });
});

describe('storage that Confluence would break', () => {
  const section = (type: string, cells: number) =>
    `<ac:layout-section ac:type="${type}">${'<ac:layout-cell><p>x</p></ac:layout-cell>'.repeat(cells)}</ac:layout-section>`;

  it.each([
    ['tags that do not fit', '<p>a<strong>b</p>', /strong/],
    [
      'a layout in a cell',
      `<ac:layout>${section('single', 1).replace('<p>x</p>', `<ac:layout>${section('single', 1)}</ac:layout>`)}</ac:layout>`,
      /ac:layout> stands in <ac:layout-cell/,
    ],
    ['too many cells', `<ac:layout>${section('two_equal', 3)}</ac:layout>`, /two_equal of 3/],
    ['a type that there is not', `<ac:layout>${section('wide', 1)}</ac:layout>`, /wide/],
  ])('is told: %s', (_, storage, fault) => {
    expect(storageFaults(storage).join()).toMatch(fault);
  });

  it('is not every storage', () => {
    expect(storageFaults(`<ac:layout>${section('two_equal', 2)}</ac:layout><hr/><p/>`)).toEqual([]);
  });
});

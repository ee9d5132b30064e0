import { describe, expect, it } from '@jest/globals';
import { editMarkdown as edit } from '../../support/edit-markdown.js';
import { macro } from '../../support/macros.js';

const code = (text: string) =>
  macro(
    'code',
    'c-1',
    `<ac:parameter ac:name="theme">Midnight</ac:parameter><ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`,
  );
const table = (cell: string) =>
  `<table class="wide"><tbody><tr><th>Dock</th></tr><tr><td class="k">${cell}</td></tr></tbody></table>`;
const task = (id: number, text: string) =>
  `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`;

describe('a block that was moved and edited', () => {
  it.each([
    ['code', code('load the rope'), code('load the rope now'), '```\nload the rope now\n```'],
    ['a table', table('north gate'), table('north main gate'), '| Dock |\n| --- |\n| north main gate |'],
    [
      'a table with two paragraphs in a cell',
      table('<p class="a">north gate</p><p class="b">open at noon</p>'),
      table('<p class="a">north gate</p><p class="b">open at one</p>'),
      '| Dock |\n| --- |\n| north gate<br>open at one |',
    ],
    [
      'a quote',
      '<blockquote class="q"><p class="k">so it was said there</p></blockquote>',
      '<blockquote class="q"><p class="k">so it was said here</p></blockquote>',
      '> so it was said here',
    ],
    ['a paragraph', '<p class="k">the crane is red</p>', '<p class="k">the crane is blue</p>', 'the crane is blue'],
  ])('keeps what Markdown does not show of %s', (_, before, after, text) => {
    // It was written anew, without its attributes, parameters and ids.
    expect(edit(`<p>first</p><hr />${before}`, () => `${text}\n\nfirst\n\n---`)).toBe(`${after}<p>first</p><hr />`);
  });

  it('keeps the id of a task that went to another list', () => {
    const page = `<ac:task-list>${task(1, 'coil the rope')}${task(2, 'paint the hull')}</ac:task-list><p>Later:</p><ac:task-list>${task(3, 'sail')}</ac:task-list>`;
    expect(edit(page, () => '- [ ] coil the rope\n\nLater:\n\n- [ ] sail\n- [ ] paint the whole hull')).toBe(
      `<ac:task-list>${task(1, 'coil the rope')}</ac:task-list><p>Later:</p><ac:task-list>${task(3, 'sail')}${task(2, 'paint the whole hull')}</ac:task-list>`,
    );
  });

  it('keeps the id of a task that was nested in one without words of its own', () => {
    // The outer task took its place, because most of the words in it were the moved one's.
    const outer = (nested: string) =>
      task(1, `${macro('jira', 'j-1')}<ac:task-list>${task(2, 'coil')}${nested}</ac:task-list>`);
    const moved = task(3, 'paint the whole hull from stem to stern');
    expect(
      edit(`<ac:task-list>${outer(moved)}</ac:task-list>`, (text) => text.replace('  - [ ] paint', '- [ ] paint')),
    ).toBe(`<ac:task-list>${outer('')}${moved}</ac:task-list>`);
  });

  it('does not take the place of one that was moved as it was', () => {
    // The id of the first went to the second, because both have most words in common.
    const page = `<ac:task-list>${task(1, 'call the pilot boat')}${task(2, 'call the pilot station')}</ac:task-list><p>x</p>`;
    const written = edit(page, () => 'x\n\n- [ ] call the pilot station\n- [ ] call the pilot boat soon');
    expect(written).toContain(task(2, 'call the pilot station'));
    expect(written).toContain(task(1, 'call the pilot boat soon'));
  });

  it('keeps the id of a task without words that another one is put below', () => {
    // The task below took its place, since all words of both are those of the one below.
    const page = `<ac:task-list>${task(1, 'coil the rope')}${task(2, '<br />')}${task(3, 'paint the hull')}</ac:task-list>`;
    const written = edit(page, () => '- [ ] coil the rope\n- [ ] (empty)\n  - [ ] paint the hull');
    expect(written.match(/<ac:task-id>\d/g)).toEqual(['<ac:task-id>1', '<ac:task-id>2', '<ac:task-id>3']);
  });

  it('keeps the id of a task that another list got without what was nested in it', () => {
    // Most of its words were those of the nested one, so that it was taken for a new task, without a word of it.
    const nested = `<ac:task-list>${task(2, 'paint the hull in spring and sand it before')}</ac:task-list>`;
    const page = `<ac:task-list>${task(1, `coil the rope${nested}`)}</ac:task-list><p>Later:</p><ac:task-list>${task(3, 'sail')}</ac:task-list>`;
    const written = edit(
      page,
      () => '- [ ] paint the hull in spring and sand it before\n\nLater:\n\n- [ ] sail\n- [ ] coil the rope',
    );
    expect(
      written.match(/<ac:task-id>\d<\/ac:task-id>.*?<ac:task-body>\w+/g)?.map((one) => one.replace(/<.*?>/g, '')),
    ).toEqual(['2incompletepaint', '3incompletesail', '1incompletecoil']);
  });

  it('knows code in other scripts by its words', () => {
    const page = `<p>first</p>${code('배는 항구에 있다')}`;
    expect(edit(page, () => '```\n배는 항구에 없다\n```\n\nfirst')).toBe(`${code('배는 항구에 없다')}<p>first</p>`);
  });
});

describe('what stands beside a block that was moved', () => {
  it('stays as it is: macros that come to stand side by side', () => {
    // The second got a paragraph around it.
    const [one, two] = [macro('toc', 't'), macro('children', 'c')];
    expect(edit(`${one}<p>x</p>${two}`, () => '::macro[toc]{#mt}\n\n::macro[children]{#mc}\n\nx')).toBe(
      `${one}${two}<p>x</p>`,
    );
  });

  it('stays as it is: loose text in a box of its own', () => {
    // It got a paragraph, as if it stood beside the text before the box.
    const page = '<dl><dt>Bitt</dt><dd>a post for ropes</dd></dl><div>in a box</div>';
    expect(edit(page, () => 'Bitt\n\nin a box\n\na post for ropes')).toBe(
      '<dl><dt>Bitt</dt><dd></dd></dl><div>in a box</div><p>a post for ropes</p>',
    );
  });
});

describe('new text at the end of a list of terms', () => {
  const terms = '<dl><dt>Bitt</dt><dd>a post for ropes</dd></dl>';

  it('stands behind the list, not in its last definition', () => {
    expect(edit(`${terms}<h2>End</h2>`, (text) => text.replace('## End', '## New\n\ntext\n\n## End'))).toBe(
      `${terms}<h2>New</h2><p>text</p><h2>End</h2>`,
    );
  });

  it('stands before the list, not in its first term', () => {
    expect(edit(terms, (text) => `## New\n\n${text}`)).toBe(`<h2>New</h2>${terms}`);
  });
});

describe('a section of a layout between the blocks of a column', () => {
  const single = (inner: string) =>
    `<ac:layout-section ac:type="single"><ac:layout-cell>${inner}</ac:layout-cell></ac:layout-section>`;

  it('ends the section around them, which goes on behind it', () => {
    const text = '::::layout-section{type=two_equal}\n:::layout-cell\nl\n:::\n\n:::layout-cell\nr\n:::\n::::';
    expect(edit(`<ac:layout>${single('<p>a</p><p>b</p>')}</ac:layout>`, () => `a\n\n${text}\n\nb`)).toBe(
      `<ac:layout>${single('<p>a</p>')}<ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section>${single('<p>b</p>')}</ac:layout>`,
    );
  });
});

describe('a row put into a table of nothing but empty headers', () => {
  it('stands below them', () => {
    // Its text became a header.
    const headers = '<tr><th>&nbsp;</th><th /></tr>';
    expect(edit(`<table><tbody>${headers}</tbody></table>`, (text) => `${text}\n| a | b |`)).toBe(
      `<table><tbody>${headers}<tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>`,
    );
  });
});

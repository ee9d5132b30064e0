import { describe, expect, it } from '@jest/globals';
import { auditLoss } from '../../../src/content/index.js';
import { findElision } from '../../../src/content/audit/find-elision.js';
import { macro, marker, panel } from '../support/macros.js';

const task =
  '<ac:task-list><ac:task><ac:task-id>5</ac:task-id><ac:task-body>Call Bo</ac:task-body></ac:task></ac:task-list>';
const mention = '<ac:link><ri:user ri:account-id="a1" /></ac:link>';
const key = (value: string) => `<ac:parameter ac:name="key">${value}</ac:parameter>`;
const bare = (name: string, inner: string) => `<ac:structured-macro ac:name="${name}">${inner}</ac:structured-macro>`;
const column = (words: string) => bare('column', `<ac:rich-text-body><p>${words}</p></ac:rich-text-body>`);
const status = (title: string) => bare('status', `<ac:parameter ac:name="title">${title}</ac:parameter>`);
const image = (name: string) => `<ac:image><ri:attachment ri:filename="${name}.png" /></ac:image>`;
const table = '<table><tbody><tr><td>alpha</td><td>beta</td></tr></tbody></table>';

describe('the audit of losses', () => {
  it.each([
    ['a quote', (inner: string) => `<blockquote>${inner}</blockquote>`],
    ['an item', (inner: string) => `<ul><li>${inner}</li></ul>`],
    ['a panel', (inner: string) => panel('p1', inner)],
    [
      'quotes in items in a panel',
      (inner: string) => panel('p1', `<ul><li><blockquote>${inner}</blockquote></li></ul>`),
    ],
    ['a cell', (inner: string) => `<table><tbody><tr><td>${inner}</td></tr></tbody></table>`],
  ])('is the same in %s as on the page, whether text stands loose or in paragraphs', (_, around) => {
    const sentences = [`please ask ${mention} about it`, 'please ask about it', `ask ${mention}`, 'gone', ''];
    for (const one of sentences)
      for (const other of sentences)
        for (const [before, after] of [
          [`<p>${one}</p><p>end</p>`, `<p>${other}</p><p>end</p>`],
          [`${one}<p>end</p>`, `${other}<p>end</p>`],
          [`<em>x</em>${one}`, `<em>x</em>${other}`],
        ] as const)
          expect(auditLoss(around(before), around(after))).toEqual(auditLoss(before, after));
  });

  it.each([
    ['a macro', `<p>x</p>${macro('toc', 't1')}`, '<p>x</p>', 'macro', 't1'],
    ['a macro without an id', '<p>x</p><ac:structured-macro ac:name="toc" />', '<p>x</p>', 'macro', null],
    ['a panel around words that stay', panel('p1', '<p>words stay</p>'), '<p>words stay</p>', 'macro', 'p1'],
    ['an anchor of a comment', `<p>a ${marker('b')}</p>`, '<p>a b</p>', 'comment', 'r-1'],
    ['an image', '<p>x</p><ac:image><ri:attachment ri:filename="i.png" /></ac:image>', '<p>x</p>', 'image', 'i.png'],
    ['a link whose words stay', '<p><a href="https://x.example/">here</a></p>', '<p>here</p>', 'link', null],
    [
      'an attachment',
      '<p><ac:link><ri:attachment ri:filename="f.pdf" /></ac:link> x</p>',
      '<p>f pdf x</p>',
      'attachment',
      'attachment:f.pdf',
    ],
    [
      'a mention in a sentence that stays',
      `<p>please ask ${mention} about it</p>`,
      '<p>please ask about it</p>',
      'mention',
      'a1',
    ],
    ['a task whose words stay', task, '<ul><li>Call Bo</li></ul>', 'task', '5'],
    ['a table whose words stay', table, '<p>alpha beta</p>', 'table', null],
    [
      'a column of a layout',
      '<ac:layout><ac:layout-section ac:type="single"><ac:layout-cell><p>a</p></ac:layout-cell></ac:layout-section></ac:layout>',
      '<ac:layout><ac:layout-section ac:type="single"><p>a</p></ac:layout-section></ac:layout>',
      'layout',
      null,
    ],
    ['a date', '<p>due on the <time datetime="2026-01-01" /> at noon</p>', '<p>due on the at noon</p>', 'other', null],
  ])('finds %s', (_, before, after, kind, id) => {
    expect(auditLoss(before, after)).toEqual([expect.objectContaining({ kind, id })]);
  });

  it.each<[what: string, before: string, after: string, label: string]>([
    [
      'a macro whose twin was copied',
      macro('jira', 'a', key('A-1')) + macro('jira', 'b', key('A-2')),
      macro('jira', 'a', key('A-1')) + macro('jira', 'c', key('A-1')),
      'jira A-2',
    ],
    [
      'a macro without an id whose neighbour was copied',
      `<p>x</p>${bare('jira', key('A-1'))}${bare('jira', key('A-2'))}`,
      `<p>x</p>${bare('jira', key('A-1'))}${bare('jira', key('A-1'))}`,
      'jira A-2',
    ],
    [
      'a frame taken off while its twin was emptied',
      column('one two three') + column('four five six'),
      `${column('')}<p>four five six</p>`,
      'column',
    ],
    [
      'a frame taken off while its twin of the same words was emptied',
      column('one two three') + column('one two three'),
      `${column('')}<p>one two three</p>`,
      'column',
    ],
    [
      'a panel taken off while its words went into another',
      panel('p', '<p>one two</p>') + panel('q', '<p>three four</p>'),
      panel('p', '<p>one two</p><p>three four</p>'),
      'info',
    ],
    ['an image while another was copied', image('i') + image('j'), image('i') + image('i'), 'j.png'],
    [
      'a link while another one with its words was copied',
      '<p><a href="https://x.example/1">here</a> <a href="https://x.example/2">here</a></p>',
      '<p>here <a href="https://x.example/2">here</a> <a href="https://x.example/2">here</a></p>',
      'here',
    ],
    ['a panel around nothing but a diagram', panel('p', macro('drawio', 'd')), macro('drawio', 'd'), 'info'],
    ['a variable of a template', '<p>a <at:var at:name="v" /> b</p>', '<p>a b</p>', 'var'],
    ['a date without a day', '<p>a <time /> b</p>', '<p>a b</p>', 'time'],
    [
      'a status that came to stand in another sentence than it left',
      `<p>it is ${status('A')} now</p><p>and then what</p>`,
      `<p>it is now</p><p>and ${status('B')} then what</p>`,
      'status A',
    ],
  ])('names %s', (_, before, after, label) => {
    expect(auditLoss(before, after)).toEqual([expect.objectContaining({ label })]);
  });

  it.each([
    [
      'a link that points elsewhere',
      '<p><a href="https://x.example/">here</a></p>',
      '<p><a href="https://y.example/">here</a></p>',
    ],
    ['words deleted with their link', '<p>a <a href="https://x.example/">here</a></p>', '<p>a</p>'],
    ['a sentence deleted with its mention', `<p>a</p><p>please ask ${mention} about it</p>`, '<p>a</p>'],
    ['a table deleted with its words', `<p>a</p>${table}`, '<p>a</p>'],
    [
      'a status that changed',
      '<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">A</ac:parameter></ac:structured-macro> x</p>',
      '<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">B</ac:parameter></ac:structured-macro> x</p>',
    ],
    [
      'an image put in the place of another',
      '<ac:image><ri:attachment ri:filename="i.png" /></ac:image>',
      '<ac:image><ri:attachment ri:filename="j.png" /></ac:image>',
    ],
    [
      'a link that points where another one does',
      '<p>go <a href="https://x.example/1">here</a> or <a href="https://x.example/2">there</a></p>',
      '<p>go <a href="https://x.example/2">here</a> or <a href="https://x.example/2">there</a></p>',
    ],
    ['another person asked', `<p>ask ${mention} now</p>`, `<p>ask ${mention.replace('a1', 'a2')} now</p>`],
    ['a status that moved', `<p>is ${status('A')} so</p><p>b c</p>`, `<p>is so</p><p>b ${status('A')} c</p>`],
    ['a macro that came back without its id', macro('toc', 't', key('x')), bare('toc', key('x'))],
    ['parameters of a macro that changed', bare('toc', key('x')), bare('toc', key('y'))],
    ['a panel without words deleted with its rule', `<p>a</p>${panel('p', '<hr />')}`, '<p>a</p>'],
    ['a panel deleted with its emoticon', `<p>a</p>${panel('p', '<p><ac:emoticon ac:name="tick" /></p>')}`, '<p>a</p>'],
    [
      'a table split in two',
      table,
      `${table.replace('<td>beta</td>', '')}<p>x</p>${table.replace('<td>alpha</td>', '')}`,
    ],
    ['one of two anchors of a comment', `<p>${marker('a')} ${marker('b')}</p>`, `<p>${marker('a')}</p>`],
    [
      'a copy for older editors',
      '<ac:adf-extension><ac:adf-node type="panel" /><ac:adf-fallback><ac:image><ri:attachment ri:filename="i" /></ac:image></ac:adf-fallback></ac:adf-extension>',
      '<ac:adf-extension><ac:adf-node type="panel" /></ac:adf-extension>',
    ],
  ])('does not mind %s', (_, before, after) => {
    expect(auditLoss(before, after)).toEqual([]);
  });
});

describe('text that stands for what was left out', () => {
  it.each([
    '... (rows 8 through 144 unchanged from current content) ...',
    '[rest of the page remains unchanged]',
    '<!-- existing content here -->',
    '… remaining sections omitted for brevity',
    '*(sections 3-9 unchanged)*',
    '(… keep as is)',
    '// ... rest of the code ...',
    '… (Rest unverändert)',
    '[le reste de la page reste inchangé]',
    '... (el resto sin cambios) ...',
    '（以下省略）',
    '（残りは変更なし）',
    '(остальное без изменений)',
    '[... 12 more rows ...]',
    '[Previous content preserved]',
  ])('is "%s"', (line) => {
    expect(findElision(['a', 'b', 'c'], ['a', line])).toBe(line);
    expect(findElision(['b', 'c', line], ['a', line])).toBeNull();
    expect(findElision(['a'], ['a', line])).toBeNull();
  });

  it.each([
    'The API is unchanged.',
    'Wait for it...',
    'The existing content model has three parts.',
    'Take the rest of the week off',
    'The rest of the API is unchanged since v1.',
    'Rows 3-5 are omitted from the export by design.',
    '...and the story continues.',
    'Previous sections remain valid.',
  ])('is not "%s"', (line) => {
    expect(findElision([], [line])).toBeNull();
    expect(findElision(['a', 'b', 'c'], [line])).toBeNull();
  });

  it.each(['...', '[…]', '| ... | ... |', '[snip]', '_The remaining sections stay unchanged._', 'Unchanged.'])(
    'is "%s" only where something is missing',
    (line) => {
      expect(findElision(['a', 'b', 'c'], [line])).toBe(line);
      expect(findElision([], [line])).toBeNull();
    },
  );

  // Things that are alike were told apart by their order where there are many, so that two sections that went took the last table along.
  it('finds what is gone among hundreds of things that are alike', () => {
    const all = Array.from(
      { length: 300 },
      (_, i) => `<p>Text ${i}</p>${table.replace('alpha', `one${i} two${i} three${i} four${i}`)}`,
    );
    const without = (...gone: number[]) => all.filter((_, i) => !gone.includes(i)).join('');
    expect(auditLoss(all.join(''), without(30, 200))).toEqual([]);
    const emptied = [...all];
    emptied[200] = '<p>Text 200 one200 two200 three200 four200 beta</p>';
    expect(auditLoss(all.join(''), emptied.filter((_, i) => i !== 30).join(''))).toMatchObject([
      { kind: 'table', label: expect.stringContaining('one200') },
    ]);
  });
});

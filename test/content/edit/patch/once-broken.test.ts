import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, auditLoss, toMarkdown } from '../../../../src/content/index.js';
import { editMarkdown } from '../../support/edit-markdown.js';
import { macro, panel } from '../../support/macros.js';

const status =
  '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">T</ac:parameter></ac:structured-macro>';
const user = (id: string) => `<ac:link><ri:user ri:account-id="${id}" /></ac:link>`;
const commented = (word: string) =>
  `<ac:inline-comment-marker ac:ref="7a1c5d0e-0000-4000-8000-00000000000c">${word}</ac:inline-comment-marker>`;
const column = (text: string) =>
  `<ac:macro ac:name="column"><ac:rich-text-body><p>${text}</p></ac:rich-text-body></ac:macro>`;
const ragged =
  '<table><tbody><tr><th>One</th><th>Two</th><th>Three</th></tr><tr><td>lone</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>';
const layout =
  '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section></ac:layout>';
const withoutRight = (markdown: string) => markdown.replace('\n\n:::layout-cell\nr\n:::', '');

type Change = (markdown: string) => string;

describe('edits that were once refused or went wrong', () => {
  it.each<[broke: string, storage: string, change: Change, expected: string]>([
    [
      'a new paragraph that is like an edited one took over the comment on it too',
      `<p>The payments service is ${commented('owned')} by team A since 2020.</p>`,
      () => 'The payments service is owned by team B since 2020.\n\nThe billing service is owned by team A since 2021.',
      `<p>The payments service is ${commented('owned')} by team B since 2020.</p><p>The billing service is owned by team A since 2021.</p>`,
    ],
    [
      'a copy of an edited item above it took over the comment too',
      `<ul><li>x</li><li><p>The payments service is ${commented('owned')} by team A.</p></li></ul>`,
      () => '- The billing service is owned by team A.\n- x\n- The payments service is owned by team B.',
      `<ul><li><p>The billing service is owned by team A.</p></li><li>x</li><li><p>The payments service is ${commented('owned')} by team B.</p></li></ul>`,
    ],
    [
      'a comment stood on both of two paragraphs that came in place of one',
      `<p>The payments service is ${commented('owned')} by team A. It runs since 2020.</p>`,
      () => 'The payments service is held by team A.\n\nThe payments service is held by team A. It runs since 2020.',
      `<p>The payments service is held by team A.</p><p>The payments service is ${commented('held')} by team A. It runs since 2020.</p>`,
    ],
    [
      'a comment stood on both halves of a paragraph, on a sign in one of them',
      `<p>The payments service is ${commented('owned')} by team A. It runs since 2020.</p>`,
      () => 'The payments service!\n\nis owned by team A. It runs since 2020.',
      `<p>The payments service!</p><p>is ${commented('owned')} by team A. It runs since 2020.</p>`,
    ],
    [
      'white space behind a link took words added to the link out of it',
      '<p><a href="https://x.example/"><span class="a">link</span></a> </p>',
      (text) => text.replace('[link', '[link more'),
      '<p><a href="https://x.example/"><span class="a">link</span> more</a> </p>',
    ],
    [
      'a link that shows the title of its page could not be deleted with its sentence',
      '<p>one two</p><p>See <ac:link><ri:page ri:content-title="Blog post" /></ac:link></p>',
      () => 'one two',
      '<p>one two</p>',
    ],
    ['a paragraph of nothing but a status could not be deleted', `<p>a</p><p>${status}</p>`, () => 'a', '<p>a</p>'],
    ['a paragraph of nothing but a mention could not be deleted', `<p>a</p><p>${user('u')}</p>`, () => 'a', '<p>a</p>'],
    [
      'a sentence could not go when another one mentions the same person',
      `<p>${user('a')} asked ${user('b')} for keys</p><p>${user('a')} again</p>`,
      (text) => text.split('\n\n')[1] ?? '',
      `<p>${user('a')} again</p>`,
    ],
    [
      'an empty fence could not be deleted',
      `<p>a</p>${macro('noformat', 'n', '<ac:plain-text-body><![CDATA[]]></ac:plain-text-body>')}`,
      () => 'a',
      '<p>a</p>',
    ],
    [
      'a new space beside one that does not break became one of those',
      '<p>third&nbsp;line with&nbsp;hard</p>',
      (text) => text.replace('with', 'with more'),
      '<p>third&nbsp;line with more&nbsp;hard</p>',
    ],
    [
      'a word removed between two kinds of space took the wrong one with it',
      '<p>line with more&nbsp;hard</p>',
      (text) => text.replace(' more', ''),
      '<p>line with&nbsp;hard</p>',
    ],
    [
      'a comment on a part of a word was dropped when that word changed',
      '<p>light<ac:inline-comment-marker ac:ref="r">house</ac:inline-comment-marker>s</p>',
      (text) => text.replace('houses', 'housekeepers'),
      '<p>light<ac:inline-comment-marker ac:ref="r">house</ac:inline-comment-marker>keepers</p>',
    ],
    [
      'XML comments left a stray sign in the text',
      '<p>First.</p><!-- a note --><p>Second <!-- hidden --> half.</p>',
      (text) => text.replace('Second', 'Other'),
      '<p>First.</p><!-- a note --><p>Other <!-- hidden --> half.</p>',
    ],
    [
      'of two alike macros without an id the first could not be deleted',
      column('one two') + column('three four'),
      (text) => text.split('\n\n')[1] ?? '',
      column('three four'),
    ],
    [
      'a panel of the newer editor could not be emptied',
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>Drop it.</p></ac:adf-content></ac:adf-node></ac:adf-extension>',
      (text) => text.replace('Drop it.\n', ''),
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content></ac:adf-content></ac:adf-node></ac:adf-extension>',
    ],
    [
      'a panel with nothing but an emoji could not be deleted',
      `<p>a</p>${panel('i', '<p>✅</p>')}`,
      () => 'a',
      '<p>a</p>',
    ],
    [
      'the words of a link without an address were not shown',
      '<p><ac:link><ri:shortcut ri:key="dict" ri:parameter="b" /><ac:plain-text-link-body><![CDATA[look up]]></ac:plain-text-link-body></ac:link> it</p>',
      (text) => text.replace('look', 'peek'),
      '<p><ac:link><ri:shortcut ri:key="dict" ri:parameter="b" /><ac:plain-text-link-body><![CDATA[peek up]]></ac:plain-text-link-body></ac:link> it</p>',
    ],
    [
      'of two lists side by side that were both edited, the second was cut in two',
      '<ul><li>one two three</li></ul><ul><li>four five six</li><li>seven</li></ul>',
      () => '+ one two other\n\n* four five new\n* seven',
      '<ul><li>one two other</li></ul><ul><li>four five new</li><li>seven</li></ul>',
    ],
    [
      'an edit filled up the short rows of a table',
      ragged,
      (text) => text.replace('lone', 'sole'),
      ragged.replace('lone', 'sole'),
    ],
    ['re-laying out a table filled up its short rows', ragged, (text) => text.replaceAll(' | ', '  |  '), ragged],
    [
      'text in a cell that was missing came to stand in the wrong column',
      ragged,
      (text) => text.replace('lone |  |  |', 'lone |  | end |'),
      ragged.replace('<td>lone</td>', '<td>lone</td><td><p /></td><td><p>end</p></td>'),
    ],
    [
      'a column could not be deleted where a short row had nothing else',
      ragged,
      (text) => text.replace('| One ', '').replace('| --- ', '').replace('| lone ', '').replace('| a ', ''),
      ragged.replace('<th>One</th>', '').replace('<td>lone</td>', '<td><p /></td>').replace('<td>a</td>', ''),
    ],
  ])('%s', (_, storage, change, expected) => {
    expect(editMarkdown(storage, change)).toBe(expected);
  });
});

describe('losses that were once silent, or named wrongly', () => {
  it.each<[broke: string, before: string, after: string, label: string]>([
    [
      'a placeholder for a link without an address',
      '<p><ac:link><ri:shortcut ri:key="jira" ri:parameter="ABC-1" /></ac:link> x</p>',
      '<p>x</p>',
      'link ABC-1',
    ],
    ['a placeholder for a link to nothing', '<p><ac:link /> x</p>', '<p>x</p>', 'link'],
    [
      'a placeholder for an extension of the newer editor',
      '<p>A</p><ac:adf-extension><ac:adf-node type="extension" /></ac:adf-extension>',
      '<p>A</p>',
      'extension',
    ],
    [
      'the second of two macros that share an id',
      macro('drawio', 'q') + macro('toc', 'q'),
      macro('drawio', 'q'),
      'toc',
    ],
    ['a status in a sentence that stays', `<p>it is ${status} now</p>`, '<p>it is now</p>', 'status T'],
    ['a panel that holds nothing but a macro', panel('i', macro('drawio', 'd')), panel('i', ''), 'drawio'],
  ])('%s is named', (_, before, after, label) => {
    expect(auditLoss(before, after)).toEqual([expect.objectContaining({ label })]);
  });

  it('a cell taken out of a layout is refused by name, and leaves a section of one column when that is allowed', () => {
    const edited = withoutRight(toMarkdown(layout));
    expect(() => applyMarkdown({ current: layout, edited })).toThrow(
      expect.objectContaining({ code: 'CONTENT_LOSS', message: expect.stringContaining('layout cell') }),
    );
    expect(applyMarkdown({ current: layout, edited, allowLoss: true }).storage).toBe(
      layout.replace('two_equal', 'single').replace('<ac:layout-cell><p>r</p></ac:layout-cell>', ''),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { auditLoss } from '../../../src/content/index.js';
import { findElision } from '../../../src/content/audit/guard.js';
import { macro, marker, panel } from '../support/macros.js';

const task =
  '<ac:task-list><ac:task><ac:task-id>5</ac:task-id><ac:task-body>Call Bo</ac:task-body></ac:task></ac:task-list>';
const mention = '<ac:link><ri:user ri:account-id="a1" /></ac:link>';
const table = '<table><tbody><tr><td>alpha</td><td>beta</td></tr></tbody></table>';

describe('the audit of losses', () => {
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
  ])('is "%s"', (line) => {
    expect(findElision(`a\n\n${line}`, 'a')).toBe(line);
    expect(findElision(`a\n\n${line}`, `b\n\n${line}`)).toBeNull();
  });

  it.each([
    'The API is unchanged.',
    'Wait for it...',
    'The existing content model has three parts.',
    'Take the rest of the week off',
  ])('is not "%s"', (line) => {
    expect(findElision(line, '')).toBeNull();
  });
});

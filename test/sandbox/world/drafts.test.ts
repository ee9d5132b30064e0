import { describe, expect, it } from '@jest/globals';
import { reconcileDraft, topLevelBlocks } from '../../../src/sandbox/world/drafts.js';

const text = (storage: string, title = 'T') => ({ title, storage });
const draft = (storage: string, title = 'T') => ({ title, storage, authorId: 'a', createdAt: new Date(0) });
const before = text('<p>a</p><p>b</p><p>c</p>');

describe('a draft, when its page is published', () => {
  it.each([
    [
      'keeps its own change beside the new one',
      '<p>A</p><p>b</p><p>c</p>',
      '<p>a</p><p>b</p><p>C</p>',
      '<p>A</p><p>b</p><p>C</p>',
    ],
    [
      'keeps what was added to the end',
      '<p>A</p><p>b</p><p>c</p>',
      '<p>a</p><p>b</p><p>c</p><p>d</p>',
      '<p>A</p><p>b</p><p>c</p><p>d</p>',
    ],
    ['keeps what was taken away', '<p>a</p><p>b</p><p>C</p>', '<p>b</p><p>c</p>', '<p>b</p><p>C</p>'],
    ['is gone where both changed one block', '<p>A</p><p>b</p><p>c</p>', '<p>x</p><p>b</p><p>c</p>', undefined],
    ['is gone when it held nothing of its own', '<p>A</p><p>b</p><p>c</p>', '<p>a</p><p>b</p><p>c</p>', undefined],
    ['is gone when it is what was published', '<p>A</p><p>b</p><p>c</p>', '<p>A</p><p>b</p><p>c</p>', undefined],
  ])('%s', (_what, published, drafted, left) => {
    expect(reconcileDraft(before, text(published), draft(drafted))?.storage).toBe(left);
  });

  it('keeps a title of its own, and follows the page otherwise', () => {
    const published = text('<p>A</p><p>b</p><p>c</p>', 'New');
    expect(reconcileDraft(before, published, draft('<p>a</p><p>b</p><p>C</p>'))?.title).toBe('New');
    expect(reconcileDraft(before, published, draft(before.storage, 'Mine'))).toMatchObject({ title: 'Mine' });
  });

  it('is cut at the elements of the top alone', () => {
    const blocks = [
      '<p>a<br />b</p>',
      '<ac:x><![CDATA[<p>]]></ac:x>',
      ' text ',
      '<hr />',
      '<table><tr><td>1</td></tr></table>',
    ];
    expect(topLevelBlocks(blocks.join(''))).toEqual(blocks);
  });
});

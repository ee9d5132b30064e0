import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown } from '../../../../src/content/index.js';
import { macro } from '../../support/macros.js';

/** Parts that are alike, with ids of their own. */
const part = (i: number) =>
  `<h2>Dock</h2><p class="k">Rope ${i} lies there.</p>${macro('info', `i-${i}`, `<ac:rich-text-body><p>same note</p></ac:rich-text-body>`)}` +
  `<dl><dt>Bitt</dt><dd>post ${i}</dd></dl>loose <em>text</em><hr /><table><tbody><tr><td><p>a</p><p>${i}</p></td></tr></tbody></table>`;
const page = Array.from({ length: 60 }, (_, i) => part(i)).join('');

/** Only what is between the bytes that a page and its edit share is written and read again. */
describe('an edit in the middle of a large page', () => {
  it.each<[what: string, change: (markdown: string) => string, expected: string]>([
    ['a word', (text) => text.replace('Rope 30', 'Cable 30'), page.replace('Rope 30', 'Cable 30')],
    [
      'words far apart',
      (text) => text.replace('Rope 3 ', 'Cable 3 ').replace('Rope 57', 'Cable 57'),
      page.replace('Rope 3 ', 'Cable 3 ').replace('Rope 57', 'Cable 57'),
    ],
    [
      'text behind a list of terms',
      (text) => text.replace('post 30\n', 'post 30\n\n## New\n'),
      page.replace('post 30</dd></dl>', 'post 30</dd></dl><h2>New</h2>'),
    ],
    [
      'a paragraph gone',
      (text) => text.replace('Rope 30 lies there.\n\n', ''),
      page.replace('<p class="k">Rope 30 lies there.</p>', ''),
    ],
  ])('changes %s and nothing else', (_, change, expected) => {
    expect(applyMarkdown({ current: page, edited: change(toMarkdown(page)) }).storage).toBe(expected);
  });

  it('gives a copy of a macro that stands far away an id of its own', () => {
    const copy = ':::info{#mi2}\nsame note\n:::';
    const written = applyMarkdown({
      current: page,
      edited: toMarkdown(page).replace('Rope 30', `${copy}\n\nRope 30`),
    }).storage;
    expect(written.match(/ac:macro-id="i-2"/g)).toHaveLength(1);
    expect(written.match(/same note/g)).toHaveLength(61);
  });

  it('is seen by the edits that follow it in one call', () => {
    const edits = [
      { op: 'replace_text', find: 'Rope 30', replace: 'Cable' },
      { op: 'replace_text', find: 'Cable lies', replace: 'Cable hangs' },
    ] as const;
    expect(applyEdits({ current: page, edits }).storage).toBe(page.replace('Rope 30 lies', 'Cable hangs'));
  });

  it('is refused where it leaves out what stands elsewhere', () => {
    const edited = `${toMarkdown(page).slice(0, 2000)}\n\n(the rest of the page is unchanged)`;
    expect(() => applyMarkdown({ current: page, edited })).toThrow(/leaves out a part of the page/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { costOf } from '../../../src/content/worker/cost-of.js';

/** What is converted in the calling thread by default. */
const border = 16_000;
const of = (unit: string, length: number): string => unit.repeat(length / unit.length);
const append = (content: string) =>
  costOf({ name: 'applyEdits', args: [{ current: '<p>x</p>', edits: [{ op: 'append', content }] }] });

describe('what a conversion costs', () => {
  it('is the length of what is read, wherever it stands in the arguments', () => {
    expect(costOf({ name: 'toMarkdown', args: ['<p>x</p>', { userNames: new Map([['id', 'Ann']]) }] })).toBe(11);
  });

  it('leaves a short note to the thread that was asked', () => {
    expect(append(of('Some **bold** words with a [link](https://example.com/1) in them.\n\n', 1_500))).toBeLessThan(
      border,
    );
    expect(append(of('word ', 3_900))).toBeLessThan(border);
  });

  // Each of these took from 100 to 350 ms of CPU in the thread that answers everybody.
  it.each(['*_', '[', 'a\n-\n', '> a\nb\n', '- a\n', '[a]: b\n', '| a | b |\n', ':a[b]'])(
    'is too much for that thread when 3,000 characters of Markdown are nothing but %j',
    (unit) => {
      expect(append(of(unit, 3_000))).toBeGreaterThan(border);
      expect(costOf({ name: 'toStorage', args: [of(unit, 3_000)] })).toBeGreaterThan(border);
    },
  );

  it('counts the page that is edited by its length alone', () => {
    const edit = (current: string) => costOf({ name: 'applyMarkdown', args: [{ current, edited: 'x' }] });
    expect(edit(of('<p>x</p>', 800)) - edit('')).toBe(3_200);
  });
});

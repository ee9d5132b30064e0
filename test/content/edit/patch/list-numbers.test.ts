import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown } from '../../../../src/content/index.js';

const item = (words: string) => `<li><p local-id="${words}">${words}</p></li>`;
const list = (start: string, ...items: string[]) => `<ol${start} local-id="l">${items.map(item).join('')}</ol>`;
const from = (number: number) => ` start="${number}"`;

function sent(page: string, markdown: string): string {
  return applyMarkdown({ current: page, edited: markdown }).storage;
}

// A list that was to begin with another number kept its own, and the answer was that there is nothing to change.
describe('the number that a list begins with', () => {
  it.each([
    ['another', list(from(3), 'a', 'b'), '5. a\n6. b', list(from(5), 'a', 'b')],
    ['one at all', list('', 'a', 'b'), '7. a\n8. b', `<ol start="7" local-id="l">${item('a')}${item('b')}</ol>`],
    [
      'another, and further words',
      list(from(3), 'a', 'b'),
      '4. a\n5. b c',
      list(from(4), 'a', 'b').replace('>b</p>', '>b c</p>'),
    ],
    [
      'another, in an item',
      `<ul><li><p>x</p>${list(from(2), 'a')}</li></ul>`,
      '- x\n\n  4. a',
      `<ul><li><p>x</p>${list(from(4), 'a')}</li></ul>`,
    ],
    [
      'another, in a panel and behind another list',
      `${list('', 'a')}<hr /><ac:structured-macro ac:name="info" ac:macro-id="i"><ac:rich-text-body>${list(from(2), 'a')}</ac:rich-text-body></ac:structured-macro>`,
      '1. a\n\n---\n\n:::info{#mi}\n3. a\n:::',
      `${list('', 'a')}<hr /><ac:structured-macro ac:name="info" ac:macro-id="i"><ac:rich-text-body>${list(from(3), 'a')}</ac:rich-text-body></ac:structured-macro>`,
    ],
  ])('is %s', (_, page, markdown, right) => {
    expect(sent(page, markdown)).toBe(right);
  });

  it.each([
    ['an item is put in front of it', list('', 'a', 'b'), '0. z\n1. a\n2. b'],
    ['the first item is taken out, and the rest is not counted anew', list('', 'a', 'b', 'c'), '2. b\n3. c'],
    ['all items have the same one', list('', 'a', 'b', 'c'), '1. a\n1. b\n1. c'],
  ])('stays where %s', (_, page, markdown) => {
    expect(sent(page, markdown)).toMatch(/^<ol local-id="l">/);
  });

  // A list that went on from another began with one when a page came back with "1." before every item.
  it.each(['1. a\n1. b', '1. a\n2. b', '1. a\n1. b c'])('stays where it is one in what is sent: %j', (markdown) => {
    expect(sent(list(from(3), 'a', 'b'), markdown)).toMatch(/^<ol start="3" local-id="l">/);
  });

  // A number was dropped where the first item got other words in the same edit.
  it.each([
    ['two items', ['a', 'b'], '7. z\n8. b'],
    ['one item', ['a'], '7. z'],
  ])('is changed together with the words of the first of %s', (_, items, markdown) => {
    expect(sent(list(from(3), ...items), markdown)).toBe(list(from(7), ...items).replace('>a<', '>z<'));
  });

  it.each([
    ['the first of three is taken out and the second edited', '4. b, in other words\n5. c'],
    ['all three moved up, and one is new', '4. b\n5. c\n6. d'],
    ['the first two change places', '4. b\n3. a\n5. c'],
  ])('stays where %s', (_, markdown) => {
    expect(sent(list(from(3), 'a', 'b', 'c'), markdown)).toMatch(/^<ol start="3" local-id="l">/);
  });

  it('is changed where a line of the page is replaced, and the answer is true', () => {
    const edit = { op: 'replace_text', find: '3. a', replace: '8. a' } as const;
    const { storage, changed } = applyEdits({ current: list(from(3), 'a', 'b'), edits: [edit] });
    expect(storage).toBe(list(from(8), 'a', 'b'));
    expect(changed).toBe(true);
  });

  it('stays in a list that is longer than what is read at once', () => {
    const items = Array.from({ length: 4000 }, (_, i) => `Item number ${i} of a list`);
    const page = list(from(3), ...items);
    const markdown = toMarkdown(page).replace('Item number 2000 of', 'Item number 2000 in');
    expect(sent(page, markdown)).toBe(page.replace('>Item number 2000 of', '>Item number 2000 in'));
  });
});

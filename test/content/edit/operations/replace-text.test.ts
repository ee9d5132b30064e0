import { describe, expect, it } from '@jest/globals';
import { applyEdits } from '../../../../src/content/index.js';
import { date, mention, status, task } from '../../reported/storage.js';

function replaced(current: string, find: string, replace: string) {
  return applyEdits({ current, edits: [{ op: 'replace_text', find, replace }] });
}

const p = (text: string) => `<p>${text}</p>`;

describe('words that are replaced', () => {
  // Signs that stood on the page made the same signs of the new words into markup.
  it.each([
    ['stars', 'Weigh 4*5*6 grams', '4*5*6', '4*5*7', 'Weigh 4*5*7 grams'],
    ['one star', 'Weigh 4*5 grams', '4*5', '4*5*6', 'Weigh 4*5*6 grams'],
    ['backslashes', 'In C:\\old here', 'C:\\old', 'C:\\*new*', 'In C:\\<em>new</em> here'],
    ['brackets', 'See [draft] first', '[draft]', '[final](x)', 'See [final](x) first'],
    ['a lone underscore', 'Set _a here', '_a', '_b_', 'Set _b_ here'],
  ])('have the signs of the page as they stand: %s', (_, before, find, replace, after) => {
    expect(replaced(p(before), find, replace).storage).toBe(p(after));
  });

  // A colon or a sign that Markdown does not read kept a directive from being one.
  it.each([
    ['a status', 'State: open', 'State: open', 'State: :status[OPEN]{color=red}', /ac:name="title">OPEN</],
    ['a date', 'Due: soon', 'Due: soon', 'Due: :date[2026-02-03]', /<time datetime="2026-02-03"/],
    ['code', 'my_name here', 'my_name', '`my_name`', /<code>my_name<\/code> here/],
  ])('become markup beside signs that are none: %s', (_, before, find, replace, after) => {
    expect(replaced(p(before), find, replace).storage).toMatch(after);
  });

  // The signs were published as the title of the status.
  it.each([
    ['in another colour', 'OPEN', ':status[DONE]{color=green}', /ac:name="title">DONE<[^]*"colour">Green</],
    ['in its own colour', 'OPEN', ':status[DONE]', /ac:name="title">DONE<[^]*"colour">Red</],
    ['as a date', '2026-02-03', ':date[2026-03-04]', /<time datetime="2026-03-04"/],
  ])('are the words of a status or date, written out anew %s', (_, find, replace, after) => {
    const { storage, warnings } = replaced(p(`Is ${status('OPEN', 'Red')} by ${date('2026-02-03')}.`), find, replace);
    expect(storage).toMatch(after);
    expect(storage).not.toMatch(/:(?:status|date)\[/);
    expect(warnings).toEqual([]);
  });

  it('have the day of a task as its due date, and elsewhere as text', () => {
    const list = `<ac:task-list>${task(1, 'update docs')}</ac:task-list>`;
    expect(replaced(list, 'update docs', 'update docs by 2026-12-15').storage).toContain(`by ${date('2026-12-15')}`);
    expect(replaced(p('update docs'), 'docs', 'docs by 2026-12-15').storage).toBe(p('update docs by 2026-12-15'));
    const dated = `<ac:task-list>${task(1, 'fix by 2026-12-15')}</ac:task-list>`;
    expect(replaced(dated, 'fix by 2026-12-15', 'test by 2026-12-15').storage).toContain('test by 2026-12-15');
  });

  // They were published as words of the paragraph.
  it.each(['a\n3. b', 'a\n- b', 'a\n## b', 'a\n> b', 'a\n| b | c |', 'a\n```\nb'])(
    'are refused where a line would be a block: %j',
    (replace) => {
      expect(() => replaced(p('Say a here'), 'a here', replace)).toThrow(/of `replace` would not become a block/);
    },
  );

  // A word of which a part was a link, or that stood in bold between plain ones, took the format of the first word.
  const name = (text: string) => `<a href="https://x.example/u">${text}</a>`;
  it.each([
    ['after a word that is half a link', `bei${name('Ada')} da`, 'beiAda', 'beiAda neu', `bei${name('Ada')} neu da`],
    ['before such a word', `bei${name('Ada')} da`, 'beiAda', 'neu beiAda', `neu bei${name('Ada')} da`],
    ['within such a word', `bei${name('Ada')} da`, 'beiAda', 'bei Ada', `bei ${name('Ada')} da`],
    ['around a bold word', 'x <strong>b</strong> y', 'x b y', 'z b w', 'z <strong>b</strong> w'],
    [
      'around a link',
      `see ${name('the guide')} for it`,
      'see the guide for',
      'read the guide on',
      `read ${name('the guide')} on it`,
    ],
    ['before a bold word', 'x <strong>b c</strong> y', 'x b', 'x new b', 'x new <strong>b c</strong> y'],
    ['before the second of two words', 'b a <em>b</em> c', 'b a b c', 'a b c d', 'a <em>b</em> c d'],
  ])('leave words that stay in their format: %s', (_, before, find, replace, after) => {
    expect(replaced(p(before), find, replace).storage).toBe(p(after));
  });

  // Text copied from a read lost the formats that the new words no longer have, or kept them.
  it.each([
    ['bold taken away', 'A <strong>red</strong> flag', 'A **red** flag', 'A red flag', 'A red flag'],
    ['bold kept', 'A <strong>red</strong> flag', 'A **red** flag', 'A **blue** flag', 'A <strong>blue</strong> flag'],
    ['bold given', 'A red flag', 'red flag', 'red **flag**', 'A red <strong>flag</strong>'],
    [
      'other underscores',
      'A <strong>red</strong> flag',
      '__red__ flag',
      '__blue__ flag',
      'A <strong>blue</strong> flag',
    ],
  ])('have the formats of the Markdown that was sent: %s', (_, before, find, replace, after) => {
    expect(replaced(p(before), find, replace).storage).toBe(p(after));
  });

  // Words of a status, a date or a link were beyond reach.
  it.each([
    [
      'a status beside the words',
      `Now ${status('OPEN', 'Red')} x`,
      'Now OPEN',
      'Then OPEN',
      `Then ${status('OPEN', 'Red')} x`,
    ],
    ['a part of a status', `Now ${status('IN WORK', 'Red')} x`, 'WORK', 'TEST', `Now ${status('IN TEST', 'Red')} x`],
    [
      'a link',
      'See <a href="https://h.example">the map</a>',
      'the map',
      'the chart',
      'See <a href="https://h.example">the chart</a>',
    ],
  ])('may stand in %s', (_, before, find, replace, after) => {
    expect(replaced(p(before), find, replace).storage).toBe(p(after));
  });

  it('tells that signs are text in a link', () => {
    const { storage, warnings } = replaced(p('See <a href="https://h.example">the map</a>'), 'map', '**map**');
    expect(storage).toBe(p('See <a href="https://h.example">the **map**</a>'));
    expect(warnings).toEqual([expect.stringMatching(/Markdown in `replace` became plain text/)]);
  });

  it.each([
    ['a status and the words beside it', `Now ${status('OPEN', 'Red')} x`, 'Now OPEN', 'Then SHUT', /status/],
    ['a day that no month has', `Due ${date('2026-10-01')}`, '2026-10-01', '2026-02-31', /date/],
    ['a person', `Ask ${mention('u-9')} now`, '@user', '@other', /mention/],
    ['several paragraphs', 'One', 'One', 'Two\n\nThree', /paragraph/],
  ])('are refused with the way to it for %s', (_, before, find, replace, naming) => {
    expect(() => replaced(p(before), find, replace)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        hint: expect.any(String),
        message: expect.stringMatching(naming),
      }),
    );
  });

  // A miss said "stands 0 times" and left the writer to read the page again.
  it('are answered with the three nearest blocks and their ids when they are nowhere', () => {
    const page =
      '<h2>Intro</h2><p>Feed the grey cats.</p><h2>More</h2><p>Feed the black cats.</p><p>Feed the old cats.</p><p>Feed the dogs.</p><p>Nothing like it</p>';
    expect(() => replaced(page, 'Feed the black cat twice', 'x')).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(
          /nearest blocks are "Feed the black cats\." \(under h-more\), "[^"]+" \(under [\w-]+\), "[^"]+" \(under [\w-]+\)\.$/,
        ),
      }),
    );
  });

  it('are said to be where they are', () => {
    expect(replaced('<h2>Intro</h2><p>Old words.</p>', 'Old', 'New').changes).toEqual([
      'replaced the text in "Old words." (under h-intro)',
    ]);
  });
});

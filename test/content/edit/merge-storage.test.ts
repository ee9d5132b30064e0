import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeStorage } from '../../../src/content/edit/merge-storage.js';

const base =
  '<p>a</p><ul><li>b</li><li>c</li></ul><table><tbody><tr><td><p>d</p></td><td><p>e</p></td></tr></tbody></table>';

describe('the three-way merge', () => {
  it.each([
    [
      'changes inside one list',
      base.replace('b', 'B'),
      base.replace('c', 'C'),
      base.replace('b', 'B').replace('c', 'C'),
    ],
    [
      'changes inside one row',
      base.replace('>d', '>D'),
      base.replace('>e', '>E'),
      base.replace('>d', '>D').replace('>e', '>E'),
    ],
    [
      'a change and an insertion elsewhere',
      base.replace('a', 'A'),
      base.replace('<li>c', '<li>x</li><li>c'),
      base.replace('a', 'A').replace('<li>c', '<li>x</li><li>c'),
    ],
    ['one change made twice', base.replace('a', 'A'), base.replace('a', 'A'), base.replace('a', 'A')],
    [
      'one change made twice beside another',
      base.replace('a', 'A'),
      base.replace('a', 'A').replace('c', 'C'),
      base.replace('a', 'A').replace('c', 'C'),
    ],
    [
      'an item that both deleted, and a block that one of them deleted too',
      base.replace('<p>a</p>', '').replace('<li>c</li>', ''),
      base.replace('<li>c</li>', ''),
      base.replace('<p>a</p>', '').replace('<li>c</li>', ''),
    ],
    ['a page that only we changed', base.replace('a', 'A'), base, base.replace('a', 'A')],
    ['a page that only they changed', base, base.replace('a', 'A'), base.replace('a', 'A')],
  ])('keeps %s', (_, ours, theirs, merged) => {
    expect(mergeStorage(base, ours, theirs)).toBe(merged);
  });

  it.each([
    ['one block changed twice', base.replace('a', 'A'), base.replace('a', 'Z')],
    ['a list that one deleted and the other edited', base.replace(/<ul>.*<\/ul>/, ''), base.replace('c', 'C')],
    [
      'one block that both moved, each to another place',
      `<ul><li>b</li><li>c</li></ul><p>a</p>${base.slice(base.indexOf('<table'))}`,
      `${base.slice('<p>a</p>'.length)}<p>a</p>`,
    ],
    // It came back at the other place, or stayed, though it was deleted.
    [
      'one block that we moved and they deleted',
      `${base.slice('<p>a</p>'.length)}<p>a</p>`,
      base.replace('<p>a</p>', ''),
    ],
    [
      'an item that we deleted and they moved',
      base.replace('<li>b</li>', ''),
      base.replace(/(<li>b<.li>)(<li>c<.li>)/, '$2$1'),
    ],
    ['two blocks put in one place', base.replace('<ul>', '<p>x</p><ul>'), base.replace('<ul>', '<p>y</p><ul>')],
  ])('refuses %s', (_, ours, theirs) => {
    expect(() => mergeStorage(base, ours, theirs)).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT' }));
  });

  it('keeps both changes or refuses, for any two blocks of a page', () => {
    const page = (words: readonly string[]) =>
      words.map((word, i) => (i % 3 === 0 ? `<h2>${word}</h2>` : `<p>${word}</p>`)).join('');
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), (i, j) => {
        const words = Array.from({ length: 10 }, (_, k) => `word ${k}`);
        const [ours, theirs] = [words.with(i, 'OURS'), words.with(j, 'THEIRS')];
        if (i === j)
          expect(() => mergeStorage(page(words), page(ours), page(theirs))).toThrow(/changed by someone else/);
        else expect(mergeStorage(page(words), page(ours), page(theirs))).toBe(page(ours.with(j, 'THEIRS')));
      }),
    );
  });
});

describe('the three-way merge of blocks that one side took away', () => {
  const rule = '<p>Check the pump every morning.</p>';
  const page = `<h2>Start</h2>${rule}<p>Open the valve.</p><h2>Stop</h2><p>Check the pump every evening.</p>`;
  const gone = page.replace(rule, '');
  const elsewhere = `${gone}<p>Check the pump each morning.</p>`;
  const [bolt, nut] = ['<tr><td>Bolt</td><td>four boxes left</td></tr>', '<tr><td>Nut</td><td>none</td></tr>'];
  const table = (...rows: readonly string[]) => `<table><tbody>${rows.join('')}</tbody></table>`;
  const named = '<p local-id="r">Check the pump.</p>';

  // It stayed with the other one's words, or stood there twice, without a word.
  it.each([
    ['we deleted it, they moved and edited it', page, gone, elsewhere],
    ['we moved and edited it, they deleted it', page, elsewhere, gone],
    ['both moved and edited it', page, elsewhere, `<p>Check the pumps every morning.</p>${gone}`],
    ['both made the same of it at two places', page, elsewhere, `<p>Check the pump each morning.</p>${gone}`],
    [
      'we deleted it, they wrote it anew elsewhere under its id',
      `${named}<p>Open the valve.</p>`,
      '<p>Open the valve.</p>',
      `<p>Open the valve.</p>${named.replace('Check the pump', 'Oil')}`,
    ],
    [
      'we deleted a row, they moved and edited it',
      table(bolt, nut),
      table(nut),
      table(nut, bolt.replace('four boxes', 'five boxes')),
    ],
    [
      'we deleted the words of an item with a list below, they moved and edited them',
      '<ul><li>Check the pump now<ul><li>b</li></ul></li></ul><p>Open the valve.</p>',
      '<ul><li><ul><li>b</li></ul></li></ul><p>Open the valve.</p>',
      '<ul><li><ul><li>b</li></ul></li></ul><p>Open the valve.</p><p>Check the pump soon</p>',
    ],
  ])('refuses: %s', (_, base, ours, theirs) => {
    expect(() => mergeStorage(base, ours, theirs)).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT' }));
  });

  it.each([
    ['beside something new', `${gone}<p>Check the oil once a week at noon.</p>`],
    ['beside an edit of a block that is like it', gone.replace('every evening', 'each evening')],
  ])('keeps a deletion that both made %s', (_, theirs) => {
    const ours = gone.replace('<h2>Stop', '<h2>Halt');
    expect(mergeStorage(page, ours, theirs)).toBe(theirs.replace('<h2>Stop', '<h2>Halt'));
  });

  it('keeps what both moved and edited in one way', () => {
    const ours = elsewhere.replace('Stop', 'Halt');
    expect(mergeStorage(page, ours, elsewhere)).toBe(ours);
  });
});

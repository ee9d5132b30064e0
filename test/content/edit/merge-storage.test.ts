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

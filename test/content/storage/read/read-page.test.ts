import { describe, expect, it } from '@jest/globals';
import { readPage } from '../../../../src/content/storage/read/read-page.js';

const pageOf = (name: string, characters: number): string => `<p>${name} ${'x'.repeat(characters)}</p>`;

describe('pages that were read', () => {
  it('are remembered while they are few, and let go before they fill the memory', () => {
    const first = readPage(pageOf('first', 20_000));
    expect(readPage(first.storage)).toBe(first);
    for (let n = 0; n < 20; n += 1) readPage(pageOf(`page ${n}`, 20_000));
    expect(readPage(first.storage)).not.toBe(first);
  });

  it('are remembered in pairs, however large: what an edit begins with, and what it makes', () => {
    const [before, after] = [readPage(pageOf('before', 1_000_000)), readPage(pageOf('after', 1_000_000))];
    expect(readPage(before.storage)).toBe(before);
    expect(readPage(after.storage)).toBe(after);
    readPage(pageOf('another', 1_000_000));
    expect(readPage(before.storage)).not.toBe(before);
  });
});

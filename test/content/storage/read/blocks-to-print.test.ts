import { describe, expect, it } from '@jest/globals';
import type { Leaf } from '../../../../src/content/model/block.js';
import { printEach } from '../../../../src/content/markdown/print/print-blocks.js';
import { blocksToPrint, readPage } from '../../../../src/content/storage/read/read-page.js';

const page = (size: number) => readPage('<p>a rope of oak and tar</p>'.repeat(size / 28));

describe('the blocks of a page that are printed', () => {
  // A page of 4 MB took more memory than a thread has, most of it for words that had been printed already.
  it('let go of their words where the page is too long to be remembered', () => {
    const long = page(1_400_000);
    const blocks = blocksToPrint(long);
    const [leaf] = blocks as readonly Leaf[];
    expect(leaf?.content).not.toBe(leaf?.content);
    expect(printEach(blocks.slice(0, 3))).toEqual(printEach(long.blocks.slice(0, 3)));
  });

  it('are otherwise those of the page', () => {
    const short = page(2_800);
    expect(blocksToPrint(short)).toBe(short.blocks);
  });
});

import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown } from '../../../../src/content/index.js';
import { printBlocks } from '../../../../src/content/markdown/print/print-blocks.js';
import { parseMarkdown } from '../../../../src/content/markdown/parse/parse-document.js';
import { blockKey } from '../../../../src/content/model/block.js';
import { readPage } from '../../../../src/content/storage/read/read-page.js';
import { blockCases } from './golden/block-cases.js';
import { inlineCases } from './golden/inline-cases.js';

const userNames = new Map([['557058:abc', 'Jane Doe']]);

describe('what storage reads as', () => {
  it.each([...blockCases, ...inlineCases])('shows $name', ({ storage, markdown }) => {
    expect(toMarkdown(storage, { userNames })).toBe(markdown);
  });

  it.each([...blockCases, ...inlineCases])('reads the Markdown of $name back as the same blocks', ({ storage }) => {
    const { blocks } = readPage(storage);
    expect(parseMarkdown(printBlocks(blocks)).map(blockKey)).toEqual(blocks.map(blockKey));
  });

  it.each([...blockCases, ...inlineCases])(
    'keeps the bytes of $name when a paragraph is added behind it',
    ({ storage }) => {
      const { storage: written } = applyMarkdown({ current: storage, edited: `${toMarkdown(storage)}\n\nAdded here` });
      const at = written.indexOf('<p>Added here</p>');
      expect(at).toBeGreaterThan(0);
      expect(
        written.replace(
          /<ac:layout-section ac:type="single"><ac:layout-cell><p>Added here<\/p><\/ac:layout-cell><\/ac:layout-section>|<p>Added here<\/p>/,
          '',
        ),
      ).toBe(storage);
    },
  );
});

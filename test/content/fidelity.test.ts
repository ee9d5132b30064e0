import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, auditLoss, toMarkdown } from '../../src/content/index.js';
import { printBlocks } from '../../src/content/markdown/print/print-blocks.js';
import { parseMarkdown } from '../../src/content/markdown/parse/parse-document.js';
import { blockKey } from '../../src/content/model/block.js';
import { readPage } from '../../src/content/storage/read/read-page.js';
import { foreignDocuments, ownDocuments } from './support/corpus.js';
import { changedRange, wordSpots } from './support/word-spots.js';

const documents = [...ownDocuments(), ...foreignDocuments()];

describe.each(documents)('$name', ({ storage }) => {
  const markdown = toMarkdown(storage);

  it('reads back as the same blocks, so that writing it unchanged changes no byte', () => {
    const { blocks } = readPage(storage);
    expect(parseMarkdown(printBlocks(blocks)).map(blockKey)).toEqual(blocks.map(blockKey));
    expect(applyMarkdown({ current: storage, edited: `${markdown}\n` })).toMatchObject({ storage, changed: false });
  });

  it('changes only the words that an edit changes', () => {
    for (const { word, index } of wordSpots(markdown, 4)) {
      const edited = `${markdown.slice(0, index)}${word}QQ${markdown.slice(index + word.length)}`;
      const written = applyMarkdown({ current: storage, edited }).storage;
      const { start, end, grown } = changedRange(storage, written);
      // A panel of the newer editor drops its copy for older editors; everything else is an insertion of two letters, or a word rewritten.
      const dropped = /<ac:adf-fallback>/.test(storage.slice(start, end));
      expect({
        word,
        replaced: dropped || end - start <= word.length + 8,
        grown: dropped || Math.abs(grown) <= word.length + 8,
      }).toEqual({ word, replaced: true, grown: true });
      expect(toMarkdown(written).trim()).toBe(edited.trim());
      expect(auditLoss(storage, written)).toEqual([]);
    }
  });
});

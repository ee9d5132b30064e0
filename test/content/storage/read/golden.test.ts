import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown } from '../../../../src/content/index.js';
import { printBlocks } from '../../../../src/content/markdown/print/print-blocks.js';
import { parseMarkdown } from '../../../../src/content/markdown/parse/parse-document.js';
import { blockKey } from '../../../../src/content/model/block.js';
import { readPage } from '../../../../src/content/storage/read/read-page.js';
import { blockCases } from './golden/block-cases.js';
import { editorCases } from './golden/editor-cases.js';
import { inlineCases } from './golden/inline-cases.js';

const goldenCases = [...blockCases, ...inlineCases, ...editorCases];
const userNames = new Map([['557058:abc', 'Jane Doe']]);

describe('what storage reads as', () => {
  it.each(goldenCases)('shows $name', ({ storage, markdown }) => {
    expect(toMarkdown(storage, { userNames })).toBe(markdown);
  });

  it.each(goldenCases)('reads the Markdown of $name back as the same blocks', ({ storage }) => {
    const { blocks } = readPage(storage);
    expect(parseMarkdown(printBlocks(blocks)).map(blockKey)).toEqual(blocks.map(blockKey));
  });

  it.each(goldenCases)('keeps the bytes of $name when a paragraph is added behind it', ({ storage }) => {
    const { storage: written } = applyMarkdown({ current: storage, edited: `${toMarkdown(storage)}\n\nAdded here` });
    const at = written.indexOf('<p>Added here</p>');
    expect(at).toBeGreaterThan(0);
    expect(
      written.replace(
        /<ac:layout-section ac:type="single"><ac:layout-cell><p>Added here<\/p><\/ac:layout-cell><\/ac:layout-section>|<p>Added here<\/p>/,
        '',
      ),
    ).toBe(storage);
  });
});

describe('an edit of what the newer editor wrote', () => {
  const edits = editorCases.flatMap(({ words, ...golden }) => words.map((word) => ({ ...golden, word })));

  it.each(edits)('changes "$word" of $name and nothing else', ({ storage, word }) => {
    const inWhole = applyMarkdown({ current: storage, edited: toMarkdown(storage).replace(word, `${word}ward`) });
    const inPart = applyEdits({
      current: storage,
      edits: [{ op: 'replace_text', find: word, replace: `${word}ward` }],
    });
    const wanted = withoutCopy(storage.replace(new RegExp(`(>[^<]*?)${word}`), `$1${word}ward`), `${word}ward`);
    expect(inWhole).toMatchObject({ storage: wanted, losses: [], warnings: [] });
    expect(inPart).toMatchObject({ storage: wanted, losses: [], warnings: [] });
  });

  it.each(editorCases)('leaves $name alone when a paragraph comes before and behind it', ({ storage }) => {
    const edits = [
      { op: 'prepend', content: 'First of all' },
      { op: 'append', content: 'Last of all' },
    ] as const;
    const written = applyEdits({ current: storage, edits }).storage;
    const own = written.replace(
      /<ac:layout-section ac:type="single"><ac:layout-cell><p>\w+ of all<\/p><\/ac:layout-cell><\/ac:layout-section>|<p>\w+ of all<\/p>/g,
      '',
    );
    expect(own).toBe(storage);
  });
});

/** The copy for older readers beside a node that was edited would show the old text: it goes, and Confluence makes a new one. */
function withoutCopy(storage: string, word: string): string {
  return storage.replace(/<ac:adf-extension>.*?<\/ac:adf-extension>/g, (extension) =>
    extension.includes(word) ? extension.replace(/<ac:adf-fallback>.*?<\/ac:adf-fallback>/, '') : extension,
  );
}

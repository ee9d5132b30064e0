import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPart, readStoragePart, toMarkdown } from '../../../src/content/index.js';
import { repeatedHeader } from '../../../src/content/sections/cut.js';
import { foreignDocuments, ownDocuments } from '../support/corpus.js';
import { upTo } from '../../support/thorough.js';

/** All parts, one after another. */
function parts(storage: string, maxChars: number): string[] {
  const list: string[] = [];
  let cursor: string | undefined;
  do {
    const part = readPart(storage, { maxChars, ...(cursor === undefined ? {} : { cursor }) });
    list.push(part.markdown);
    cursor = part.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return list;
}

/** The parts put together: a repeated header is left out. */
function join(list: readonly string[], markdown: string): string {
  return list.reduce((whole, part) => {
    const header = whole === '' ? '' : repeatedHeader(markdown, whole.length);
    expect(part.startsWith(header)).toBe(true);
    return whole + part.slice(header.length);
  }, '');
}

describe('reading in parts', () => {
  it('gives parts that are together the whole, whatever their size', () => {
    const documents = [...ownDocuments(), ...foreignDocuments()];
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 20, max: 3000 }), (at, maxChars) => {
        const { storage } = documents[at % documents.length] as (typeof documents)[number];
        const markdown = toMarkdown(storage);
        expect(join(parts(storage, maxChars), markdown)).toBe(markdown);
      }),
      { numRuns: upTo(150) },
    );
  });

  it('cuts between blocks', () => {
    expect(parts('<p>one one</p><p>two two</p><p>three</p>', 20)).toEqual(['one one\n\ntwo two\n\n', 'three']);
  });

  it('cuts a table at its rows and repeats the header', () => {
    const rows = Array.from({ length: 4 }, (_, i) => `<tr><td>cell ${i}</td></tr>`).join('');
    expect(parts(`<table><tbody><tr><th>Head</th></tr>${rows}</tbody></table>`, 45)).toEqual([
      '| Head |\n| --- |\n| cell 0 |\n| cell 1 |\n',
      '| Head |\n| --- |\n| cell 2 |\n| cell 3 |',
    ]);
  });

  it('reads one section', () => {
    const storage = '<h1>A</h1><p>a</p><h2>B</h2><p>b</p><h1>C</h1><p>c</p>';
    expect(readPart(storage, { section: 'A', maxChars: 1000 })).toEqual({
      markdown: '# A\n\na\n\n## B\n\nb',
      nextCursor: null,
    });
    expect(readPart(storage, { section: 'a > b', maxChars: 1000 }).markdown).toBe('## B\n\nb');
    expect(readPart(storage, { section: '## B', maxChars: 1000 }).markdown).toBe('## B\n\nb');
  });

  it('ends a section with the cell of a layout that its heading stands in', () => {
    const cell = (inner: string) => `<ac:layout-cell>${inner}</ac:layout-cell>`;
    const storage = `<ac:layout><ac:layout-section ac:type="two_equal">${cell('<h2>L</h2><p>l</p>')}${cell('<p>r</p>')}</ac:layout-section></ac:layout>`;
    expect(readPart(storage, { section: 'L', maxChars: 1000 }).markdown).toBe('## L\n\nl');
  });

  it.each(['', 'nonsense', 'OS4wMDAwMDAwMA', Buffer.from('999.00000000').toString('base64url')])(
    'refuses the cursor "%s"',
    (cursor) => {
      expect(() => readPart('<p>abc def</p>', { maxChars: 3, cursor })).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      );
    },
  );

  it('refuses a cursor of a page that changed since', () => {
    const { nextCursor } = readPart('<p>one</p><p>two</p>', { maxChars: 5 });
    expect(() => readPart('<p>one</p><p>2</p>', { maxChars: 5, cursor: nextCursor ?? '' })).toThrow(/does not belong/);
  });

  it('cuts storage by characters, never inside one', () => {
    const storage = '<p>👍👍👍</p>';
    const first = readStoragePart(storage, { maxChars: 4 });
    expect(first.storage).toBe('<p>');
    const rest = readStoragePart(storage, { maxChars: 100, cursor: first.nextCursor ?? '' });
    expect(rest).toEqual({ storage: '👍👍👍</p>', nextCursor: null });
  });
});

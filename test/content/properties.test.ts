import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyMarkdown, assertWellFormed, auditLoss, toMarkdown, toStorage } from '../../src/content/index.js';
import { printEach } from '../../src/content/markdown/print/print-blocks.js';
import { parseMarkdown } from '../../src/content/markdown/parse/parse-document.js';
import { blockKey } from '../../src/content/model/block.js';
import { readPage } from '../../src/content/storage/read/read-page.js';
import { isAppError } from '../../src/errors.js';
import { foreignDocuments, ownDocuments } from './support/corpus.js';
import { upTo } from '../support/thorough.js';

const documents = [...ownDocuments(), ...foreignDocuments()].map(({ name, storage }) => {
  const page = readPage(storage);
  return { name, storage, page, texts: printEach(page.blocks) };
});
// Documents are drawn by name, so that a counterexample is short enough to read.
const document = fc.constantFrom(...documents.map(({ name }) => name));
const get = (name: string) => documents.find((one) => one.name === name) as (typeof documents)[number];
const place = fc.nat({ max: 10_000 });
const runs = { numRuns: upTo(80) };

/** The result, or null where the edit was refused as a loss. */
function apply(current: string, edited: string): string | null {
  try {
    return applyMarkdown({ current, edited }).storage;
  } catch (error) {
    if (isAppError(error) && error.code === 'CONTENT_LOSS') return null;
    throw error;
  }
}

function keysOf(storage: string): string[] {
  return readPage(storage).blocks.map(blockKey);
}

describe('edits of whole blocks', () => {
  it('deletes a block and leaves every other block its bytes, or refuses', () => {
    fc.assert(
      fc.property(document, place, (name, at) => {
        const { storage, page, texts } = get(name);
        const index = at % texts.length;
        const written = apply(storage, texts.filter((_, i) => i !== index).join('\n\n'));
        // Two lists that come to stand side by side are one to Markdown.
        const joins = page.blocks[index - 1]?.type === 'list' && page.blocks[index + 1]?.type === 'list';
        // Which of two blocks that read the same was deleted, no one can tell.
        const isTwin = texts.indexOf(texts[index] ?? '') !== texts.lastIndexOf(texts[index] ?? '');
        if (written === null || joins || isTwin) return;
        for (const [i, block] of page.blocks.entries())
          if (i !== index) expect(written).toContain(page.reader.slice(block.source?.outer ?? page.span));
        expect(auditLoss(storage, written)).toEqual([]);
      }),
      runs,
    );
  });

  it('inserts a paragraph anywhere and touches nothing else', () => {
    fc.assert(
      fc.property(document, place, (name, at) => {
        const { storage, texts } = get(name);
        const index = at % (texts.length + 1);
        const written = apply(
          storage,
          [...texts.slice(0, index), 'Quite new words', ...texts.slice(index)].join('\n\n'),
        );
        expect(
          written?.replace(
            /<ac:layout-section ac:type="single"><ac:layout-cell><p>Quite new words<\/p><\/ac:layout-cell><\/ac:layout-section>|<p>Quite new words<\/p>/,
            '',
          ),
        ).toBe(storage);
      }),
      runs,
    );
  });

  it('moves a block with all its bytes', () => {
    fc.assert(
      fc.property(document, place, place, (name, from, to) => {
        const { storage, page, texts } = get(name);
        const source = from % texts.length;
        const rest = texts.filter((_, i) => i !== source);
        const target = to % texts.length;
        const written = apply(
          storage,
          [...rest.slice(0, target), texts[source] ?? '', ...rest.slice(target)].join('\n\n'),
        );
        const block = page.blocks[source];
        if (block?.type === 'list' || page.blocks.some((other) => other.type === 'list')) return;
        expect(written).not.toBeNull();
        expect(auditLoss(storage, written ?? '')).toEqual([]);
        expect(written).toContain(page.reader.slice(block?.source?.outer ?? page.span));
      }),
      runs,
    );
  });

  it('gives the copy of a block identities of its own', () => {
    fc.assert(
      fc.property(document, place, (name, at) => {
        const { storage, texts } = get(name);
        const index = at % texts.length;
        const written = apply(storage, [...texts, 'Between the two', texts[index] ?? ''].join('\n\n')) ?? storage;
        const ids = (text: string) => [...text.matchAll(/ac:macro-id="([^"]*)"/g)].map((match) => match[1]);
        const twice = (list: (string | undefined)[]) => list.filter((id, i) => list.indexOf(id) !== i);
        expect(twice(ids(written)).sort()).toEqual(twice(ids(storage)).sort());
        expect(written).not.toBe(storage);
      }),
      runs,
    );
  });
});

describe('writers who spell Markdown their own way', () => {
  const habits: readonly [string, (text: string) => string][] = [
    ['other bullets', (text) => text.replace(/^(\s*)- /gm, '$1+ ')],
    ['padded tables', (text) => text.replace(/^\|(.*)\|$/gm, (_, row: string) => `|  ${row.trim()}   |`)],
    ['trailing spaces', (text) => text.replace(/(?<=[^\s\\|:`])$/gm, ' ')],
    ['Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['underscores for bold', (text) => text.replace(/(?<=^|\s)\*\*([\p{L}\p{N} ]+)\*\*(?=\s|$)/gmu, '__$1__')],
    ['more empty lines', (text) => text.replace(/\n\n(?![ |])/g, '\n\n\n')],
  ];

  it.each(habits)('sees no change in %s', (_, respell) => {
    for (const { name, storage } of ownDocuments()) {
      const fenced = toMarkdown(storage).split(/(^`{3}[\s\S]*?^`{3})/m);
      const edited = fenced.map((part, i) => (i % 2 === 0 ? respell(part) : part)).join('');
      expect({ name, ...applyMarkdown({ current: storage, edited }) }).toMatchObject({ name, changed: false, storage });
    }
  });
});

describe('text of any kind', () => {
  const sign = fc.constantFrom(
    ...'*_`[]()<>#|~:\\!-+.1&{}"\'=$^ \u00A0a9é漢👍\u202E',
    '&amp;',
    '](',
    '**',
    ':status[',
    '](x)',
    'https://x.y/z',
    '\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.array(sign, { maxLength: 25 }).map((signs) => signs.join('')),
  );
  const escape = (raw: string) =>
    raw
      .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(']]>', ']]&gt;');
  const formatted = fc
    .array(
      fc.tuple(fc.constantFrom('', 'strong', 'em', 'code', 'del', 'sub', 'a href="https://e.example/x"', 'span'), text),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) =>
      parts.map(([tag, raw]) => (tag === '' ? escape(raw) : `<${tag}>${escape(raw)}</${tag.split(' ')[0]}>`)).join(''),
    );
  const around = fc.constantFrom<[string, string]>(
    ['<p>', '</p>'],
    ['<h2>', '</h2>'],
    ['<ul><li>', '</li></ul>'],
    ['<table><tbody><tr><th>h</th></tr><tr><td>', '</td></tr></tbody></table>'],
    ['<table><tbody><tr><td colspan="2">', '</td></tr></tbody></table>'],
    ['<blockquote><p>', '</p></blockquote>'],
    [
      '<ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>',
      '</ac:task-body></ac:task></ac:task-list>',
    ],
  );

  /** What once came back as something else: signs beyond U+FFFF beside a strikethrough, and spaces that Markdown does not take. */
  const misread: [[string, string], string][] = [
    [['<p>', '</p>'], '\u{11944}<del>|</del>'],
    [['<p>', '</p>'], '\u{1D800}<del>$</del>'],
    [['<p>', '</p>'], '<del>:</del>\u{1B0B2}'],
    [['<p>', '</p>'], '<del>](</del>👍'],
    [['<p>', '</p>'], '\u2000'],
    [['<ul><li>', '</li></ul>'], '!\u2000'],
    [['<table><tbody><tr><td colspan="2">', '</td></tr></tbody></table>'], '<span>\u2000</span>'],
    [['<p>', '</p>'], '\u3164'],
    [['<h2>', '</h2>'], '\uFFA0'],
  ];

  it('reads back as it was written, in every kind of block', () => {
    fc.assert(
      fc.property(around, formatted, ([open, close], inner) => {
        const { blocks } = readPage(open + inner + close);
        expect(parseMarkdown(printEach(blocks).join('\n\n')).map(blockKey)).toEqual(blocks.map(blockKey));
      }),
      { numRuns: upTo(600), examples: misread },
    );
  });

  it('becomes well-formed storage whatever the Markdown is', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (lines) => {
        try {
          const { storage } = toStorage(lines.join('\n'));
          assertWellFormed(storage);
          expect(keysOf(storage).length).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(isAppError(error) && error.code).toBe('UNCONVERTIBLE');
        }
      }),
      { numRuns: upTo(200) },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyMarkdown, toMarkdown } from '../../../src/content/index.js';
import { printEach } from '../../../src/content/markdown/print/print-blocks.js';
import { readPage } from '../../../src/content/storage/read/read-page.js';
import { isAppError } from '../../../src/errors.js';
import { foreignDocuments, ownDocuments } from '../support/corpus.js';
import { wordSpots } from '../support/word-spots.js';
import { isThorough, upTo } from '../../support/thorough.js';

const documents = [...ownDocuments(), ...foreignDocuments()].map(({ name, storage }) => {
  const texts = printEach(readPage(storage).blocks);
  /** The blocks that have a word to edit, and where. */
  const spots = texts.flatMap((text, block) => wordSpots(text, 1).map(({ word, index }) => ({ block, word, index })));
  return { name, storage, texts, spots };
});
const editable = documents.filter(({ spots }) => spots.length > 1);
const document = fc.constantFrom(...editable.map(({ name }) => name));
const get = (name: string) => editable.find((one) => one.name === name) as (typeof editable)[number];
const place = fc.nat({ max: 10_000 });

type Spot = (typeof documents)[number]['spots'][number];

function edited(texts: readonly string[], edits: readonly { readonly spot: Spot; readonly letters: string }[]): string {
  const changed = [...texts];
  for (const { spot, letters } of edits) {
    const end = spot.index + spot.word.length;
    const text = changed[spot.block] ?? '';
    changed[spot.block] = text.slice(0, end) + letters + text.slice(end);
  }
  return changed.join('\n\n');
}

describe('two writers of one version', () => {
  it('both keep their words when they edit different blocks, as if one had waited for the other', () => {
    fc.assert(
      fc.property(document, place, place, (name, i, j) => {
        const { storage, texts, spots } = get(name);
        const [one, other] = [spots[i % spots.length], spots[j % spots.length]];
        if (!one || !other || one.block === other.block) return;
        const mine = { spot: one, letters: 'mine' };
        const theirs = { spot: other, letters: 'theirs' };
        const current = applyMarkdown({ current: storage, edited: edited(texts, [theirs]) }).storage;
        const merged = applyMarkdown({ current, edited: edited(texts, [mine]), base: storage }).storage;
        const both = applyMarkdown({ current: storage, edited: edited(texts, [mine, theirs]) }).storage;
        expect(toMarkdown(merged)).toBe(toMarkdown(both));
      }),
      { numRuns: upTo(30) },
    );
  });

  it('are told apart when they edit the same words', () => {
    fc.assert(
      fc.property(document, place, (name, i) => {
        const { storage, texts, spots } = get(name);
        const spot = spots[i % spots.length];
        if (!spot) return;
        const current = applyMarkdown({
          current: storage,
          edited: edited(texts, [{ spot, letters: 'theirs' }]),
        }).storage;
        const mine = edited(texts, [{ spot, letters: 'mine' }]);
        expect(() => applyMarkdown({ current, edited: mine, base: storage })).toThrow(
          expect.objectContaining({ code: 'VERSION_CONFLICT' }),
        );
      }),
      { numRuns: upTo(20) },
    );
  });
});

describe('placeholders', () => {
  const placeholder = /(?<![:\\])::?macro\[(?:[^\]\\]|\\.)*\]\{#[^}]*\}/g;

  it('that are dropped, each by itself, are refused as a loss that names them', () => {
    for (const { name, storage, texts } of documents) {
      const markdown = texts.join('\n\n');
      for (const match of markdown.matchAll(placeholder)) {
        const without = markdown.slice(0, match.index) + markdown.slice(match.index + match[0].length);
        expect({ name, dropped: match[0], losses: lossesOf(storage, without) }).toMatchObject({
          losses: expect.arrayContaining([expect.objectContaining({ label: expect.any(String) })]),
        });
      }
    }
  });
});

function lossesOf(current: string, markdown: string): unknown {
  try {
    applyMarkdown({ current, edited: markdown });
    return 'written';
  } catch (error) {
    return isAppError(error) && error.code === 'CONTENT_LOSS' ? error.details['losses'] : error;
  }
}

describe('words of every kind, put behind a word of every block', () => {
  const kinds = [
    ['astral', '👍🏽 𝒳'],
    ['right to left', 'שלום مرحبا'],
    ['without spaces', '漢字かな ไทย'],
    ['the end of a listing', '\\]\\]>'],
    ['entities as text', '\\&amp;nbsp;'],
    ['signs of Markdown', '\\*a\\* \\[b\\]\\(c\\) \\`d\\`'],
    ['spaces that do not break', 'a\u00A0b'],
    ['combining signs', 'e\u0301\u0323'],
  ].map(([kind, words], turn) => [kind, words, turn] as const);

  it.each(kinds)('read back as they were written: %s', (_, words, turn) => {
    const some = documents.slice(0, 8).filter((_document, i) => isThorough || i % 4 === turn % 4);
    for (const { name, storage, texts, spots } of some) {
      for (const spot of spots.slice(0, 4)) {
        if (texts[spot.block]?.includes('```')) continue;
        const markdown = edited(texts, [{ spot, letters: ` ${words} ` }]);
        const { storage: written } = applyMarkdown({ current: storage, edited: markdown });
        const again = applyMarkdown({ current: written, edited: markdown });
        expect({ name, word: spot.word, changed: again.changed }).toEqual({ name, word: spot.word, changed: false });
      }
    }
  });
});

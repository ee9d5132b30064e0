import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { documentsIn, ownDocuments, type StorageDocument } from '../../bench/fidelity/documents.js';
import { Findings } from '../../bench/fidelity/findings.js';
import { goals, holds, mostTokens } from '../../bench/fidelity/goals.js';
import { measureDocument, type Effort } from '../../bench/fidelity/measure-document.js';
import { measureTokens } from '../../bench/fidelity/measure-tokens.js';
import { randomDocuments } from '../../bench/fidelity/random-documents.js';
import { assertWellFormed } from '../../src/content/index.js';
import { isThorough, upTo } from '../support/thorough.js';

/** A taste of what `npm run fidelity` measures in full: unless all is tried, a word is edited in one document and blocks in the next. */
const tasteOf = (turn: number): Effort =>
  isThorough ? { words: 3, blocks: 1 } : { words: turn % 2, blocks: (turn + 1) % 2 };

const foreignFolder = '../shared/data/storage';

function promises(documents: readonly StorageDocument[]): void {
  const findings = new Findings();

  beforeAll(() => {
    for (const [turn, document] of documents.entries()) measureDocument(document, findings, tasteOf(turn));
  }, 120_000);

  it.each(goals)('$label: $goal', (goal) => {
    expect(findings.checkedOf(goal.metric)).toBeGreaterThan(0);
    const misses = findings.misses.filter(({ metric }) => metric === goal.metric);
    expect(holds(goal, findings) ? [] : misses).toEqual([]);
  });
}

describe('the corpus', () => {
  const documents = ownDocuments();

  it('holds at least 120 well-formed documents', () => {
    expect(documents.length).toBeGreaterThanOrEqual(120);
    for (const { storage } of documents) assertWellFormed(storage);
  });

  it('holds whole pages of both editors, in fewer tokens as Markdown than as storage', () => {
    const pages = documents.filter(({ isPage }) => isPage);
    expect(pages.filter(({ name }) => name.startsWith('pages-cloud/')).length).toBeGreaterThanOrEqual(10);
    expect(pages.filter(({ name }) => name.startsWith('pages-datacenter/')).length).toBeGreaterThanOrEqual(10);
    expect(measureTokens(documents)).toBeLessThanOrEqual(mostTokens);
  });

  describe('keeps the promises of content', () => promises(documents));
});

describe('documents made by chance', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(randomDocuments(5, 7)).toEqual(randomDocuments(5, 7));
    expect(randomDocuments(1, 7)).not.toEqual(randomDocuments(1, 8));
  });

  describe('keep the promises of content', () => promises(randomDocuments(upTo(30), 4_711)));
});

const hasForeign = existsSync(foreignFolder);
const foreign = hasForeign ? describe : describe.skip;

foreign(`documents of other people${hasForeign ? '' : ` (SKIPPED: ${foreignFolder} is not there)`}`, () => {
  describe('keep the promises of content', () => promises(documentsIn(foreignFolder)));
});

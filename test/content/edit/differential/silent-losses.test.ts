import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyMarkdown, toMarkdown } from '../../../../src/content/index.js';
import { isAppError } from '../../../../src/errors.js';
import { isThorough } from '../../../support/thorough.js';
import { applyEdit, editCount } from './random-edit.js';
import { pageOf } from './random-page.js';
import { doubledIds, silentLosses } from './silent-losses.js';

const page = fc.array(fc.nat({ max: 50_000 }), { minLength: 2, maxLength: 6 });
const edits = fc.array(
  fc.record({ what: fc.nat({ max: editCount - 1 }), where: fc.nat({ max: 1000 }), to: fc.nat({ max: 1000 }) }),
  { minLength: 1, maxLength: 3 },
);

/** What was written, or null where the edit was refused. */
function write(current: string, edited: string): string | null {
  try {
    return applyMarkdown({ current, edited }).storage;
  } catch (error) {
    if (isAppError(error) && ['CONTENT_LOSS', 'UNCONVERTIBLE'].includes(error.code)) return null;
    throw error;
  }
}

describe('several careless edits at once', () => {
  it('drop nothing in silence', () => {
    fc.assert(
      fc.property(page, edits, (kinds, changes) => {
        const storage = pageOf(kinds);
        const written = write(storage, changes.reduce(applyEdit, toMarkdown(storage)));
        if (written === null) return;
        expect(silentLosses(storage, written)).toEqual([]);
        expect(doubledIds(storage, written)).toEqual([]);
      }),
      { seed: 20_261_121, numRuns: isThorough ? 500 : 150 },
    );
  });
});

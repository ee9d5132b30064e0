import { applyEdits, applyStorage } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';
import { compareOutlines, without } from './oracle/compare.js';
import { readHidden } from './oracle/hidden.js';
import { readStorage } from './oracle/read-storage.js';
import { RandomSource } from './random-source.js';
import { yardstickEdits } from './yardstick-edits.js';
import { createYardstickPage, storageOf } from './yardstick-page.js';

export interface Yardstick {
  readonly storageChars: number;
  readonly edits: number;
  readonly sentChars: number;
  /** What is wrong with the page after the call; empty when all is in its place. */
  readonly faults: readonly string[];
}

/** How much may be sent for sixteen edits. */
export const mostSentChars = 10_000;

/** One call of sixteen edits with every operation on a large page, compared with the same edits made by hand on the page's data. */
export function measureYardstick(): Yardstick {
  const page = createYardstickPage(new RandomSource(20_261_128));
  const before = storageOf(page);
  const { edits, after } = yardstickEdits(page, new RandomSource(7));
  const sizes = { storageChars: before.length, edits: edits.length, sentChars: JSON.stringify(edits).length };
  try {
    const { storage } = applyEdits({ current: before, edits });
    const wanted = storageOf(after);
    const difference = compareOutlines(readStorage(wanted), readStorage(storage));
    const restored = applyStorage({ current: storage, edited: before, allowLoss: true }).storage;
    const faults = [
      ...(difference ? [difference.what] : []),
      ...changedBlocks(before, wanted, storage),
      ...(restored === before ? [] : ['restoring the version before gives other bytes']),
    ];
    return { ...sizes, faults };
  } catch (error) {
    return { ...sizes, faults: [isAppError(error) ? `${error.code}: ${error.message}` : String(error)] };
  }
}

/** Blocks that no edit named and whose bytes are not what they were. */
function changedBlocks(before: string, wanted: string, found: string): string[] {
  const blocksOf = (storage: string) => readHidden(storage).blocks;
  const kept = without(blocksOf(wanted), without(blocksOf(wanted), blocksOf(before)));
  return without(kept, blocksOf(found)).map((one) => `changed though no edit names it: ${one.slice(0, 120)}`);
}

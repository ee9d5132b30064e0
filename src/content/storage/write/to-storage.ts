import { unconvertible } from '../../model/unconvertible.js';
import { parseMarkdown } from '../../markdown/parse/parse-page.js';
import { assertWellFormed } from '../../xml/parse-storage.js';
import { writeBlocks } from './write-blocks.js';
import { warnOfAddresses } from './warn-of-addresses.js';
import type { Placeholders } from './write-inline.js';

/** Placeholders stand for what a page has; where there is no page yet, each is an invention. */
const noPlaceholders: Placeholders = {
  resolve(id) {
    throw unconvertible(
      0,
      `the placeholder #${id} stands for nothing on this page`,
      'Leave it out: placeholders cannot be invented.',
    );
  },
};

/** Storage for a new page or comment. */
export function toStorage(markdown: string): { storage: string; warnings: string[] } {
  const blocks = parseMarkdown(markdown);
  const storage = writeBlocks(blocks, noPlaceholders);
  assertWellFormed(storage);
  return { storage, warnings: warnOfAddresses(blocks, () => false) };
}

import { unconvertible } from '../../model/unconvertible.js';
import { assertLayouts, warnOfLayouts } from '../../macros/layout.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import { assertWellFormed } from '../../xml/parse-storage.js';
import type { Deployment, People, References } from '../../model/references.js';
import { assertMarkdown } from './assert-format.js';
import { resolveAnchors } from './resolve-anchors.js';
import { findReferences } from './find-references.js';
import { mentionPeople } from './mention-people.js';
import { PlaceholderCopies } from './renew-placeholders.js';
import { writeBlocks } from './write-blocks.js';
import { warnOfDrawings } from './warn-of-drawings.js';
import { warnOfSigns } from './warn-of-signs.js';
import { warnOfAddresses } from './warn-of-addresses.js';
import type { WriteContext } from './write-inline.js';

/** Placeholders stand for what a page has; where there is no page yet, each is an invention. */
const noPlaceholders: Omit<WriteContext, 'deployment'> = {
  resolve(id) {
    throw unconvertible(
      0,
      `the placeholder #${id} does not exist on this page`,
      'Leave it out: only placeholders that the page already has can be used.',
    );
  },
};

/** Markdown as storage format. */
export interface NewStorage {
  readonly storage: string;
  /** What of the Markdown is not on the page as it was written. */
  readonly warnings: string[];
  readonly references: References;
}

/** Where Markdown is going, and who the names in it may stand for. */
export interface NewStorageOptions {
  /** Where the page will stand: Cloud unless it is said. */
  readonly deployment?: Deployment;
  readonly people?: People;
}

/** Storage for a new page or comment. */
export function toStorage(markdown: string, options: NewStorageOptions = {}): NewStorage {
  const { deployment = 'cloud', people } = options;
  assertMarkdown(markdown);
  const { blocks: parsed, warnings } = parseDocument(markdown);
  const copies = new PlaceholderCopies();
  const blocks = mentionPeople(copies.blocks(parsed), people);
  const isKnown = () => false;
  const anchors = resolveAnchors(blocks, blocks, isKnown);
  const references = findReferences(blocks, isKnown);
  assertLayouts(blocks);
  const storage = writeBlocks(blocks, { ...noPlaceholders, deployment, renew: (code) => copies.code(code) });
  assertWellFormed(storage);
  return {
    storage,
    warnings: [
      ...warnings,
      ...copies.warnings,
      ...anchors,
      ...warnOfLayouts(blocks),
      ...warnOfAddresses(blocks, isKnown),
      ...warnOfDrawings(blocks, isKnown, deployment),
      ...warnOfSigns(blocks, isKnown),
    ],
    references,
  };
}

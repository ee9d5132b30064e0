import { printBlocks } from '../markdown/print/print-blocks.js';
import type { Block } from '../model/block.js';
import { walk } from '../model/block.js';
import { visible } from '../model/inline.js';
import type { Page } from '../storage/read/read-page.js';
import { readPage } from '../storage/read/read-page.js';
import type { ReadOptions } from '../storage/read/reader.js';
import { getSection } from './find-section.js';
import type { Section } from './outline.js';
import { sectionsOf } from './outline.js';

/** Where a block stands on its page. */
interface BlockPlace {
  /**
   * The id that a heading, macro or container has; of any other block that of its section and its number in there
   * (`h-limits.2`), or `top.1` above all headings.
   */
  readonly id: string;
  /** Titles of the headings above, outermost first; a heading's own is the last. */
  readonly headingPath: readonly string[];
}

/** A block of the page's flow: never a container, whose blocks stand for themselves. */
export interface PageBlock extends BlockPlace {
  readonly block: Block;
}

/** A block of a page and its text. */
export interface BlockText extends BlockPlace {
  /** Its Markdown. */
  readonly text: string;
}

/** A picture of a page and the block that it stands in. */
export interface PageImage extends BlockPlace {
  /** As Markdown has it: `attachment:name.png`, with the page before it where that is another, or a web address. */
  readonly target: string;
  readonly alt: string;
  readonly caption: string;
}

/** Every block of a page as text, in order, optionally of one section alone. */
export function toBlocks(storage: string, section?: string, options: ReadOptions = {}): BlockText[] {
  return pageBlocksOf(readPage(storage, options), section).map(({ block, id, headingPath }) => ({
    id,
    headingPath,
    text: printBlocks([block]),
  }));
}

/** The images that a page shows, in order. Those within macros that only Confluence can draw are not among them. */
export function toImages(storage: string, options: ReadOptions = {}): PageImage[] {
  const images: PageImage[] = [];
  for (const { block, id, headingPath } of pageBlocksOf(readPage(storage, options))) {
    walk([block], (part) => {
      if (part.type !== 'paragraph' && part.type !== 'heading') return;
      for (const { atom } of visible(part.content)) {
        if (atom?.kind !== 'image') continue;
        const { target, alt, caption } = atom;
        images.push({ id, headingPath, target, alt, caption });
      }
    });
  }
  return images;
}

/** The blocks of a page's flow with their places; with a heading's section only those from it to the section's end. */
export function pageBlocksOf(page: Page, query?: string): PageBlock[] {
  const sections = new Map<Block, Section>(sectionsOf(page).map((section) => [section.heading, section]));
  const only = query === undefined ? undefined : getSection(page, query);
  const found: PageBlock[] = [];
  const numbers = new Map<string, number>();
  const collect = (flow: readonly Block[], above: Section | undefined): void => {
    let within = above;
    for (const block of flow) {
      within = sections.get(block) ?? within;
      if (block.type === 'container') collect(block.children, within);
      else found.push({ block, id: idOf(block, within, numbers), headingPath: within?.path ?? [] });
    }
  };
  collect(only === undefined ? page.blocks : only.flow.slice(only.from, only.to), undefined);
  return found;
}

function idOf(block: Block, section: Section | undefined, numbers: Map<string, number>): string {
  const within = section?.id ?? 'top';
  if (block === section?.heading) return within;
  const number = (numbers.get(within) ?? 0) + 1;
  numbers.set(within, number);
  const own = 'id' in block ? block.id : null;
  return own ?? `${within}.${number}`;
}

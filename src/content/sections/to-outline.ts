import { printBlocks } from '../markdown/print/print-blocks.js';
import type { Block } from '../model/block.js';
import { walk } from '../model/block.js';
import { visible } from '../model/inline.js';
import { readPage } from '../storage/read/read-page.js';
import { findSection } from './find-section.js';
import type { Section } from './outline.js';
import { sectionsOf } from './outline.js';

/** A section of a page, from its heading to the next of its level. */
export interface OutlineEntry {
  /** Stable while the headings before it stay: what `section` and targeted edits accept. */
  readonly id: string;
  readonly level: number;
  readonly title: string;
  /** Length of the section's Markdown, its subsections included. */
  readonly chars: number;
  /** Names of the macros in the section. */
  readonly macros: string[];
}

/** The headings of a page, or of one section without its own, with the size of what is under them. */
export function toOutline(storage: string, query?: string): OutlineEntry[] {
  const page = readPage(storage);
  const sections = sectionsOf(page);
  return (query === undefined ? sections : sectionsWithin(sections, findSection(sections, query))).map((section) => {
    const blocks = section.flow.slice(section.from, section.to);
    return {
      id: section.id,
      level: section.heading.level,
      title: section.title,
      chars: printBlocks(blocks).length,
      macros: macrosIn(blocks),
    };
  });
}

/** What stands below one section; the titles above each begin with its own. */
function sectionsWithin(sections: readonly Section[], { id, path }: Section): readonly Section[] {
  const after = sections.slice(sections.findIndex((section) => section.id === id) + 1);
  const end = after.findIndex((section) => section.path.length <= path.length);
  return end < 0 ? after : after.slice(0, end);
}

function macrosIn(blocks: readonly Block[]): string[] {
  const names: string[] = [];
  walk(blocks, (block) => {
    if (block.type === 'container' && !block.name.startsWith('layout-'))
      names.push(block.attributes['name'] ?? block.name);
    if (block.type === 'opaque') names.push(firstWord(block.label));
    if (block.type === 'code' && block.id !== null) names.push(block.language);
    if (block.type === 'paragraph' || block.type === 'heading') {
      for (const { atom } of visible(block.content)) if (atom?.kind === 'opaque') names.push(firstWord(atom.label));
    }
  });
  return names;
}

function firstWord(label: string): string {
  return label.split(' ')[0] ?? label;
}

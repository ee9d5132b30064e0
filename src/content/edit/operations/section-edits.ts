import { AppError } from '../../../errors.js';
import type { Block } from '../../model/block.js';
import { walk } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import type { Section } from '../../sections/outline.js';
import { sectionsOf } from '../../sections/outline.js';
import { getSection } from '../../sections/find-section.js';
import type { Edit, ParseContent } from './edit.js';
import { onlyOne, replaceBlocks } from './tree-edit.js';

type SectionEdit = Extract<Edit, { op: 'replace_section' | 'append_to_section' | 'delete_section' }>;

export function editSection(page: Page, edit: SectionEdit, parse: ParseContent): readonly Block[] {
  const section = getSection(page, edit.heading);
  const blocks = section.flow.slice(section.from, section.to);
  if (edit.op === 'delete_section') return exchange(page, section, []);
  const content = parse(edit.content);
  if (edit.op === 'append_to_section') return exchange(page, section, [...blocks, ...content]);
  const [first] = content;
  const hasHeading = first?.type === 'heading' && first.level <= section.heading.level;
  return exchange(page, section, hasHeading ? content : [section.heading, ...content]);
}

/** The page with other blocks where the section stands. */
function exchange(page: Page, section: Section, instead: readonly Block[]): readonly Block[] {
  const gone = new Set(section.flow.slice(section.from + 1, section.to));
  return replaceBlocks(page.blocks, (block) => {
    if (block === section.heading) return instead;
    return gone.has(block) ? [] : null;
  });
}

export function insertBeside(
  page: Page,
  edit: Extract<Edit, { op: 'insert_before' | 'insert_after' }>,
  parse: ParseContent,
): readonly Block[] {
  const target = findBlock(page, edit.block);
  const content = parse(edit.content);
  return replaceBlocks(page.blocks, (block) =>
    block !== target ? null : edit.op === 'insert_before' ? [...content, block] : [block, ...content],
  );
}

/** A block by the id of a placeholder or a container, else a heading as sections are found. */
function findBlock(page: Page, query: string): Block {
  const id = query.trim().replace(/^#/, '');
  const found: Block[] = [];
  walk(page.blocks, (block) => {
    const inline =
      block.type === 'paragraph' &&
      block.content.some((token) => token.atom?.kind === 'opaque' && token.atom.id === id);
    if (('id' in block && block.id === id) || inline) found.push(block);
  });
  if (found.length > 0) return onlyOne(found, [id], `The block "${query}"`);
  if (sectionsOf(page).length === 0)
    throw new AppError('INVALID_INPUT', `The page has no block "${query}".`, {
      hint: 'Give the id of a placeholder or of a heading, as the page shows it.',
    });
  return getSection(page, query).heading;
}

/** At the page's first or last block, and so inside whatever frame the page is laid out in. */
export function insertAtEnd(
  page: Page,
  edit: Extract<Edit, { op: 'append' | 'prepend' }>,
  parse: ParseContent,
): readonly Block[] {
  const content = parse(edit.content);
  return edit.op === 'append' ? [...page.blocks, ...content] : [...content, ...page.blocks];
}

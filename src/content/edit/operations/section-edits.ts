import type { Block, List } from '../../model/block.js';
import { walk } from '../../model/block.js';
import { getSection } from '../../sections/find-section.js';
import type { Section } from '../../sections/outline.js';
import type { Page } from '../../storage/read/read-page.js';
import { describeBlock, namedBlocks } from './block-names.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { replaceBlocks } from './tree-edit.js';

type SectionEdit = Extract<Edit, { op: 'replace_section' | 'append_to_section' | 'delete_section' }>;

const done = { replace_section: 'replaced', append_to_section: 'appended to', delete_section: 'deleted' } as const;

/**
 * Replaces, extends or deletes what `getSection` finds. Throws as that does where the heading is missing or ambiguous;
 * a replacement that does not begin with a heading of its level keeps the old one.
 */
export function editSection(page: Page, edit: SectionEdit, parse: ParseContent): Edited {
  const section = getSection(page, edit.heading);
  const place = edit.op === 'append_to_section' ? afterLast(page, section) : '';
  const change = `${done[edit.op]} the section "${section.title}" (${section.id})${place}`;
  return { blocks: exchange(page, section, contentOf(section, edit, parse)), change };
}

/** A section ends after its subsections, so that what is appended can be below another heading: the last block says where. */
function afterLast(page: Page, section: Section): string {
  const last = section.flow[section.to - 1];
  if (last === undefined || last === section.heading) return '';
  if (last.type === 'opaque') return `, after the placeholder ${last.id}`;
  const inLast = new Set<Block>();
  walk([last], (block) => inLast.add(block));
  const named = namedBlocks(page).findLast(({ block }) => inLast.has(block));
  return named === undefined ? '' : `, after ${describeBlock(named)}`;
}

function contentOf(section: Section, edit: SectionEdit, parse: ParseContent): readonly Block[] {
  if (edit.op === 'delete_section') return [];
  const own = section.flow.slice(section.from, section.to);
  if (edit.op === 'append_to_section') return appended(own, parse(edit.content));
  const content = parse(edit.content, own);
  const [first] = content;
  const hasHeading = first?.type === 'heading' && first.level <= section.heading.level;
  return hasHeading ? content : [section.heading, ...content];
}

/** The page with other blocks where the section stands. */
function exchange(page: Page, section: Section, instead: readonly Block[]): readonly Block[] {
  const gone = new Set(section.flow.slice(section.from + 1, section.to));
  return replaceBlocks(page.blocks, (block) => {
    if (block === section.heading) return instead;
    return gone.has(block) ? [] : null;
  });
}

/** At the page's first or last block, and so inside whatever frame the page is laid out in. */
export function insertAtEnd(
  page: Page,
  edit: Extract<Edit, { op: 'append' | 'prepend' }>,
  parse: ParseContent,
): Edited {
  const content = parse(edit.content);
  return edit.op === 'append'
    ? { blocks: appended(page.blocks, content), change: 'appended to the page' }
    : { blocks: [...content, ...page.blocks], change: 'prepended to the page' };
}

/** Blocks behind others: items behind a list of their kind are more of it, as they were if they stood below it in one text. */
function appended(before: readonly Block[], content: readonly Block[]): readonly Block[] {
  const [last, first] = [before.at(-1), content[0]];
  if (last?.type !== 'list' || first?.type !== 'list' || !goesOn(last, first)) return [...before, ...content];
  return [...before.slice(0, -1), { ...last, children: [...last.children, ...first.children] }, ...content.slice(1)];
}

/** A list that begins at 1 is one of its own. */
function goesOn(list: List, more: List): boolean {
  if (list.kind !== more.kind) return false;
  return list.kind !== 'ordered' || more.first === list.first + list.children.length;
}

import { AppError } from '../../../errors.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { printBlocks } from '../../markdown/print/print-blocks.js';
import { findSections } from '../../sections/find-section.js';
import { sectionsOf } from '../../sections/outline.js';
import { pageBlocksOf } from '../../sections/page-blocks.js';
import type { Page } from '../../storage/read/read-page.js';
import { describeBlock, namedBlocks, nearestBlocks, type NamedBlock } from './block-names.js';
import { foldName } from '../../model/fold.js';
import { tablesIn } from './table-edits.js';
import { matchesIn, patternsOf } from './text-pattern.js';

/** A block that an edit names, and how the answer speaks of it. */
interface BlockTarget {
  readonly block: Block;
  readonly name: string;
}

/**
 * A block by the id of a placeholder or a container, by its place as find_in_page gives it (`h-limits.2`), by an outline id, a heading's
 * text or path, by all of its Markdown, by words that stand in it alone, by the title of a panel or what a placeholder is called, or as `table 2`.
 * Throws INVALID_INPUT naming the candidates where that is not exactly one.
 */
export function findBlock(page: Page, query: string): BlockTarget {
  const ways = [withId, atPlace, asHeading, asRead, withWords, asTitled, asTable];
  let found: BlockTarget[] = [];
  for (const way of ways) if (found.length === 0) found = way(page, query);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (only) throw ambiguous(query, found);
  throw missing(page, query);
}

function withId(page: Page, query: string): BlockTarget[] {
  return blocksWithId(page, query.trim().replace(/^#/, '')).map((block) => ({ block, name: query.trim() }));
}

function atPlace(page: Page, query: string): BlockTarget[] {
  const wanted = query.trim().replace(/^#/, '');
  if (!/\.\d+$/.test(wanted)) return [];
  return pageBlocksOf(page).flatMap(({ block, id }) => (id === wanted ? [{ block, name: nameAt(block, id) }] : []));
}

/** A block that has no words of its own, by what it is and where it stands. */
function nameAt(block: Block, id: string): string {
  const kinds: Readonly<Record<string, string>> = { rule: 'line', opaque: 'macro' };
  return `${kinds[block.type] ?? block.type} ${id}`;
}

function asHeading(page: Page, query: string): BlockTarget[] {
  return findSections(sectionsOf(page), query).map(({ heading, id, title }) => ({
    block: heading,
    name: `"${title}" (${id})`,
  }));
}

/** A table, a list or code that was copied from a read as a whole. */
function asRead(page: Page, query: string): BlockTarget[] {
  const text = query.trim();
  if (!text.includes('\n')) return [];
  return pageBlocksOf(page).flatMap(({ block, id }) =>
    printBlocks([block]).trim() === text ? [{ block, name: nameAt(block, id) }] : [],
  );
}

function withWords(page: Page, query: string): BlockTarget[] {
  return blocksWithWords(page, query).map((one) => ({ block: one.block, name: describeBlock(one) }));
}

/** What a read shows of a block beside its words: a title, or the label of a placeholder, with or without the macro's name. */
function asTitled(page: Page, query: string): BlockTarget[] {
  const wanted = foldName(query);
  const found: BlockTarget[] = [];
  walk(page.blocks, (block) => {
    const labels = isLeaf(block)
      ? block.content.flatMap(({ atom }) => (atom?.kind === 'opaque' ? [atom.label] : []))
      : block.type === 'opaque'
        ? [block.label]
        : [];
    const titles = block.type === 'container' ? [block.attributes['title'] ?? ''] : [];
    const names = [...titles, ...labels, ...labels.map((label) => label.replace(/^\S+\s+/, ''))];
    if (names.some((name) => name !== '' && foldName(name) === wanted))
      found.push({ block, name: nameAt(block, query.trim()) });
  });
  return found;
}

function asTable(page: Page, query: string): BlockTarget[] {
  const [, number] = /^table (\d{1,4})$/i.exec(query.trim()) ?? [];
  const table = tablesIn(page.blocks)[Number(number) - 1];
  return table ? [{ block: table, name: `table ${number}` }] : [];
}

function blocksWithId(page: Page, id: string): Block[] {
  const found: Block[] = [];
  walk(page.blocks, (block) => {
    const isInline =
      isLeaf(block) && block.content.some((token) => token.atom?.kind === 'opaque' && token.atom.id === id);
    if (('id' in block && block.id === id) || isInline) found.push(block);
  });
  return found;
}

/** What Markdown writes before the words of a block. */
const blockSigns = /^\s*(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])\s+|\[[ xX]\]\s+)+/;

/** The blocks in which these words stand, or the one of which they are all the words. */
function blocksWithWords(page: Page, query: string): NamedBlock[] {
  const blocks = namedBlocks(page);
  const words = [query.trim(), query.replace(blockSigns, '').trim()];
  for (const pattern of words.filter((text) => text !== '').flatMap(patternsOf)) {
    const found = blocks.filter(({ block, text }) =>
      isLeaf(block) ? matchesIn(block, pattern).length > 0 : !pattern.isMarkdown && text.includes(query.trim()),
    );
    const whole = found.filter(({ text }) => foldName(text) === foldName(pattern.text));
    if (whole.length === 1) return whole;
    if (found.length > 0) return found;
  }
  return [];
}

function ambiguous(query: string, found: readonly BlockTarget[]): AppError {
  const names = found.slice(0, 8).map(({ name }) => name);
  return new AppError('INVALID_INPUT', `"${query.slice(0, 80)}" is in ${found.length} blocks of the page.`, {
    hint: `Name one of them by its id or by more of its words: ${names.join(', ')}.`,
    details: { candidates: names },
  });
}

function missing(page: Page, query: string): AppError {
  const table = tableWithRow(page, query);
  if (table !== null)
    return new AppError('INVALID_INPUT', `"${query.trim().slice(0, 80)}" is a row of table ${table}, not a block.`, {
      hint: `Change rows and cells with insert_table_row, append_table_row, delete_table_row and set_table_cell; the whole table is the block "table ${table}".`,
    });
  const nearest = nearestBlocks(page, query);
  const ids = sectionsOf(page).map(({ id, path }) => `${id} (${path.join(' > ')})`);
  const hint =
    nearest.length > 0
      ? `The nearest blocks are ${nearest.join(', ')}.`
      : `Give words of the block as confluence_get_page shows them, a placeholder id, or a heading${ids.length > 0 ? `: ${ids.slice(0, 40).join(', ')}` : ''}.`;
  return new AppError('INVALID_INPUT', `The page has no block "${query.slice(0, 80)}".`, {
    hint,
    details: { candidates: nearest },
  });
}

/** The number of the table that has this row, as a read shows it; null where none has. */
function tableWithRow(page: Page, query: string): number | null {
  const line = query.trim();
  if (!/^(?:\|.*\||<tr>.*<\/tr>)$/.test(line)) return null;
  const at = tablesIn(page.blocks).findIndex((table) => printBlocks([table]).split('\n').includes(line));
  return at === -1 ? null : at + 1;
}

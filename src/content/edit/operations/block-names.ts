import type { Block, Code, Leaf } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import { sectionsOf } from '../../sections/outline.js';
import type { Page } from '../../storage/read/read-page.js';
import { cleanText } from '../../xml/clean-text.js';
import { fold } from '../../model/fold.js';

/** A block with words of its own, and how an edit can name it. */
export interface NamedBlock {
  readonly block: Leaf | Code;
  readonly text: string;
  /** The id of the block or of the heading that it stands under; null above the first heading. */
  readonly id: string | null;
  readonly isOwnId: boolean;
  /** The number of the table that it stands in; undefined outside of tables. */
  readonly table: number | undefined;
}

const known = new WeakMap<Page, readonly NamedBlock[]>();

/** The blocks of a page that have words, in their order. */
export function namedBlocks(page: Page): readonly NamedBlock[] {
  const named = known.get(page) ?? nameBlocks(page);
  known.set(page, named);
  return named;
}

function nameBlocks(page: Page): readonly NamedBlock[] {
  const headings = new Map<Block, string>(sectionsOf(page).map(({ heading, id }) => [heading, id]));
  const named: NamedBlock[] = [];
  const inTables = tableNumbers(page);
  let above: string | null = null;
  walk(page.blocks, (block) => {
    const own = headings.get(block) ?? placeholderIn(block);
    if (headings.has(block)) above = own;
    if (!isLeaf(block) && block.type !== 'code') return;
    const text = isLeaf(block) ? plainText(block.content) : block.text;
    if (text !== '') named.push({ block, text, id: own ?? above, isOwnId: own !== null, table: inTables.get(block) });
  });
  return named;
}

/** One block with words of its own; what is around it tells the names. */
export function namedBlock(page: Page, block: Leaf): NamedBlock {
  const headings = new Map<Block, string>(sectionsOf(page).map(({ heading, id }) => [heading, id]));
  let [above, found]: [string | null, string | null] = [null, null];
  walk(page.blocks, (one) => {
    above = headings.get(one) ?? above;
    if (one === block) found = above;
  });
  const own = headings.get(block) ?? placeholderIn(block);
  return {
    ...{ block, text: plainText(block.content), id: own ?? found, isOwnId: own !== null },
    table: tableNumbers(page).get(block),
  };
}

/** What stands in tables, by the number of the innermost one, as `table 2` names it. */
function tableNumbers(page: Page): ReadonlyMap<Block, number> {
  const numbers = new Map<Block, number>();
  let count = 0;
  walk(page.blocks, (block) => {
    if (block.type !== 'table') return;
    count += 1;
    walk(block.children, (inner) => numbers.set(inner, count));
  });
  return numbers;
}

function placeholderIn(block: Block): string | null {
  if (block.type === 'code') return block.id;
  if (!isLeaf(block)) return null;
  const found = block.content.find((token) => token.atom?.kind === 'opaque')?.atom;
  return found?.kind === 'opaque' ? found.id : null;
}

/** How the answer and its hints speak of a block: its id, and how its words begin or what stands around a place in them. */
export function describeBlock({ text, id, isOwnId, table }: NamedBlock, at = 0): string {
  const start = Math.max(0, at - 20);
  const excerpt = cleanText(text.slice(start, start + 70))
    .replace(/\s+/g, ' ')
    .trim();
  const places = [
    ...(id === null ? [] : [isOwnId ? id : `under ${id}`]),
    ...(table === undefined ? [] : [`in table ${table}`]),
  ];
  const place = places.length === 0 ? '' : ` (${places.join(', ')})`;
  return `"${start > 0 ? '…' : ''}${excerpt}${start + 70 < text.length ? '…' : ''}"${place}`;
}

const longestQuery = 200;

/** The blocks whose words are most like these, the likest first. */
export function nearestBlocks(page: Page, words: string, count = 3): string[] {
  const query = foldText(words).slice(0, longestQuery);
  const parts = Array.from({ length: Math.max(1, query.length - 2) }, (_, i) => query.slice(i, i + 3));
  const scored = namedBlocks(page).map((named) => {
    const text = foldText(named.text);
    return { named, score: parts.filter((part) => text.includes(part)).length / parts.length };
  });
  return scored
    .filter(({ score }) => score >= 0.25)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ named }) => describeBlock(named));
}

function foldText(text: string): string {
  return fold(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

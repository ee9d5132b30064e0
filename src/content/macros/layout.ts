/** Layouts: sections of one to five columns <-> `:::layout-section{type=two_equal}` with a `:::layout-cell` for each column. */
import type { Block } from '../model/block.js';
import { childrenOf } from '../model/block.js';
import { unconvertible } from '../model/unconvertible.js';
import { encodeAttribute } from '../xml/encode.js';

/** Types by the number of their columns; the first is what a section becomes that gets so many. */
const typesByColumns: readonly (readonly string[])[] = [
  [],
  ['single', 'fixed-width'],
  ['two_equal', 'two_left_sidebar', 'two_right_sidebar'],
  ['three_equal', 'three_with_sidebars', 'three_left_sidebars', 'three_right_sidebars'],
  ['four_equal'],
  ['five_equal'],
];

const mostWarnings = 5;

/** Every type that a section can have. */
export const layoutTypes: readonly string[] = typesByColumns.flat();

/** Whether a block is a row of columns (`ac:layout-section`). */
export function isSection(block: Block | undefined): boolean {
  return block?.type === 'container' && block.name === 'layout-section';
}

function isCell(block: Block): boolean {
  return block.type === 'container' && block.name === 'layout-cell';
}

/** The type of a section with this many columns: as it was written where that fits. UNCONVERTIBLE for an unknown one. */
export function layoutType(type: string | undefined, columns: number, line: number): string {
  const fitting = typesByColumns[columns];
  if (fitting === undefined || columns === 0)
    throw unconvertible(line, `a section of a layout has ${columns} columns`, 'It can have one to five.');
  if (type !== undefined && fitting.includes(type)) return type;
  if (type !== undefined && !typesByColumns.some((types) => types.includes(type)))
    throw unconvertible(line, `"${type}" is not a type of layout section`, `Use ${layoutTypes.join(', ')}.`);
  return fitting[0] ?? 'single';
}

/** Says which new sections get another type than they were written with, since their columns are more or fewer. */
export function warnOfLayouts(blocks: readonly Block[]): string[] {
  const warnings = blocks.flatMap((block) => {
    if (block.type !== 'container' || !isSection(block) || block.source) return [];
    const [{ type: given }, columns] = [block.attributes, block.children.length];
    const [type] = typesByColumns[columns] ?? [];
    if (given === undefined || type === undefined || !layoutTypes.includes(given)) return [];
    if (typesByColumns[columns]?.includes(given)) return [];
    return [
      `The section in line ${block.line ?? 0} is "${type}", not "${given}": it has ${columns} layout-cell${columns === 1 ? '' : 's'}.`,
    ];
  });
  return warnings.slice(0, mostWarnings);
}

/**
 * A new row of columns around its cells; throws UNCONVERTIBLE for a type that Confluence does not have. `line` is where
 * it was written.
 */
export function writeSection(type: string | undefined, columns: number, body: string, line: number): string {
  return `<ac:layout-section ac:type="${encodeAttribute(layoutType(type, columns, line))}">${body}</ac:layout-section>`;
}

/** Throws UNCONVERTIBLE where new parts of a layout stand where none may be: sections only on the page itself, cells only in them. */
export function assertLayouts(blocks: readonly Block[], parent: 'page' | 'section' | 'block' = 'page'): void {
  for (const block of blocks) {
    if (block.source) continue;
    const line = block.line ?? 0;
    if (isCell(block) !== (parent === 'section'))
      throw unconvertible(
        line,
        'a layout-section contains layout-cells and nothing else, and a layout-cell is always in one',
      );
    if (isSection(block) && parent !== 'page')
      throw unconvertible(line, 'a layout-section must be at the top level of the page, not inside another block');
    assertLayouts(childrenOf(block), isSection(block) ? 'section' : 'block');
  }
}

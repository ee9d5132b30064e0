import type { Block } from '../model/block.js';
import { childrenOf, isLeaf, isParent } from '../model/block.js';
import { inlineKey } from '../model/inline.js';
import type { Page } from '../read/read-page.js';

export interface Difference {
  readonly line: number;
  readonly what: string;
}

/** Where what was written does not read as what was meant. Ids of new macros do not count: they are given on writing. */
export function firstDifference(written: Page, before: Page, meant: readonly Block[]): Difference | null {
  return compare(written.blocks, meant.flatMap(asRead), 0, { written, before });
}

/** A section that was left with one cell reads as what is in it. */
function asRead(block: Block): readonly Block[] {
  const isFrame = block.type === 'container' && block.name === 'layout-section' && block.children.length <= 1;
  return isFrame ? block.children.flatMap(childrenOf) : [block];
}

interface Pages {
  readonly written: Page;
  readonly before: Page;
}

function compare(written: readonly Block[], meant: readonly Block[], line: number, pages: Pages): Difference | null {
  for (let i = 0; i < Math.max(written.length, meant.length); i++) {
    const [one, other] = [written[i], meant[i]];
    const at = other?.line ?? line;
    if (!one || !other)
      return { line: at, what: `a ${(one ?? other)?.type ?? 'block'} would ${one ? 'appear' : 'be missing'}` };
    if (hasSameBytes(one, other, pages)) continue;
    if (sketch(one) !== sketch(other)) return { line: at, what: `a ${other.type} would read differently` };
    const inner = isParent(one) && isParent(other) ? compare(one.children, other.children, at, pages) : null;
    if (inner) return inner;
  }
  return null;
}

/** A block of the page that was written byte for byte needs no reading. */
function hasSameBytes(one: Block, other: Block, { written, before }: Pages): boolean {
  if (!one.source || !other.source || one.type !== other.type) return false;
  return written.reader.slice(one.source.outer) === before.reader.slice(other.source.outer);
}

/** The block without its children and without ids. */
function sketch(block: Block): string {
  if (isLeaf(block))
    return `${block.type} ${block.type === 'heading' ? block.level : ''} ${inlineKey(block.content).replace(/\0opaque [\w-]+/g, '\0opaque')}`;
  switch (block.type) {
    case 'code':
      return `code ${block.text}`;
    case 'list':
      return `list ${block.kind}`;
    case 'item':
      return `item ${String(block.done)}`;
    case 'cell':
      return `cell ${block.colspan} ${block.rowspan}`;
    case 'container':
      return `container ${block.name}`;
    default:
      return block.type;
  }
}

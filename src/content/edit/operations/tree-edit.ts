import { AppError } from '../../../errors.js';
import type { Block } from '../../model/block.js';
import { isParent } from '../../model/block.js';

/** The tree with some of its blocks replaced; everything else is the very same objects. */
export function replaceBlocks(
  blocks: readonly Block[],
  change: (block: Block) => readonly Block[] | null,
): readonly Block[] {
  let changed = false;
  const next = blocks.flatMap((block): readonly Block[] => {
    const instead = change(block);
    if (instead) {
      changed = true;
      return instead;
    }
    if (!isParent(block)) return [block];
    const children = replaceBlocks(block.children, change);
    if (children === block.children) return [block];
    changed = true;
    return [{ ...block, children } as Block];
  });
  return changed ? next : blocks;
}

/** The one candidate that matches; INVALID_INPUT naming what there is when that is none or several. */
export function onlyOne<Candidate>(found: readonly Candidate[], all: readonly string[], what: string): Candidate {
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const names = all.slice(0, 30).map((name) => `"${name}"`);
  throw new AppError(
    'INVALID_INPUT',
    `${what} ${only === undefined ? 'is not on the page' : `is on the page ${found.length} times`}.`,
    {
      hint:
        names.length === 0
          ? 'The page has none of that kind.'
          : `There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.`,
      details: { candidates: all.slice(0, 30) },
    },
  );
}

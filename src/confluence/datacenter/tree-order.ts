import type { TreePageWire } from './wire.js';

export interface TreeNode {
  page: TreePageWire;
  depth: number;
}

/** Level by level, in each level by parent, and below one parent as people ordered the pages, or else by title. */
export function inTreeOrder(pages: TreePageWire[], depthOf: (page: TreePageWire) => number | undefined): TreeNode[] {
  const nodes = pages.flatMap((page) => {
    const depth = depthOf(page);
    return depth === undefined ? [] : [{ page, depth }];
  });
  const rank = new Map<string, number>();
  const depths = [...new Set(nodes.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.flatMap((depth) => {
    const level = nodes.filter((node) => node.depth === depth);
    level.sort((a, b) => parentRank(rank, a) - parentRank(rank, b) || amongSiblings(a.page, b.page));
    for (const { page } of level) rank.set(page.id, rank.size);
    return level;
  });
}

function parentRank(rank: ReadonlyMap<string, number>, { page }: TreeNode): number {
  return rank.get(page.ancestors?.at(-1)?.id ?? '') ?? Number.MAX_SAFE_INTEGER;
}

const byTitle = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function amongSiblings(a: TreePageWire, b: TreePageWire): number {
  return positionOf(a) - positionOf(b) || byTitle.compare(a.title ?? '', b.title ?? '');
}

/** `none` for pages that nobody ordered. */
function positionOf({ extensions }: TreePageWire): number {
  const position = extensions?.position;
  return typeof position === 'number' ? position : Number.MAX_SAFE_INTEGER;
}

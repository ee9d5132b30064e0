/** Where a node is in a tree; `parentId` null at the top of a space. */
export interface TreePlace {
  id: string;
  parentId: string | null;
  depth: number;
}

/** Level by level, in each level by parent, and below one parent as `compareSiblings` says. */
export function inTreeOrder<T extends TreePlace>(nodes: readonly T[], compareSiblings: (a: T, b: T) => number): T[] {
  const rank = new Map<string | null, number>();
  const rankOf = ({ parentId }: T): number => rank.get(parentId) ?? Number.MAX_SAFE_INTEGER;
  const depths = [...new Set(nodes.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.flatMap((depth) => {
    const level = nodes.filter((node) => node.depth === depth);
    level.sort((a, b) => rankOf(a) - rankOf(b) || compareSiblings(a, b));
    for (const { id } of level) rank.set(id, rank.size);
    return level;
  });
}

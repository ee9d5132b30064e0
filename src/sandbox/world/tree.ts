import type { Content } from './content.js';
import type { World } from './world.js';

/** From the parent up to the root of the space. */
export function ancestorsOf(world: World, content: Content): Content[] {
  const chain: Content[] = [];
  let parent = content.parentId === null ? undefined : world.contents.get(content.parentId);
  while (parent !== undefined && !chain.includes(parent)) {
    chain.push(parent);
    parent = parent.parentId === null ? undefined : world.contents.get(parent.parentId);
  }
  return chain;
}

/** Published children in the order of the page tree. */
export function childrenOf(world: World, parentId: string): Content[] {
  const children: Content[] = [];
  for (const content of world.contents.values()) {
    if (content.parentId === parentId && isInTree(content)) children.push(content);
  }
  return children.sort(byPosition);
}

function isInTree(content: Content): boolean {
  return content.status === 'current' || content.status === 'archived';
}

/** The order of siblings; ids decide between equals. */
export function byPosition(a: Content, b: Content): number {
  return a.position - b.position || compareIds(a.id, b.id);
}

/** Ids as the numbers that they are, without making numbers of them: they are beyond 2^53. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Descendants in reading order, each with its depth below `content` (1 = child). */
export function descendantsOf(world: World, content: Content, depth: number): { content: Content; depth: number }[] {
  const childrenById = new Map<string | null, Content[]>();
  for (const one of world.contents.values()) {
    if (!isInTree(one)) continue;
    const siblings = childrenById.get(one.parentId);
    if (siblings === undefined) childrenById.set(one.parentId, [one]);
    else siblings.push(one);
  }
  const below = (id: string, level: number): { content: Content; depth: number }[] => {
    if (level > depth) return [];
    const here = (childrenById.get(id) ?? []).sort(byPosition);
    return here.flatMap((child) => [{ content: child, depth: level }, ...below(child.id, level + 1)]);
  };
  return below(content.id, 1);
}

/** The position after the last child. */
export function nextPosition(world: World, parentId: string | null): number {
  let last = 0;
  for (const content of world.contents.values()) {
    if (content.parentId === parentId) last = Math.max(last, content.position);
  }
  return last + 1;
}

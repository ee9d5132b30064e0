import { z } from 'zod';
import type { ChildPage, Paged, PageQuery } from '../model.js';
import { contentId } from '../transport/path.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { GroupContext } from './space-cache.js';
import { upstreamPlace } from './lists.js';
import { deepestLevel, fetchBelow, inTreeOrder, pagesAmong, scanBelow, type TreeNode } from './scan-tree.js';

/** Into a tree that was read whole: how many pages were given. Into a larger one: Confluence's own cursor. */
const place = z.union([z.object({ given: z.number().int().positive() }), z.object({ after: upstreamPlace })]);

/**
 * The pages below a page. Asks for one level more than wanted, so that one request (four at most, of 250 nodes) tells
 * both the pages and which of them have children. A tree too large for that is listed page by page as Confluence
 * orders it, and `hasChildren` is null for the pages of which no child was seen.
 */
export async function listChildren(
  context: GroupContext,
  pageId: string,
  { depth, limit, cursor }: PageQuery & { depth: number },
): Promise<Paged<ChildPage>> {
  const root = contentId(pageId, 'page_id');
  const list = ['children', root, depth];
  const at = decodeCursor(list, place, cursor);
  if (at !== undefined && 'after' in at)
    return listLargeTree(context, list, { root, depth, limit, after: at.after, seen: [] });
  const { nodes, isWhole } = await scanBelow(context.send, root, Math.min(depth + 1, deepestLevel));
  if (!isWhole) return listLargeTree(context, list, { root, depth, limit, after: null, seen: nodes });
  const given = at?.given ?? 0;
  const childless = (node: TreeNode): false | null => (node.depth < deepestLevel ? false : null);
  const all = pagesAmong(inTreeOrder(nodes), depth, context.site, { childless });
  const end = given + limit;
  return { items: all.slice(given, end), nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null };
}

interface LargeTree {
  root: string;
  depth: number;
  limit: number;
  after: string | null;
  seen: TreeNode[];
}

async function listLargeTree(context: GroupContext, list: unknown[], tree: LargeTree): Promise<Paged<ChildPage>> {
  const items: ChildPage[] = [];
  const evidence = { alsoSeen: tree.seen, childless: () => null };
  let after = tree.after;
  do {
    const answer = await fetchBelow(context.send, tree.root, tree.depth, tree.limit - items.length, after);
    items.push(...pagesAmong(answer.results, tree.depth, context.site, evidence));
    after = answer.next;
  } while (after !== null && items.length < tree.limit);
  return { items, nextCursor: after === null ? null : encodeCursor(list, { after }) };
}

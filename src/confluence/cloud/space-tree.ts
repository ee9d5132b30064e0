import { pageScopes } from './page-scopes.js';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { ChildPage, Paged, PageQuery } from '../model.js';
import { path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { GroupContext } from './space-cache.js';
import { fetchAll, upstreamPlace } from './lists.js';
import { deepestLevel, fetchBelow, inTreeOrder, pagesAmong, scanBelow, type Scan, type TreeNode } from './scan-tree.js';
import { page } from './wire.js';

/** More pages than these at the top of a space are not all looked below at once. */
const mostTops = 20;

/**
 * Into a tree that was read whole: how many pages were given. Into a larger one: how many of the pages at its top, then
 * below which of them, and where in Confluence's own list of those.
 */
const largePlace = z.union([
  z.object({ tops: z.number().int().nonnegative() }),
  z.object({ below: z.string().regex(/^\d{1,19}$/), after: upstreamPlace.nullable() }),
]);
const place = z.union([z.object({ given: z.number().int().positive() }), largePlace]);
type LargePlace = z.infer<typeof largePlace>;

/**
 * The pages of a space. Those without a parent are its top: the homepage, and whatever lies beside its tree. Reads each
 * of their trees one level deeper than wanted, in parallel, and orders them level by level. A space too large for that
 * is listed top first, then tree by tree as Confluence orders them, and `hasChildren` is null where no child was seen.
 */
export async function listSpaceTree(
  context: GroupContext,
  spaceKey: string,
  { depth, limit, cursor }: PageQuery & { depth: number },
): Promise<Paged<ChildPage>> {
  const { send, site, spaces } = context;
  const spaceId = await spaces.idOf(send, spaceKey);
  const list = ['tree', spaceId, depth];
  const at = decodeCursor(list, place, cursor);
  const tops = await fetchTops(send, spaceId);
  if (at !== undefined && !('given' in at)) return listLargeSpace(context, list, { tops, depth, limit, seen: [] }, at);
  const { nodes, isWhole } = await scanSpace(send, tops, depth);
  if (!isWhole) return listLargeSpace(context, list, { tops, depth, limit, seen: nodes }, { tops: 0 });
  const given = at?.given ?? 0;
  const childless = (node: TreeNode): false | null => (node.depth <= deepestLevel ? false : null);
  const all = pagesAmong(inTreeOrder(nodes), depth, site, { childless });
  const end = given + limit;
  return { items: all.slice(given, end), nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null };
}

async function fetchTops(send: ScopedSend, spaceId: string): Promise<TreeNode[]> {
  const pages = await fetchAll(send, {
    path: path`/api/v2/spaces/${spaceId}/pages`,
    query: { depth: 'root', status: 'current', sort: 'id' },
    item: page,
    subject: `Space ${spaceId}`,
    scopes: pageScopes.get,
  });
  return pages.map(({ id, status, title }) => ({ id, status, title, type: 'page', parentId: null, depth: 1 }));
}

async function scanSpace(send: ScopedSend, tops: TreeNode[], depth: number): Promise<Scan> {
  if (tops.length > mostTops) return { nodes: tops, isWhole: false };
  const scans = await Promise.all(tops.map(({ id }) => scanBelow(send, id, Math.min(depth, deepestLevel))));
  const below = scans.flatMap(({ nodes }) => nodes.map(oneLevelDown));
  return { nodes: [...tops, ...below], isWhole: scans.every(({ isWhole }) => isWhole) };
}

function oneLevelDown(node: TreeNode): TreeNode {
  return { ...node, depth: node.depth + 1 };
}

interface LargeSpace {
  tops: TreeNode[];
  depth: number;
  limit: number;
  seen: TreeNode[];
}

async function listLargeSpace(
  { send, site }: GroupContext,
  list: unknown[],
  space: LargeSpace,
  from: LargePlace,
): Promise<Paged<ChildPage>> {
  const items: ChildPage[] = [];
  let at: LargePlace | null = from;
  while (at !== null && items.length < space.limit) {
    const portion = await nextPortion(send, space, at, space.limit - items.length);
    items.push(...pagesAmong(portion.nodes, space.depth, site, { alsoSeen: space.seen, childless: () => null }));
    at = portion.next;
  }
  return { items, nextCursor: at === null ? null : encodeCursor(list, at) };
}

async function nextPortion(
  send: ScopedSend,
  { tops, depth }: LargeSpace,
  at: LargePlace,
  limit: number,
): Promise<{ nodes: TreeNode[]; next: LargePlace | null }> {
  const firstBelow = depth > 1 ? treeOf(tops[0]) : null;
  if ('tops' in at) {
    const end = at.tops + limit;
    return { nodes: tops.slice(at.tops, end), next: end < tops.length ? { tops: end } : firstBelow };
  }
  const index = tops.findIndex(({ id }) => id === at.below);
  if (index < 0) throw changedMeanwhile();
  const { results, next } = await fetchBelow(send, at.below, depth - 1, limit, at.after);
  const nodes = results.map(oneLevelDown);
  return { nodes, next: next === null ? treeOf(tops[index + 1]) : { below: at.below, after: next } };
}

function treeOf(top: TreeNode | undefined): LargePlace | null {
  return top === undefined ? null : { below: top.id, after: null };
}

function changedMeanwhile(): AppError {
  return new AppError('INVALID_INPUT', 'cursor points to a page that is no longer at the top of the space.', {
    hint: 'The tree has changed: start again without a cursor.',
    details: { field: 'cursor' },
  });
}

import { z } from 'zod';
import type { ChildPage, Paged, PageQuery } from '../model.js';
import { contentId, path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { GroupContext } from './group-context.js';
import { fetchList, upstreamPlace, type WirePage } from './list-page.js';
import { descendant, type DescendantWire } from './wire.js';

const deepest = 10;
const scanPageSize = 250;
const scanPages = 4;

/** Into a tree that was read whole: how many pages were given. Into a larger one: Confluence's own cursor. */
const place = z.union([z.object({ given: z.number().int().positive() }), z.object({ after: upstreamPlace })]);

/**
 * The pages below a page. Asks for one level more than wanted, so that one request (four at most, of 250 nodes) tells
 * both the pages and which of them have children. A tree too large for that is listed page by page as Confluence
 * orders it, and `hasChildren` is null for the pages of which no child was seen. Folders, whiteboards and the like are
 * left out, the pages in folders are not.
 *
 * v2 `descendants` serves every depth: the cursors of `direct-children` end early where positions are missing
 * (CONFCLOUD-84015).
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
  const { nodes, isWhole } = await scan(context.send, root, Math.min(depth + 1, deepest));
  if (!isWhole) return listLargeTree(context, list, { root, depth, limit, after: null, seen: nodes });
  const given = at?.given ?? 0;
  const all = pagesOf(context, inTreeOrder(root, nodes), depth, (node) => (node.depth < deepest ? false : null));
  const end = given + limit;
  return { items: all.slice(given, end), nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null };
}

interface LargeTree {
  root: string;
  depth: number;
  limit: number;
  after: string | null;
  seen: DescendantWire[];
}

async function listLargeTree(context: GroupContext, list: unknown[], tree: LargeTree): Promise<Paged<ChildPage>> {
  const items: ChildPage[] = [];
  let after = tree.after;
  do {
    const answer = await fetchLevelOrder(context.send, tree.root, tree.depth, tree.limit - items.length, after);
    items.push(...pagesOf(context, answer.results, tree.depth, () => null, tree.seen));
    after = answer.next;
  } while (after !== null && items.length < tree.limit);
  return { items, nextCursor: after === null ? null : encodeCursor(list, { after }) };
}

async function scan(send: Send, root: string, depth: number): Promise<{ nodes: DescendantWire[]; isWhole: boolean }> {
  const nodes: DescendantWire[] = [];
  let after: string | null = null;
  for (let request = 0; request < scanPages; request += 1) {
    const answer: WirePage<DescendantWire> = await fetchLevelOrder(send, root, depth, scanPageSize, after);
    nodes.push(...answer.results);
    after = answer.next;
    if (after === null) return { nodes, isWhole: true };
  }
  return { nodes, isWhole: false };
}

function fetchLevelOrder(
  send: Send,
  root: string,
  depth: number,
  limit: number,
  after: string | null,
): Promise<WirePage<DescendantWire>> {
  const request = {
    path: path`/api/v2/pages/${root}/descendants`,
    query: { depth },
    item: descendant,
    subject: `Page ${root}`,
    scope: 'read:hierarchical-content:confluence',
  };
  return fetchList(send, request, limit, after);
}

/** Level by level, in each level by parent, and below one parent by position. */
function inTreeOrder(root: string, nodes: DescendantWire[]): DescendantWire[] {
  const rank = new Map([[root, 0]]);
  const depths = [...new Set(nodes.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.flatMap((depth) => {
    const level = nodes.filter((node) => node.depth === depth);
    level.sort((a, b) => rankOf(rank, a.parentId) - rankOf(rank, b.parentId) || positionOf(a) - positionOf(b));
    for (const node of level) rank.set(node.id, rank.size);
    return level;
  });
}

function rankOf(rank: ReadonlyMap<string, number>, id: string): number {
  return rank.get(id) ?? Number.MAX_SAFE_INTEGER;
}

function positionOf({ childPosition }: DescendantWire): number {
  return childPosition ?? Number.MAX_SAFE_INTEGER;
}

function pagesOf(
  { site }: GroupContext,
  nodes: DescendantWire[],
  depth: number,
  childless: (node: DescendantWire) => false | null,
  alsoSeen: DescendantWire[] = [],
): ChildPage[] {
  const isPage = ({ type, status }: DescendantWire): boolean => type === 'page' && status === 'current';
  const parents = new Set([...nodes, ...alsoSeen].filter(isPage).map(({ parentId }) => parentId));
  return nodes
    .filter((node) => isPage(node) && node.depth <= depth)
    .map((node) => ({
      id: node.id,
      title: node.title ?? '',
      parentId: node.parentId,
      depth: node.depth,
      url: site.link(undefined, `/pages/viewpage.action?pageId=${node.id}`),
      hasChildren: parents.has(node.id) || childless(node),
    }));
}

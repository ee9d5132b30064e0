import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import type { ChildPage, Paged, PageQuery } from '../model.js';
import type { Site } from '../site.js';
import { contentId, path, type Path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { inTreeOrder, type TreePlace } from '../rest/tree-order.js';
import type { GroupContext } from './content.js';
import { fetchList, fetchMany, fetchPaged, type WirePage } from './lists.js';
import { treePage, type TreePageWire } from './wire.js';

/** A tree of more pages than these is not read whole. */
const mostPages = 2_000;

/** Into a tree that was read whole: how many pages were given. Into a larger one: where in Confluence's own list. */
const place = z.union([
  z.object({ given: z.number().int().positive() }),
  z.object({ start: z.number().int().nonnegative() }),
]);

type TreeQuery = PageQuery & { depth: number };

/** What a tree hangs from: a page, or a space with no page above its own. */
interface Root {
  subject: string;
  /** Lists one level. */
  level: { path: Path; query: Record<string, string> };
  /** Lists all levels, each page with its ancestors. */
  whole: { path: Path; query: Record<string, string> };
  /** Where a page is: 1 is right below the root. Undefined for a page that is not below it. */
  depthOf(page: TreePageWire): number | undefined;
}

/** The pages below a page, level by level; `depth` 1 is the children alone. */
export async function listChildren(context: GroupContext, pageId: string, query: TreeQuery): Promise<Paged<ChildPage>> {
  const id = contentId(pageId, 'page_id');
  const root: Root = {
    subject: `Page ${id}`,
    level: { path: path`/rest/api/content/${id}/child/page`, query: {} },
    whole: { path: path`/rest/api/content/${id}/descendant/page`, query: {} },
    depthOf: ({ ancestors = [] }) => {
      const index = ancestors.findIndex((ancestor) => ancestor.id === id);
      return index < 0 ? undefined : ancestors.length - index;
    },
  };
  return listBelow(context, root, query);
}

/** The pages of a space, level by level. Those without a parent are its top: the homepage, and what lies beside its tree. */
export async function listTree(context: GroupContext, spaceKey: string, query: TreeQuery): Promise<Paged<ChildPage>> {
  const key = asSpaceKey(spaceKey);
  const pages = path`/rest/api/space/${key}/content/page`;
  const root: Root = {
    subject: `Space ${spaceKey}`,
    level: { path: pages, query: { depth: 'root' } },
    whole: { path: pages, query: { depth: 'all' } },
    depthOf: ({ ancestors = [] }) => ancestors.length + 1,
  };
  return listBelow(context, root, query);
}

/**
 * One level is Confluence's own list, with each page's children expanded to see whether there are any. Several levels
 * are read whole in a few requests and put in order here; a tree too large for that is listed in Confluence's order.
 */
function listBelow(context: GroupContext, root: Root, query: TreeQuery): Promise<Paged<ChildPage>> {
  if (query.depth > 1) return listLevels(context, root, query);
  const request = {
    path: root.level.path,
    query: { ...root.level.query, expand: 'ancestors,children.page' },
    item: treePage,
    subject: root.subject,
  };
  return fetchPaged(context.send, request, query, (wire) => toChild(wire, 1, context.site, hasExpandedChildren(wire)));
}

async function listLevels(
  { send, site }: GroupContext,
  root: Root,
  { depth, limit, cursor }: TreeQuery,
): Promise<Paged<ChildPage>> {
  const list = ['tree', root.whole.path, depth];
  const at = decodeCursor(list, place, cursor);
  const tree: LargeTree = { root, list, depth, limit };
  if (at !== undefined && 'start' in at) return listLargeTree(send, site, tree, at.start);
  const { items, isWhole } = await fetchMany(send, wholeOf(root), mostPages);
  if (!isWhole) return listLargeTree(send, site, tree, 0);
  const given = at?.given ?? 0;
  const all = inTreeOrder(nodesOf(items, root), amongSiblings).filter((node) => node.depth <= depth);
  const parents = new Set(items.map(parentOf));
  const end = given + limit;
  return {
    items: all.slice(given, end).map((node) => toChild(node.page, node.depth, site, parents.has(node.page.id))),
    nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null,
  };
}

interface LargeTree {
  root: Root;
  list: readonly unknown[];
  depth: number;
  limit: number;
}

async function listLargeTree(
  send: Send,
  site: Site,
  { root, list, depth, limit }: LargeTree,
  from: number,
): Promise<Paged<ChildPage>> {
  const items: ChildPage[] = [];
  let start: number | null = from;
  while (start !== null && items.length < limit) {
    const page: WirePage<TreePageWire> = await fetchList(send, wholeOf(root), limit - items.length, start);
    for (const wire of page.results) {
      const at = root.depthOf(wire);
      if (at !== undefined && at <= depth) items.push(toChild(wire, at, site, null));
    }
    start = page.next;
  }
  return { items, nextCursor: start === null ? null : encodeCursor(list, { start }) };
}

function wholeOf({ subject, whole }: Root) {
  return { path: whole.path, query: { ...whole.query, expand: 'ancestors' }, item: treePage, subject };
}

function toChild(wire: TreePageWire, depth: number, site: Site, hasChildren: boolean | null): ChildPage {
  const url = site.link(wire._links?.webui, `/pages/viewpage.action?pageId=${wire.id}`);
  return { id: wire.id, type: 'page', title: wire.title ?? '', parentId: parentOf(wire), depth, url, hasChildren };
}

function parentOf({ ancestors }: TreePageWire): string | null {
  return ancestors?.at(-1)?.id ?? null;
}

function hasExpandedChildren({ children }: TreePageWire): boolean | null {
  return children?.page === undefined ? null : children.page.results.length > 0;
}

interface TreeNode extends TreePlace {
  page: TreePageWire;
}

function nodesOf(pages: TreePageWire[], root: Root): TreeNode[] {
  return pages.flatMap((page) => {
    const depth = root.depthOf(page);
    return depth === undefined ? [] : [{ id: page.id, parentId: parentOf(page), page, depth }];
  });
}

const byTitle = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** As people ordered the pages, or else by title. */
function amongSiblings(a: TreeNode, b: TreeNode): number {
  return positionOf(a.page) - positionOf(b.page) || byTitle.compare(a.page.title ?? '', b.page.title ?? '');
}

/** `none` for pages that nobody ordered. */
function positionOf({ extensions }: TreePageWire): number {
  const position = extensions?.position;
  return typeof position === 'number' ? position : Number.MAX_SAFE_INTEGER;
}

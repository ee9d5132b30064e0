import { inTreeOrder as orderTree } from '../rest/tree-order.js';
import { pageScopes } from './page-scopes.js';
import { isAppError } from '../../errors.js';
import type { ChildPage, TreeItemType } from '../model.js';
import type { Site } from '../site.js';
import { path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import { fetchList, type WirePage } from './lists.js';
import { descendant, type DescendantWire } from './wire.js';

/** The most levels that `GET /wiki/api/v2/pages/{id}/descendants` takes as `depth`. */
export const deepestLevel = 10;

const scanPageSize = 250;
const scanPages = 4;

/** A node below what was asked for, or one put there by hand: `parentId` is null for the top of a space. */
export type TreeNode = Omit<DescendantWire, 'parentId'> & { parentId: string | null };

/** What requests for a tree have brought so far; the nodes in no order that can be relied on. */
export interface Scan<T extends TreeNode = TreeNode> {
  nodes: T[];
  /** false when there is more than four requests of 250 nodes give. */
  isWhole: boolean;
}

/** Everything below a page, as far as four requests reach. */
export async function scanBelow(send: ScopedSend, root: string, depth: number): Promise<Scan<DescendantWire>> {
  const nodes: DescendantWire[] = [];
  let after: string | null = null;
  for (let request = 0; request < scanPages; request += 1) {
    const answer: WirePage<DescendantWire> = await fetchBelow(send, root, depth, scanPageSize, after);
    nodes.push(...answer.results);
    after = answer.next;
    if (after === null) return { nodes, isWhole: true };
  }
  return { nodes, isWhole: false };
}

/**
 * One page of v2 `descendants`, which serves every depth: the cursors of `direct-children` end early where positions
 * are missing (CONFCLOUD-84015).
 */
export async function fetchBelow(
  send: ScopedSend,
  root: string,
  depth: number,
  limit: number,
  after: string | null,
): Promise<WirePage<DescendantWire>> {
  const request = {
    query: { depth },
    item: descendant,
    subject: `Page ${root}`,
    scopes: pageScopes.children,
  };
  try {
    return await fetchList(send, { ...request, path: path`/api/v2/pages/${root}/descendants` }, limit, after);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
    // Pages lie in folders as they lie below pages, and an id does not say which of the two it names.
    return fetchList(send, { ...request, path: path`/api/v2/folders/${root}/descendants` }, limit, after);
  }
}

/** Level by level, in each level by parent, and below one parent by position. */
export function inTreeOrder(nodes: readonly TreeNode[]): TreeNode[] {
  return orderTree(nodes, (a, b) => positionOf(a) - positionOf(b));
}

function positionOf({ childPosition }: TreeNode): number {
  return childPosition ?? Number.MAX_SAFE_INTEGER;
}

/** What was looked at beyond the listed nodes, and what it means for a page that no child of it was seen. */
interface ChildEvidence {
  alsoSeen?: TreeNode[];
  childless: (node: TreeNode) => false | null;
}

/** What stands in the tree among nodes, down to a depth; a type that is not known is left out, what lies below it is not. */
export function pagesAmong(nodes: TreeNode[], depth: number, site: Site, evidence: ChildEvidence): ChildPage[] {
  const parents = new Set([...nodes, ...(evidence.alsoSeen ?? [])].filter(isListed).map(({ parentId }) => parentId));
  return nodes
    .filter((node) => isListed(node) && node.depth <= depth)
    .map((node) => ({
      id: node.id,
      type: typeOf(node) ?? 'page',
      title: node.title ?? '',
      parentId: node.parentId,
      depth: node.depth,
      url: site.link(undefined, `/pages/viewpage.action?pageId=${node.id}`),
      hasChildren: parents.has(node.id) || evidence.childless(node),
    }));
}

function isListed(node: TreeNode): boolean {
  return typeOf(node) !== undefined && node.status === 'current';
}

const known: readonly string[] = ['page', 'folder', 'whiteboard', 'database', 'embed'] satisfies TreeItemType[];

function typeOf({ type, subtype }: TreeNode): TreeItemType | undefined {
  if (type === 'page' && subtype === 'live') return 'live_doc';
  return known.includes(type) ? (type as TreeItemType) : undefined;
}

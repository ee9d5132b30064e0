import type { Confluence, TreeItem } from '../../../confluence/index.js';
import { AppError, notFound } from '../../../errors.js';

/** What pages can lie below. */
const holdsPages: ReadonlySet<TreeItem['type']> = new Set(['page', 'live_doc', 'folder']);

/** The page or folder that pages are to lie below; INVALID_INPUT naming the field for what can hold none. */
export async function findParent({ pages }: Confluence, id: string, field: string): Promise<TreeItem> {
  const item = await pages.item(id);
  if (item.status === 'trashed') throw notFound(`Page ${id}`);
  if (!holdsPages.has(item.type))
    throw refused(field, `${id} is a ${item.type.replace('_', ' ')}, which cannot contain pages.`);
  if (item.status !== 'current') throw refused(field, `page ${id} is ${item.status}.`);
  return item;
}

/** The parent, in the space that a new page goes to, or stays in. */
export async function findParentIn(
  confluence: Confluence,
  id: string,
  spaceKey: string,
  field = 'parent_id',
): Promise<TreeItem> {
  const parent = await findParent(confluence, id, field);
  if (parent.spaceKey.toLowerCase() === spaceKey.toLowerCase()) return parent;
  throw refused(field, `${id} is in the space ${parent.spaceKey}, not in ${spaceKey}.`);
}

/** Refuses to put a page below itself. `above` are the ids over the new place. */
export function refuseCycle(id: string, parentId: string, above: readonly string[], field: string): void {
  if (parentId === id || above.includes(id)) throw refused(field, 'this page is the page to move, or is below it.');
}

/** The ids over what a page is to lie below; over a folder only its own parent is known. */
export async function idsAbove({ pages }: Confluence, { id, type, parentId }: TreeItem): Promise<string[]> {
  if (type !== 'folder') return pages.ancestors(id);
  return parentId === null ? [] : [parentId, ...(await pages.ancestors(parentId).catch(() => []))];
}

/** INVALID_INPUT for a place that will not do; `field` is the argument that named it. */
export function refused(field: string, what: string): AppError {
  return new AppError('INVALID_INPUT', `${field}: ${what}`, {
    hint: 'Choose another place; see confluence_get_space_page_tree.',
    details: { field },
  });
}

const mostCounted = 250;
const mostNamed = 5;

/** What lies below a page, counted, and named by the first few. */
export async function pagesBelow({ pages }: Confluence, id: string) {
  const { items, nextCursor } = await pages.children(id, { depth: 10, limit: mostCounted });
  const count = nextCursor === null ? String(items.length) : `at least ${items.length}`;
  const names = items.slice(0, mostNamed).map(({ title }) => `"${title}"`);
  const list = [...names, ...(items.length > mostNamed ? ['…'] : [])].join(', ');
  return { items, isWhole: nextCursor === null, words: `${count} below it (${list})` };
}

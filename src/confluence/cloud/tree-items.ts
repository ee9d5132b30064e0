import { AppError } from '../../errors.js';
import type { TreeItem, TreeItemType } from '../model.js';
import type { NewFolder } from '../page-port.js';
import { firstFound, isNotFound } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import { locatePage } from './content.js';
import { pageScopes } from './page-scopes.js';
import type { GroupContext } from './space-cache.js';
import { page, treeItem } from './wire.js';
import type { z } from 'zod';

/** What can stand in the tree beside pages, and where each is asked for. */
const kinds = [
  { type: 'folder', collection: 'folders', scopes: ['read:folder:confluence'] },
  { type: 'whiteboard', collection: 'whiteboards', scopes: ['read:whiteboard:confluence'] },
  { type: 'database', collection: 'databases', scopes: ['read:database:confluence'] },
  { type: 'embed', collection: 'embeds', scopes: ['read:embed:confluence'] },
] as const satisfies readonly { type: TreeItemType; collection: string; scopes: readonly string[] }[];

type Kind = (typeof kinds)[number];

/** A page nearly always; what is none is asked for as everything else at once. */
export async function getTreeItem(context: GroupContext, reference: string): Promise<TreeItem> {
  const id = contentId(reference, 'page_id');
  try {
    const { type, wire } = await locatePage(context.send, id, {}, page);
    const item = await toTreeItem(context, wire.subtype === 'live' ? 'live_doc' : 'page', { ...wire, type });
    return type === 'blogpost' ? { ...item, type } : item;
  } catch (notAPage) {
    if (!isNotFound(notAPage)) throw notAPage;
    return firstFound(await Promise.allSettled(kinds.map((kind) => ask(context, kind, id))), notAPage);
  }
}

async function ask(context: GroupContext, { type, collection, scopes }: Kind, id: string): Promise<TreeItem> {
  const wire = await context.send({
    method: 'GET',
    path: path`/api/v2/${collection}/${id}`,
    answer: treeItem,
    subject: `Page ${id}`,
    scopes,
  });
  return toTreeItem(context, type, wire);
}

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-folder/ */
export async function createFolder(context: GroupContext, { spaceKey, title, parentId }: NewFolder): Promise<TreeItem> {
  const parent = parentId === undefined ? {} : { parentId: contentId(parentId, 'parent_id') };
  const spaceId = await context.spaces.idOf(context.send, spaceKey);
  const wire = await context.send({
    method: 'POST',
    path: path`/api/v2/folders`,
    body: { spaceId, title: checkedTitle(title), ...parent },
    answer: treeItem,
    subject: parentId === undefined ? `Space ${spaceKey}` : `Space ${spaceKey} or page ${parentId}`,
    scopes: pageScopes.createFolder,
    title,
    badRequestHint: 'Check the title, and that the parent is a page or a folder of the same space.',
  });
  return toTreeItem(context, 'folder', wire);
}

function checkedTitle(title: string): string {
  if (title.trim() !== '') return title;
  throw new AppError('INVALID_INPUT', 'A folder needs a title.', { hint: 'Send one.', details: { field: 'title' } });
}

async function toTreeItem(
  { send, site, spaces }: GroupContext,
  type: TreeItemType,
  wire: z.infer<typeof treeItem>,
): Promise<TreeItem> {
  return {
    id: wire.id,
    type,
    title: wire.title ?? '',
    spaceKey: await spaces.keyOf(send, wire.spaceId),
    status: wire.status === 'deleted' ? 'trashed' : (wire.status ?? 'current'),
    parentId: wire.parentId ?? null,
    url: site.link(wire._links?.webui, `/pages/viewpage.action?pageId=${wire.id}`),
  };
}

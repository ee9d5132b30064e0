import { AppError } from '../../errors.js';
import type { Pages } from '../page-port.js';
import { contentId, path } from '../transport/path.js';
import { listChildren, listTree } from './children.js';
import { locatePage, summaryParts, toPageSummary, type GroupContext } from './content.js';
import { copyPage } from './copy-page.js';
import { findByTitle, findNearestTitles, resolvePageId } from './find-page.js';
import { movePage, refusePosition } from './move-page.js';
import { nothing } from '../rest/wire.js';
import { findDraft, getPage, getTreeItem, readWithFacts } from './read-page.js';
import { page } from './wire.js';
import { createPage, refuseLiveDoc, updatePage } from './write-page.js';

/** https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/ */
export function createPages(context: GroupContext): Pages {
  return {
    resolveId: (reference) => resolvePageId(context, reference),
    summary: async (pageId) => {
      const id = contentId(pageId, 'page_id');
      return toPageSummary(await locatePage(context.send, id, summaryParts, page), context.site);
    },
    get: (pageId, query = {}) => getPage(context, pageId, query),
    read: (pageId, query = {}) => readWithFacts(context, pageId, query),
    item: (reference) => getTreeItem(context, reference),
    moveWritesVersion: () => Promise.resolve(true),
    assertSupported: async ({ position, live }) => {
      await Promise.resolve();
      refusePosition(position);
      refuseLiveDoc(live);
    },
    findDraft: (pageId) => findDraft(context, pageId),
    nearestTitles: (spaceKey, title, limit) => findNearestTitles(context, spaceKey, title, limit),
    findByTitle: (spaceKey, title) => findByTitle(context, spaceKey, title),
    children: (pageId, query) => listChildren(context, pageId, query),
    create: (newPage) => createPage(context, newPage),
    update: (pageId, change) => updatePage(context, pageId, change),
    delete: (pageId, { purge }) => deletePage(context, pageId, purge),
    tree: (spaceKey, query) => listTree(context, spaceKey, query),
    ancestors: async (pageId) => {
      const id = contentId(pageId, 'page_id');
      const { ancestors = [] } = await locatePage(context.send, id, summaryParts, page);
      return ancestors.map((ancestor) => ancestor.id);
    },
    move: (pageId, destination) => movePage(context, pageId, destination),
    copy: (pageId, copy) => copyPage(context, pageId, copy),
  };
}

/** Deletes what the page's status leaves to delete: a draft for good, a published page to the trash, and with `purge` from there. */
async function deletePage({ send }: GroupContext, pageId: string, purge: boolean): Promise<void> {
  const id = contentId(pageId, 'page_id');
  const subject = `Page ${id}`;
  // The same endpoint deletes comments and files, so that this is a page has to be known first.
  const { status } = await locatePage(send, id, summaryParts, page);
  if (purge && status === 'current') throw notInTrash(subject);
  await send({
    method: 'DELETE',
    path: path`/rest/api/content/${id}`,
    query: { status: status === 'draft' ? status : purge ? 'trashed' : undefined },
    answer: nothing,
    subject,
    badRequestHint: 'The homepage of a space cannot be deleted.',
  });
}

function notInTrash(subject: string): AppError {
  return new AppError('INVALID_INPUT', `${subject} is not in the trash.`, {
    hint: 'Only a page that is already in the trash can be purged: delete it first.',
    details: { field: 'purge' },
  });
}

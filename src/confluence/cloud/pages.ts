import { parentOfBlogPost } from '../rest/arguments.js';
import { pageScopes } from './page-scopes.js';
import { AppError, isAppError } from '../../errors.js';
import type { ContentType, PageSummary } from '../model.js';
import type { PageChange, NewPage, Pages } from '../port.js';
import { isNotFound, readBack, withCurrentVersion } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import { listAncestors } from './ancestors.js';
import { listChildren } from './children.js';
import { copyPage } from './copy-page.js';
import { collectionOf, eitherType } from './content.js';
import { findByTitle } from './find-page.js';
import type { GroupContext } from './space-cache.js';
import { locatePage } from './content.js';
import { movePage } from './move-page.js';
import { resolvePageId } from './find-page.js';
import { listSpaceTree } from './space-tree.js';
import { toPageSummary } from './content.js';
import { nothing } from '../rest/wire.js';
import { page, pageWithBody, type PageWire } from './wire.js';

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/ and its twin for blog posts. */
export function createPages(context: GroupContext): Pages {
  return {
    resolveId: (reference) => resolvePageId(context, reference),
    summary: (pageId) => readSummary(context, contentId(pageId, 'page_id')),
    get: async (pageId, { representation = 'storage', version } = {}) => {
      const query = { 'body-format': representation, version };
      const { type, wire } = await locatePage(
        context.send,
        contentId(pageId, 'page_id'),
        query,
        pageWithBody[representation],
      );
      return { ...(await summary(context, wire, type)), representation, body: wire.body };
    },
    findByTitle: (spaceKey, title) => findByTitle(context, spaceKey, title),
    children: (pageId, query) => listChildren(context, pageId, query),
    create: (newPage) => createPage(context, newPage),
    update: (pageId, change) => updatePage(context, pageId, change),
    delete: (pageId, { purge }) => deletePage(context, pageId, purge),
    tree: (spaceKey, query) => listSpaceTree(context, spaceKey, query),
    ancestors: (pageId) => listAncestors(context.send, pageId),
    move: async (pageId, destination) => {
      await movePage(context, pageId, destination);
      return readBack(() => readSummary(context, pageId));
    },
    copy: (pageId, copy) => copyPage(context, pageId, copy),
  };
}

async function summary({ send, spaces, site }: GroupContext, wire: PageWire, type: ContentType): Promise<PageSummary> {
  return toPageSummary(wire, type, await spaces.keyOf(send, wire.spaceId), site);
}

async function readSummary(context: GroupContext, pageId: string): Promise<PageSummary> {
  const { type, wire } = await locatePage(context.send, pageId, {}, page);
  return summary(context, wire, type);
}

async function createPage(context: GroupContext, newPage: NewPage): Promise<PageSummary> {
  const { type, spaceKey, title, body, status, parentId } = newPage;
  if (type === 'blogpost' && parentId !== undefined) throw parentOfBlogPost();
  const parent = parentId === undefined ? {} : { parentId: contentId(parentId, 'parent_id') };
  const spaceId = await context.spaces.idOf(context.send, spaceKey);
  const wire = await context.send({
    method: 'POST',
    path: path`/api/v2/${collectionOf[type]}`,
    body: { spaceId, status, title, ...parent, body: { representation: 'storage', value: body } },
    answer: page,
    subject: parentId === undefined ? `Space ${spaceKey}` : `Space ${spaceKey} or page ${parentId}`,
    scopes: pageScopes.create,
    title,
    badRequestHint: 'Check the title, and that the parent is a page of the same space.',
  });
  return summary(context, wire, type);
}

async function updatePage(context: GroupContext, pageId: string, change: PageChange): Promise<PageSummary> {
  const id = contentId(pageId, 'page_id');
  const { type, title, status, parentId, expectedVersion, message } = change;
  if (change.minorEdit === true) throw noMinorEdits();
  if (type === 'blogpost' && parentId !== undefined) throw parentOfBlogPost();
  // A draft has no history: Confluence keeps it at version 1.
  const number = status === 'draft' ? 1 : expectedVersion + 1;
  const parent = parentId === undefined ? {} : { parentId: contentId(parentId, 'parent_id') };
  const write = context.send({
    method: 'PUT',
    path: path`/api/v2/${collectionOf[type]}/${id}`,
    body: {
      ...{ id, status, title, ...parent },
      body: { representation: 'storage', value: change.body },
      version: { number, ...(message !== undefined && { message }) },
    },
    answer: page,
    subject: `Page ${id}`,
    scopes: pageScopes.update,
    title,
    badRequestHint: 'Check the title, and that the parent is a page of the same space and not below this page.',
  });
  return summary(
    context,
    await write.catch((error: unknown) => withCurrentVersion(error, () => presentVersion(context, id))),
    type,
  );
}

async function deletePage({ send }: GroupContext, pageId: string, purge: boolean): Promise<void> {
  const id = contentId(pageId, 'page_id');
  const remove = (type: ContentType, query: { purge?: boolean; draft?: boolean }): Promise<undefined> =>
    send({
      method: 'DELETE',
      path: path`/api/v2/${collectionOf[type]}/${id}`,
      query,
      answer: nothing,
      subject: `Page ${id}`,
      scopes: pageScopes.delete,
      badRequestHint: purge
        ? 'Only a page that is already in the trash can be purged.'
        : 'The homepage of a space stays.',
    });
  try {
    await eitherType((type) => remove(type, purge ? { purge } : {}));
  } catch (error) {
    // Drafts need `draft=true`; the API does not document whether it answers 400 or 404 without.
    if (!isNotFound(error) && !(isAppError(error) && error.code === 'INVALID_INPUT')) throw error;
    const { type, wire } = await locatePage(send, id, {}, page);
    if (wire.status !== 'draft') throw error;
    await remove(type, { draft: true });
  }
}

function noMinorEdits(): AppError {
  return new AppError('NOT_SUPPORTED', 'Confluence Cloud cannot mark an edit as minor over its API.', {
    hint: 'Repeat the call without is_minor_edit; watchers may be notified.',
  });
}

async function presentVersion({ send }: GroupContext, id: string): Promise<number> {
  return (await locatePage(send, id, {}, page)).wire.version.number;
}

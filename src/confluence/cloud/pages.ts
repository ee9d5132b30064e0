import { isAppError } from '../../errors.js';
import type { Page, PageDraft, PageSummary, PageWithFacts } from '../model.js';
import type { Pages } from '../page-port.js';
import { isNotFound, readBack } from '../rest/outcomes.js';
import { nothing } from '../rest/wire.js';
import { contentId, path } from '../transport/path.js';
import { listAncestors } from './ancestors.js';
import { archivePages } from './archive-pages.js';
import { listChildren } from './children.js';
import { locatePage, summarize, type Located } from './content.js';
import { collectionOf, eitherType } from './content-type.js';
import { copyPage } from './copy-page.js';
import { findByTitle, findNearestTitles, resolvePageId } from './find-page.js';
import { movePage } from './move-page.js';
import { updateDetails } from './page-details.js';
import { readIndexed, toFacts } from './page-facts.js';
import { pageScopes } from './page-scopes.js';
import type { GroupContext } from './space-cache.js';
import { listSpaceTree } from './space-tree.js';
import { createFolder, getTreeItem } from './tree-items.js';
import { page, pageWithBody, type PageWire } from './wire.js';
import { createPage, refuseMinorEdit, updatePage } from './write-page.js';
import type { ContentType } from '../model.js';

type PageQuery = NonNullable<Parameters<Pages['get']>[1]>;

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/ and its twin for blog posts. */
export function createPages(context: GroupContext): Pages {
  return {
    resolveId: (reference) => resolvePageId(context, reference),
    summary: (pageId) => readSummary(context, contentId(pageId, 'page_id')),
    get: async (pageId, query = {}) => (await readPage(context, pageId, query)).page,
    read: (pageId, query = {}) => readWithFacts(context, pageId, query),
    item: (reference) => getTreeItem(context, reference),
    moveWritesVersion: () => Promise.resolve(false),
    assertSupported: ({ minorEdit }) => Promise.resolve(minorEdit).then(refuseMinorEdit),
    findDraft: (pageId) => findDraft(context, contentId(pageId, 'page_id')),
    nearestTitles: (spaceKey, title, limit) => findNearestTitles(context, spaceKey, title, limit),
    findByTitle: (spaceKey, title, options) => findByTitle(context, spaceKey, title, options),
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
    createFolder: (folder) => createFolder(context, folder),
    archive: (pageIds, options) => archivePages(context, pageIds, options),
    updateDetails: (pageId, details) => updateDetails(context, pageId, details),
  };
}

async function readSummary(context: GroupContext, pageId: string): Promise<PageSummary> {
  const { type, wire } = await locatePage(context.send, pageId, {}, page);
  return summarize(context, wire, type);
}

async function readPage(
  context: GroupContext,
  pageId: string,
  { representation = 'storage', version }: PageQuery,
  more: Record<string, boolean> = {},
): Promise<{ page: Page; located: Located<PageWire> }> {
  const id = contentId(pageId, 'page_id');
  const query = { 'body-format': representation, version, ...more };
  const { type, wire } = await locatePage(context.send, id, query, pageWithBody[representation]);
  const summary = await summarize(context, wire, type);
  return { page: { representation, body: wire.body, ...summary }, located: { type, wire } };
}

async function readWithFacts(context: GroupContext, pageId: string, query: PageQuery): Promise<PageWithFacts> {
  const id = contentId(pageId, 'page_id');
  const { read, indexed } = await readIndexed(context, id, query.version !== undefined, () =>
    readPage(context, id, query, { 'include-labels': true }),
  );
  return { facts: await toFacts(context, read.located, indexed), ...read.page };
}

/** A page without unpublished changes has a draft of its own text. */
async function findDraft({ send }: GroupContext, id: string): Promise<PageDraft | undefined> {
  const ask = (query: Record<string, boolean>) =>
    locatePage(send, id, { 'body-format': 'storage', ...query }, pageWithBody.storage);
  const [published, draft] = await Promise.all([ask({}), ask({ 'get-draft': true })]);
  if (published.wire.status === 'draft' || draft.wire.status !== 'draft') return undefined;
  const { title, body } = draft.wire;
  return { title: title ?? '', body, differs: title !== published.wire.title || body !== published.wire.body };
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
        : 'The homepage of a space cannot be deleted.',
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

import { AppError } from '../../errors.js';
import type { PageSummary } from '../model.js';
import type { NewPage, PageChange } from '../page-port.js';
import { parentOfBlogPost } from '../rest/arguments.js';
import { withCurrentVersion } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import { locatePage, summarize } from './content.js';
import { collectionOf } from './content-type.js';
import { pageScopes } from './page-scopes.js';
import type { GroupContext } from './space-cache.js';
import { page } from './wire.js';

/** A page without a parent goes below the homepage of its space. */
export async function createPage(context: GroupContext, newPage: NewPage): Promise<PageSummary> {
  const { type, spaceKey, title, body, status, parentId, representation = 'storage', live } = newPage;
  if (type === 'blogpost' && parentId !== undefined) throw parentOfBlogPost();
  if (live === true && (type === 'blogpost' || status === 'draft')) throw livePageOnly();
  const parent = parentId === undefined ? {} : { parentId: contentId(parentId, 'parent_id') };
  const subtype = live === true ? { subtype: 'live' } : {};
  const spaceId = await context.spaces.idOf(context.send, spaceKey);
  const wire = await context.send({
    method: 'POST',
    path: path`/api/v2/${collectionOf[type]}`,
    body: { spaceId, status, title, ...parent, ...subtype, body: { representation, value: body } },
    answer: page,
    subject: parentId === undefined ? `Space ${spaceKey}` : `Space ${spaceKey} or page ${parentId}`,
    scopes: pageScopes.create,
    title,
    badRequestHint: 'Check the title, and that the parent is a page or a folder of the same space.',
  });
  return summarize(context, wire, type);
}

/** Writes version `expectedVersion + 1`, or the draft. */
export async function updatePage(context: GroupContext, pageId: string, change: PageChange): Promise<PageSummary> {
  const id = contentId(pageId, 'page_id');
  const { type, title, status, parentId, expectedVersion, message } = change;
  refuseMinorEdit(change.minorEdit);
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
  return summarize(
    context,
    await write.catch((error: unknown) => withCurrentVersion(error, () => presentVersion(context, id))),
    type,
  );
}

/** Throws NOT_SUPPORTED for a minor edit: v2 has no word for one, and dropping the wish would notify every watcher. */
export function refuseMinorEdit(isMinor: boolean | undefined): void {
  if (isMinor !== true) return;
  throw new AppError('NOT_SUPPORTED', 'Confluence Cloud cannot mark an edit as minor over its API.', {
    hint: 'Repeat the call without is_minor_edit; watchers may be notified.',
  });
}

async function presentVersion({ send }: GroupContext, id: string): Promise<number> {
  return (await locatePage(send, id, {}, page)).wire.version.number;
}

function livePageOnly(): AppError {
  return new AppError('INVALID_INPUT', 'A live doc is a page, and has no drafts.', {
    hint: 'Create it as current, or a page as draft.',
    details: { field: 'content_type' },
  });
}

import { AppError } from '../../errors.js';
import { parentOfBlogPost } from '../rest/arguments.js';
import type { PageSummary } from '../model.js';
import type { NewPage, PageChange } from '../page-port.js';
import { readBack, withCurrentVersion } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { locatePage } from './content.js';
import type { GroupContext } from './content.js';
import { fetchSpace } from './spaces.js';
import { summaryParts, toPageSummary } from './content.js';
import { ifTold, page, type PageWire } from './wire.js';

/** A page without a parent goes below the homepage, as on every other way to make one; above it nobody would find it. */
export async function createPage({ send, site }: GroupContext, newPage: NewPage): Promise<PageSummary> {
  const { type, spaceKey, title, body, status, parentId, representation = 'storage' } = newPage;
  refuseLiveDoc(newPage.live);
  if (type === 'blogpost' && parentId !== undefined) throw parentOfBlogPost();
  const named = parentId === undefined ? undefined : contentId(parentId, 'parent_id');
  const space = await fetchSpace(send, spaceKey);
  const parent = type === 'blogpost' ? undefined : (named ?? space.homepage?.id);
  const wire = await send({
    method: 'POST',
    path: path`/rest/api/content`,
    query: { expand: summaryParts },
    body: {
      ...{ type, title, status, space: { key: space.key } },
      ...(parent !== undefined && { ancestors: [{ id: parent }] }),
      body: { [representation]: { value: body, representation } },
    },
    answer: page,
    subject: parentId === undefined ? `Space ${spaceKey}` : `Space ${spaceKey} or page ${parentId}`,
    title,
    badRequestHint: 'Check the title, and that the parent is a page of the same space.',
  });
  return toPageSummary(wire, site);
}

/**
 * Reads the page first: a PUT without ancestors would take it out of the tree, and one of a draft or of a page in the
 * trash has to say that it is.
 */
export async function updatePage(
  { send, site }: GroupContext,
  pageId: string,
  change: PageChange,
): Promise<PageSummary> {
  const id = contentId(pageId, 'page_id');
  const { type, title, status, message, minorEdit, expectedVersion } = change;
  if (type === 'blogpost' && change.parentId !== undefined) throw parentOfBlogPost();
  const named = change.parentId === undefined ? undefined : contentId(change.parentId, 'parent_id');
  const present = await locatePage(send, id, summaryParts, page);
  const parent = named ?? present.ancestors?.at(-1)?.id;
  const wire = await putPage(send, present, {
    ...{ type, title, status },
    ...(parent !== undefined && { ancestors: [{ id: parent }] }),
    version: {
      // A draft has no history: Confluence keeps it at version 1.
      number: present.status === 'draft' || status === 'draft' ? 1 : expectedVersion + 1,
      ...(message !== undefined && { message }),
      ...(minorEdit !== undefined && { minorEdit }),
    },
    body: { storage: { value: change.body, representation: 'storage' } },
  });
  return toPageSummary(wire, site);
}

/** What a PUT needs of a page whether it changes or not. */
interface PageBody extends Record<string, unknown> {
  type: string;
  title: string;
  version: { number: number };
}

/** Writes the next version of a page that was read as `present`. */
export async function putPage(send: Send, present: PageWire, body: PageBody): Promise<PageWire> {
  const { id } = present;
  const written = await send({
    method: 'PUT',
    path: path`/rest/api/content/${id}`,
    query: { status: present.status === 'current' ? undefined : present.status },
    body: { id, ...body },
    answer: ifTold(page),
    subject: `Page ${id}`,
    title: body.title,
    badRequestHint: 'Check the title, and that the parent is a page of the same space and not below this page.',
  }).catch((error: unknown) =>
    withCurrentVersion(error, async () => (await locatePage(send, id, summaryParts, page)).version.number),
  );
  return written ?? readBack(() => locatePage(send, id, summaryParts, page));
}

/** Throws NOT_SUPPORTED where a live doc is wanted: only Cloud has them. */
export function refuseLiveDoc(isLive: boolean | undefined): void {
  if (isLive !== true) return;
  throw new AppError('NOT_SUPPORTED', 'Confluence Data Center has no live docs.', { hint: 'Create a page.' });
}

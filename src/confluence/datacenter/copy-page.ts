import { AppError, isAppError } from '../../errors.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import type { PageSummary } from '../model.js';
import type { PageCopy } from '../page-port.js';
import { contentId } from '../transport/path.js';
import { createAttachments } from './attachments.js';
import { locatePage } from './content.js';
import type { GroupContext } from './content.js';
import { createLabels } from './labels.js';
import { summaryParts } from './content.js';
import { page, pageWithBody } from './wire.js';
import { createPage } from './write-page.js';

/** As large as an attachment may become by default is 100 MB; one at a time is held in memory. */
const largestFile = 100 * 1024 * 1024;

/** There is no endpoint for copying: reads the page, creates another, and carries labels and files over one by one. */
export async function copyPage(context: GroupContext, pageId: string, copy: PageCopy): Promise<PageSummary> {
  const id = contentId(pageId, 'page_id');
  const { title, parentId } = copy;
  const spaceKey = await spaceOf(context, copy);
  const { type, body } = await locatePage(context.send, id, `body.storage,${summaryParts}`, pageWithBody.storage);
  const made = await createPage(context, {
    type,
    spaceKey,
    title,
    body: withoutComments(body),
    status: 'current',
    parentId,
  });
  try {
    if (copy.includeLabels) await copyLabels(context, id, made.id);
    if (copy.includeAttachments) await copyAttachments(context, id, made.id);
  } catch (error) {
    throw incomplete(made, error);
  }
  return made;
}

/** A comment stays on the page that it was made on, so that its mark would lead nowhere in the copy. Code is left as it is. */
function withoutComments(storage: string): string {
  return storage.replaceAll(
    /(<!\[CDATA\[[^]*?\]\]>)|<\/?ac:inline-comment-marker\b[^>]*>/g,
    (_, code = '') => code as string,
  );
}

async function spaceOf({ send }: GroupContext, { parentId, spaceKey }: PageCopy): Promise<string> {
  if (parentId === undefined && spaceKey !== undefined) return asSpaceKey(spaceKey);
  if (parentId !== undefined) {
    const parent = contentId(parentId, 'parent_id');
    return (await locatePage(send, parent, summaryParts, page)).space.key;
  }
  throw new AppError('INVALID_INPUT', 'The copy needs a place.', {
    hint: 'Send parent_id or space_key.',
    details: { field: 'parent_id' },
  });
}

async function copyLabels(context: GroupContext, from: string, to: string): Promise<void> {
  const labels = createLabels(context);
  const names = await labels.list(from);
  if (names.length > 0) await labels.add(to, names);
}

async function copyAttachments(context: GroupContext, from: string, to: string): Promise<void> {
  const attachments = createAttachments(context);
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await attachments.list(from, { limit: 50, cursor });
    for (const { id } of items) {
      const { filename, mediaType, bytes } = await attachments.download(id, { maxBytes: largestFile });
      await attachments.upload(to, { filename, mediaType, bytes });
    }
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The page exists by now: whoever tries the same again would be told that its title is taken. */
function incomplete({ id }: PageSummary, error: unknown): unknown {
  if (!isAppError(error)) return error;
  return new AppError(error.code, `Page ${id} was created as the copy, but its labels or files are not complete.`, {
    hint: `${error.message} Add what is missing to page ${id}, or delete it and copy again.`,
    details: { page_id: id },
    cause: error,
  });
}

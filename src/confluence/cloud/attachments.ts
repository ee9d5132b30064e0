import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Attachment, AttachmentContent, NewAttachment, Paged } from '../model.js';
import type { Attachments } from '../port.js';
import { attachmentForm, largerThanAllowed } from '../rest/attachment-files.js';
import { nothing } from '../rest/wire.js';
import type { Site } from '../site.js';
import { contentId, path } from '../transport/path.js';
import { collectionOf } from './content-type.js';
import { fetchPagedOfEither } from './lists.js';
import type { GroupContext } from './space-cache.js';
import { attachment, type AttachmentWire, uploadedAttachment } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const attachmentScopes = {
  list: ['read:attachment:confluence'],
  get: ['read:attachment:confluence'],
  download: ['read:attachment:confluence'],
  upload: ['write:attachment:confluence', 'read:content-details:confluence'],
  delete: ['delete:attachment:confluence'],
} as const satisfies MethodScopes<Attachments>;

const unknownType = 'application/octet-stream';

/**
 * Metadata and deletion: https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-attachment/. Uploads and
 * downloads, which v2 does not have: https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/.
 */
export function createAttachments(context: GroupContext): Attachments {
  return {
    list: (pageId, query) => listAttachments(context, pageId, query),
    get: (id) => getAttachment(context, id),
    download: async (id, { maxBytes }) => download(context, await getAttachment(context, id), maxBytes),
    upload: (pageId, file) => upload(context, pageId, file),
    delete: async (attachment) => {
      const id = attachmentId(attachment);
      await context.send({
        method: 'DELETE',
        path: path`/api/v2/attachments/${id}`,
        answer: nothing,
        subject: `Attachment ${id}`,
        scopes: attachmentScopes.delete,
      });
    },
  };
}

async function listAttachments(
  { send, site }: GroupContext,
  pageId: string,
  { filename, mediaType, ...page }: Parameters<Attachments['list']>[1],
): Promise<Paged<Attachment>> {
  const id = contentId(pageId, 'page_id');
  const name = filename?.normalize('NFC');
  const { items, nextCursor } = await fetchPagedOfEither(
    send,
    ['attachments', id, name, mediaType],
    (type) => ({
      path: path`/api/v2/${collectionOf[type]}/${id}/attachments`,
      query: { filename: name, mediaType, sort: 'created-date' },
      item: attachment,
      subject: `Page ${id}`,
      scopes: attachmentScopes.list,
    }),
    page,
  );
  // The server folds some names into one.
  const wanted = items.filter(({ title }) => name === undefined || title.normalize('NFC') === name);
  return { items: wanted.map((wire) => toAttachment(wire, id, site)), nextCursor };
}

async function getAttachment({ send, site }: GroupContext, attachmentReference: string): Promise<Attachment> {
  const id = attachmentId(attachmentReference);
  const subject = `Attachment ${id}`;
  const wire = await send({
    method: 'GET',
    path: path`/api/v2/attachments/${id}`,
    answer: attachment,
    subject,
    scopes: attachmentScopes.get,
  });
  if (['trashed', 'deleted'].includes(wire.status)) {
    throw new AppError('NOT_FOUND', `${subject} is in the trash.`, { hint: 'Restore it in Confluence to use it.' });
  }
  const pageId = wire.pageId ?? wire.blogPostId;
  if (pageId) return toAttachment(wire, pageId, site);
  throw new AppError('NOT_SUPPORTED', `${subject} is neither on a page nor on a blog post.`, {
    hint: 'Attachments of other content are not supported.',
  });
}

function toAttachment(wire: AttachmentWire, pageId: string, site: Site): Attachment {
  return {
    id: wire.id,
    pageId,
    filename: wire.title,
    mediaType: wire.mediaType || unknownType,
    sizeBytes: wire.fileSize,
    version: wire.version.number,
    url: site.link(wire._links?.webui, attachmentsOf(pageId)),
  };
}

function attachmentsOf(pageId: string): string {
  return `/pages/viewpageattachments.action?pageId=${pageId}`;
}

/** Confluence answers with a redirect to a signed address elsewhere. The version makes size and bytes belong together. */
async function download({ send }: GroupContext, attachment: Attachment, maxBytes: number): Promise<AttachmentContent> {
  const { id, pageId, mediaType, version, sizeBytes } = attachment;
  if (sizeBytes > maxBytes) throw largerThanAllowed(attachment, maxBytes);
  const bytes = await send({
    method: 'GET',
    path: path`/rest/api/content/${pageId}/child/attachment/${id}/download`,
    query: { version },
    file: { maxBytes, mediaType },
    answer: z.instanceof(Uint8Array),
    subject: `Attachment ${id}`,
    scopes: attachmentScopes.download,
  });
  if (bytes.length !== sizeBytes) throw otherSize(attachment, bytes.length);
  return { ...attachment, bytes };
}

function otherSize({ id, sizeBytes }: Attachment, received: number): AppError {
  const sizes = `${String(received)} of ${String(sizeBytes)} bytes arrived`;
  return new AppError('UPSTREAM_UNAVAILABLE', `Attachment ${id} did not arrive as Confluence lists it: ${sizes}.`, {
    hint: 'Try again in a moment.',
  });
}

/** PUT on the collection adds the file, or a version of the file that has the name already. */
async function upload({ send, site }: GroupContext, pageId: string, file: NewAttachment): Promise<Attachment> {
  const id = contentId(pageId, 'page_id');
  const { results } = await send({
    method: 'PUT',
    path: path`/rest/api/content/${id}/child/attachment`,
    form: attachmentForm(file),
    answer: z.object({ results: z.tuple([uploadedAttachment]) }),
    subject: `Page ${id}`,
    scopes: attachmentScopes.upload,
    badRequestHint: 'Check the name and type of the file; an administrator may have forbidden them.',
  });
  const [{ id: attachmentId, title, version, extensions, _links }] = results;
  return {
    id: attachmentId,
    pageId: id,
    filename: title,
    mediaType: extensions.mediaType || unknownType,
    sizeBytes: extensions.fileSize,
    version: version.number,
    url: site.link(_links?.webui, attachmentsOf(id)),
  };
}

/** `att` and digits, as Confluence writes them; digits alone are taken for the same. */
function attachmentId(id: string): string {
  const digits = id.startsWith('att') ? id.slice(3) : id;
  try {
    return `att${contentId(digits, 'attachment_id')}`;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'attachment_id is not the id of an attachment.', {
      hint: 'Send it as Confluence shows it, e.g. "att65601"; list the attachments of the page to find it.',
      details: { field: 'attachment_id' },
      cause,
    });
  }
}

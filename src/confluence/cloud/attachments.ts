import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Attachment, AttachmentContent, NewAttachment, Paged } from '../model.js';
import type { Attachments } from '../port.js';
import type { Site } from '../site.js';
import { contentId, path } from '../transport/path.js';
import { attachmentForm } from './attachment-form.js';
import { attachmentId } from './attachment-id.js';
import { collectionOf } from './either-type.js';
import type { GroupContext } from './group-context.js';
import { fetchPagedOfEither } from './paged-of-either.js';
import { nothing } from '../v1-wire.js';
import { attachment, uploadedAttachment, type AttachmentWire } from './wire.js';

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
        scope: 'delete:attachment:confluence',
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
      scope: 'read:attachment:confluence',
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
    scope: 'read:attachment:confluence',
  });
  if (['trashed', 'deleted'].includes(wire.status)) {
    throw new AppError('NOT_FOUND', `${subject} is in the trash.`, { hint: 'Restore it in Confluence to use it.' });
  }
  const pageId = wire.pageId ?? wire.blogPostId;
  if (pageId) return toAttachment(wire, pageId, site);
  throw new AppError('NOT_SUPPORTED', `${subject} is neither on a page nor on a blog post.`, {
    hint: 'Attachments of other content are not served.',
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
  if (sizeBytes > maxBytes) throw tooLarge(attachment, maxBytes);
  const bytes = await send({
    method: 'GET',
    path: path`/rest/api/content/${pageId}/child/attachment/${id}/download`,
    query: { version },
    file: { maxBytes, mediaType },
    answer: z.instanceof(Uint8Array),
    subject: `Attachment ${id}`,
    scope: 'read:attachment:confluence',
  });
  if (bytes.length !== sizeBytes) throw otherSize(attachment, bytes.length);
  return { ...attachment, bytes };
}

function tooLarge({ id, sizeBytes }: Attachment, maxBytes: number): AppError {
  const sizes = `${String(sizeBytes)} bytes, more than the ${String(maxBytes)} that were allowed`;
  return new AppError('INVALID_INPUT', `Attachment ${id} has ${sizes}.`, {
    hint: `Allow at least ${String(sizeBytes)} bytes, or open the attachment in Confluence.`,
    details: { field: 'max_bytes', size_bytes: sizeBytes },
  });
}

function otherSize({ id, sizeBytes }: Attachment, received: number): AppError {
  const sizes = `${String(received)} bytes came of ${String(sizeBytes)}`;
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
    scope: 'write:attachment:confluence',
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

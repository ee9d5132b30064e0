import { z } from 'zod';
import { AppError } from '../../errors.js';
import { attachmentForm, largerThanAllowed } from '../rest/attachment-files.js';
import type { Attachment, AttachmentContent, NewAttachment, Paged } from '../model.js';
import type { Attachments } from '../port.js';
import { readBack } from '../rest/outcomes.js';
import type { Site } from '../site.js';
import { contentId, path, type Path } from '../transport/path.js';
import type { Query } from '../transport/wire-request.js';
import { getContent, pageTypes } from './content.js';
import type { GroupContext } from './content.js';
import { fetchList, fetchPaged } from './lists.js';
import { nothing } from '../rest/wire.js';
import { attachment, ifTold, type AttachmentWire } from './wire.js';

const expand = 'version,container';

/** Files are content below a page. https://developer.atlassian.com/server/confluence/rest/v1000/api-group-attachments/ */
export function createAttachments(context: GroupContext): Attachments {
  const { send, site } = context;
  return {
    list: (pageId, query) => listAttachments(context, pageId, query),
    get: async (id) => toAttachment(await fetchAttachment(context, id), site),
    download: async (id, { maxBytes }) => download(context, await fetchAttachment(context, id), maxBytes),
    upload: (pageId, file) => upload(context, pageId, file),
    delete: async (reference) => {
      // The same endpoint deletes pages, so whether this is a file has to be known first.
      const { id } = await fetchAttachment(context, reference);
      await send({
        method: 'DELETE',
        path: path`/rest/api/content/${id}`,
        answer: nothing,
        subject: `Attachment ${id}`,
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
  const request = {
    path: path`/rest/api/content/${id}/child/attachment`,
    query: { filename: filename?.normalize('NFC'), mediaType, expand },
    item: attachment,
    subject: `Page ${id}`,
  };
  return fetchPaged(send, request, page, (wire) => toAttachment(wire, site, id));
}

async function fetchAttachment({ send }: GroupContext, reference: string): Promise<AttachmentWire> {
  const id = attachmentId(reference);
  const subject = `Attachment ${id}`;
  const wire = await getContent(send, { id, types: ['attachment'], query: { expand }, answer: attachment, subject });
  if (pageTypes.includes(wire.container?.type ?? '')) return wire;
  throw new AppError('NOT_SUPPORTED', `${subject} is neither on a page nor on a blog post.`, {
    hint: 'Attachments of other content are not supported.',
  });
}

/** Digits; some releases put `att` before them. */
function attachmentId(id: string): string {
  const digits = id.startsWith('att') ? id.slice(3) : id;
  contentId(digits, 'attachment_id');
  return id;
}

function toAttachment(wire: AttachmentWire, site: Site, pageId = wire.container?.id ?? ''): Attachment {
  return {
    id: wire.id,
    pageId,
    filename: wire.title ?? '',
    mediaType: (wire.metadata?.mediaType ?? wire.extensions?.mediaType) || 'application/octet-stream',
    sizeBytes: wire.extensions?.fileSize ?? 0,
    version: wire.version.number,
    url: site.link(wire._links?.webui, `/pages/viewpageattachments.action?pageId=${pageId}`),
  };
}

async function download(
  { send, site }: GroupContext,
  wire: AttachmentWire,
  maxBytes: number,
): Promise<AttachmentContent> {
  const file = toAttachment(wire, site);
  if (file.sizeBytes > maxBytes) throw largerThanAllowed(file, maxBytes);
  const bytes = await send({
    method: 'GET',
    ...downloadAddress(wire, file),
    file: { maxBytes, mediaType: file.mediaType },
    answer: z.instanceof(Uint8Array),
    subject: `Attachment ${file.id}`,
  });
  return { ...file, bytes };
}

/** The link is relative to the root with its context path. Only its parts are used, so that it leads nowhere else. */
function downloadAddress(wire: AttachmentWire, file: Attachment): { path: Path; query: Query } {
  const { pathname, searchParams } = new URL(wire._links?.download ?? '', 'http://site.invalid');
  const [, container = file.pageId, name] = /^\/download\/attachments\/(\d+)\/([^/]+)$/.exec(pathname) ?? [];
  const filename = name === undefined ? file.filename : decodeURIComponent(name);
  const query = name === undefined ? { version: file.version, api: 'v2' } : Object.fromEntries(searchParams);
  return { path: path`/download/attachments/${container}/${filename}`, query };
}

/** Unlike on Cloud a file whose name is taken is refused: its next version goes to the file itself. */
async function upload(context: GroupContext, pageId: string, file: NewAttachment): Promise<Attachment> {
  const id = contentId(pageId, 'page_id');
  const { send, site } = context;
  const form = attachmentForm(file);
  const subject = `Page ${id}`;
  const common = {
    ...({ method: 'POST', form, subject } as const),
    badRequestHint: 'Check the name and type of the file; an administrator may have forbidden them.',
  };
  const present = await findByName({ send }, id, file.filename.normalize('NFC'));
  if (present !== undefined) {
    const target = path`/rest/api/content/${id}/child/attachment/${present}/data`;
    const written = await send({ ...common, path: target, answer: ifTold(attachment) });
    return toAttachment(written ?? (await readBack(() => fetchAttachment(context, present))), site, id);
  }
  const answer = z.object({ results: z.tuple([attachment]) });
  const { results } = await send({
    ...common,
    query: { expand },
    path: path`/rest/api/content/${id}/child/attachment`,
    answer,
  });
  return toAttachment(results[0], site, id);
}

async function findByName(
  { send }: Pick<GroupContext, 'send'>,
  pageId: string,
  filename: string,
): Promise<string | undefined> {
  const request = {
    path: path`/rest/api/content/${pageId}/child/attachment`,
    query: { filename, expand },
    item: attachment,
    subject: `Page ${pageId}`,
  };
  const { results } = await fetchList(send, request, 25, 0);
  return results.find(({ title }) => title?.normalize('NFC') === filename)?.id;
}

import { z } from 'zod';
import type { Attachment, Confluence } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { dryRun, line, pageId } from '../../schemas/input.js';
import { creation } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderWrite } from '../render.js';
import { contentBase64, contentText, filename, mostBytes } from './file-input.js';
import { storedType } from './media-type.js';
import { refuseUneditable } from '../rights.js';

const input = z
  .strictObject({
    page_id: pageId,
    filename: filename.describe('Name with extension, no path.'),
    content_base64: contentBase64.describe('The bytes of the file, about 3 MB at most.').optional(),
    content_text: contentText.describe('Or its text.').optional(),
    media_type: line(100).describe('By default from the name.').optional(),
    comment: line(500).describe('Note for the file history.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) => (args.content_base64 === undefined) !== (args.content_text === undefined),
    'give either content_base64 or content_text',
  );

/** confluence_upload_attachment: a file by its content. What this server can read itself is nobody else's to send. */
export const uploadAttachment = defineTool({
  name: 'confluence_upload_attachment',
  title: 'Upload attachment',
  toolset: 'attachments',
  effect: 'update',
  description:
    'Attach a file to a page by sending its content; paths and URLs are not read. A file of the same name gets a new version.',
  input,
  output: creation,
  writes: ({ page_id: page }) => ({ page }),
  run: uploadOrPreview,
  render: (result, fence) => renderWrite('uploaded', result, fence),
});

type UploadRequest = z.output<typeof input>;

/** Stores a file, as a new version when the page has one of that name. */
async function uploadOrPreview(request: UploadRequest, { confluence }: ToolContext) {
  const { filename, comment } = request;
  const bytes = bytesOf(request);
  const { mediaType, warnings } = typeOf(request, bytes);
  if (request.dry_run) {
    const existing = await findFile(confluence, request);
    await refuseUneditable(confluence, request.page_id);
    const diff = describe(request, mediaType, bytes, existing);
    return { id: existing?.id ?? null, title: filename, changed: true, dry_run: true, diff, ...warnings };
  }
  const stored = await confluence.attachments.upload(request.page_id, { filename, mediaType, bytes, comment });
  const { id, version, url } = stored;
  return { id, title: stored.filename, version, url, changed: true, dry_run: false, ...warnings };
}

function bytesOf({ content_base64: base64, content_text: text = '' }: UploadRequest): Uint8Array {
  const bytes = base64 === undefined ? Buffer.from(text, 'utf8') : Buffer.from(base64, 'base64');
  if (bytes.byteLength <= mostBytes) return bytes;
  throw new AppError('INVALID_INPUT', `The file has ${bytes.byteLength} bytes; the limit is ${mostBytes}.`);
}

function typeOf({ filename, media_type: declared }: UploadRequest, bytes: Uint8Array) {
  const stored = storedType(filename, declared, bytes);
  if ('mismatch' in stored) {
    throw new AppError('INVALID_INPUT', `The content is not an image of type ${stored.mismatch}.`, {
      hint: 'Send all bytes of the file as content_base64, or give the file its real name and media_type.',
    });
  }
  return { mediaType: stored.type, warnings: stored.warning === undefined ? {} : { warnings: [stored.warning] } };
}

/** Also finds out whether the page is there. */
async function findFile(
  confluence: Confluence,
  { page_id: pageId, filename }: UploadRequest,
): Promise<Attachment | undefined> {
  const { items } = await confluence.attachments.list(pageId, { filename, limit: 1 });
  return items[0];
}

function describe(
  { filename }: UploadRequest,
  mediaType: string,
  bytes: Uint8Array,
  existing: Attachment | undefined,
): string {
  const added = `+ ${filename} (${mediaType}, ${bytes.byteLength} bytes, version ${(existing?.version ?? 0) + 1})`;
  if (existing === undefined) return added;
  return `- ${existing.filename} (${existing.mediaType}, ${existing.sizeBytes} bytes, version ${existing.version})\n${added}`;
}

import { z } from 'zod';
import type { AttachmentContent } from '../../../confluence/index.js';
import { findDocumentKind } from '../../../documents/index.js';
import { AppError } from '../../../errors.js';
import { attachmentId, cursor } from '../../schemas/input.js';
import { attachment, foreignText, nextCursor } from '../../schemas/output.js';
import { toAttachment } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import type { MediaContent, ToolContext } from '../define-tool.js';
import { renderAttachment, renderMore } from '../render.js';
import { mostBytes } from './file-input.js';
import { imageTypeOf, unknownType } from './media-type.js';

const input = z.strictObject({
  attachment_id: attachmentId,
  as: z.enum(['auto', 'text', 'raw']).default('auto').describe('raw: the bytes.'),
  max_bytes: z.int().min(1).max(mostBytes).describe('Refuse larger files.').optional(),
  cursor,
});
const output = attachment.extend({ text: foreignText.optional(), next_cursor: nextCursor });

/** confluence_download_attachment: the content of one file. */
export const downloadAttachment = defineTool({
  name: 'confluence_download_attachment',
  title: 'Download attachment',
  toolset: 'attachments',
  effect: 'read',
  description:
    'Read an attachment: images as images, text as text, PDF and Office documents as Markdown, the rest as a resource.',
  input,
  output,
  isProse: true,
  run: readFile,
  render: (file, fence) => {
    const parts = [renderAttachment(file), ...(file.text === undefined ? [] : [file.text])];
    return `${fence(parts.join('\n\n'))}${renderMore(file.next_cursor)}`;
  },
  media: ({ media }) => media,
});

type FileRequest = z.output<typeof input>;

/** A file as a model can take it in: its text, or what comes beside a text. */
interface PresentedFile {
  text?: string;
  next_cursor?: string;
  warnings?: string[];
  media: MediaContent[];
}

async function readFile(request: FileRequest, context: ToolContext) {
  const { attachment_id: id, as, max_bytes: maxBytes = mostBytes, cursor: from } = request;
  context.progress(0, 1, 'Fetching the file');
  const file = await context.confluence.attachments.download(id, { maxBytes });
  const isDocument = as !== 'raw' && findDocumentKind(file.mediaType, file.filename) !== undefined;
  if (isDocument) return { ...toAttachment(file), ...(await readDocument(file, from, context)) };
  if (from !== undefined) throw noParts();
  refuseLarge(request, file);
  return { ...toAttachment(file), ...presentFile(file, as) };
}

async function readDocument(
  { bytes, mediaType, filename }: AttachmentContent,
  from: string | undefined,
  { documents, signal }: ToolContext,
): Promise<PresentedFile> {
  const part = await documents.read(bytes, mediaType, filename, { cursor: from, signal });
  return {
    text: part.markdown === '' ? 'The file contains no text.' : part.markdown,
    ...(part.nextCursor !== undefined && { next_cursor: part.nextCursor }),
    ...(part.warnings.length > 0 && { warnings: [...part.warnings] }),
    media: [],
  };
}

const bytesByDefault = 1_000_000;

/** Of a document only a part is told; anything else goes to the model as it is. */
function refuseLarge({ max_bytes: wanted = bytesByDefault }: FileRequest, { bytes }: AttachmentContent): void {
  if (bytes.length <= wanted) return;
  throw new AppError('INVALID_INPUT', `The file has ${bytes.length} bytes, more than max_bytes allows.`, {
    hint: `Set max_bytes (at most ${mostBytes}), or open the file in the browser.`,
  });
}

function noParts(): AppError {
  return new AppError('INVALID_INPUT', 'cursor: this file is not returned in parts.', { hint: 'Leave cursor out.' });
}

/**
 * Images as images, text as text, everything else as an embedded resource. The bytes decide: a model would refuse a
 * whole conversation for an image that is none.
 */
function presentFile({ id, mediaType, bytes }: AttachmentContent, as: FileRequest['as']): PresentedFile {
  const image = imageTypeOf(bytes);
  const text = image === undefined && as !== 'raw' ? decodeText(bytes) : undefined;
  if (text !== undefined) return { text, media: [] };
  if (as === 'text') {
    throw new AppError('UNCONVERTIBLE', 'This file contains no text that can be read.', {
      hint: 'Download it with "as" set to "auto".',
    });
  }
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  if (image !== undefined && as === 'auto') return { media: [{ type: 'image', data: base64, mimeType: image }] };
  const mimeType = image ?? (/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(mediaType) ? mediaType : unknownType);
  return { media: [{ type: 'resource', resource: { uri: `confluence://attachment/${id}`, mimeType, blob: base64 } }] };
}

/** UTF-8 without control characters is text, whatever it was declared as. */
function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /(?![\t-\r])\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

import { z } from 'zod';
import type { AttachmentContent } from '../../../confluence/index.js';
import { attachmentId } from '../../schemas/input.js';
import { attachment, foreignText } from '../../schemas/output.js';
import { toAttachment } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import type { MediaContent } from '../define-tool.js';
import { renderAttachment } from '../render.js';
import { mostBytes } from './file-input.js';
import { imageTypeOf, unknownType } from './media-type.js';

/** confluence_download_attachment: the content of one file. */
const input = z.strictObject({
  attachment_id: attachmentId,
  max_bytes: z.int().min(1).max(mostBytes).default(1_000_000).describe('Refuse larger files.'),
});
const output = attachment.extend({ text: foreignText.optional() });

export const downloadAttachment = defineTool({
  name: 'confluence_download_attachment',
  title: 'Download attachment',
  toolset: 'attachments',
  effect: 'read',
  description: 'Read an attachment: images come as images, text as text, other files as an embedded resource.',
  input,
  output,
  isProse: true,
  run: async ({ attachment_id: id, max_bytes: maxBytes }, { confluence, progress }) => {
    progress(0, 1, 'Fetching the file');
    const file = await confluence.attachments.download(id, { maxBytes });
    return { ...toAttachment(file), ...presentFile(file) };
  },
  render: (file, fence) =>
    fence([renderAttachment(file), ...(file.text === undefined ? [] : [file.text])].join('\n\n')),
  media: ({ media }) => media,
});

/** A file as a model can take it in: its text, or what comes beside a text. */
interface PresentedFile {
  text?: string;
  media: MediaContent[];
}

/**
 * Images as images, text as text, everything else as an embedded resource. The bytes decide: a model would refuse a
 * whole conversation for an image that is none.
 */
function presentFile({ id, mediaType, bytes }: AttachmentContent): PresentedFile {
  const image = imageTypeOf(bytes);
  const text = image === undefined ? decodeText(bytes) : undefined;
  if (text !== undefined) return { text, media: [] };
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  if (image !== undefined) return { media: [{ type: 'image', data: base64, mimeType: image }] };
  const mimeType = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(mediaType) ? mediaType : unknownType;
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

import type { AttachmentContent } from '../../confluence/index.js';
import type { MediaContent } from '../define-tool.js';
import { imageTypeOf } from './image-type.js';
import { unknownType } from './media-type.js';

/** A file as a model can take it in: its text, or what comes beside a text. */
export interface PresentedFile {
  text?: string;
  media: MediaContent[];
}

/**
 * Images as images, text as text, everything else as an embedded resource. The bytes decide: a model would refuse a
 * whole conversation for an image that is none.
 */
export function presentFile({ id, mediaType, bytes }: AttachmentContent): PresentedFile {
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

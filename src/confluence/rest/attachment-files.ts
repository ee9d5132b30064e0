import { AppError } from '../../errors.js';
import type { Attachment, NewAttachment } from '../model.js';
import type { FormPart } from '../transport/multipart.js';

/** The form of an upload. Names are normalised (NFC), because Confluence tells files apart by them. */
export function attachmentForm({ filename, mediaType, bytes, comment }: NewAttachment): FormPart[] {
  const text = 'text/plain; charset=utf-8';
  return [
    { name: 'file', filename: attachmentName(filename), mediaType: checkedMediaType(mediaType), content: bytes },
    { name: 'minorEdit', mediaType: text, content: 'false' },
    ...(comment === undefined ? [] : [{ name: 'comment', mediaType: text, content: comment }]),
  ];
}

const maxNameLength = 255;

/** A plain name: no path of any system, nothing that could end a header. */
function attachmentName(filename: string): string {
  const name = filename.normalize('NFC');
  const isPlain = !/[\p{Cc}\p{Cs}/\\"]/u.test(name) && name.trim() === name && !/^\.{0,2}$/.test(name);
  if (isPlain && name.length <= maxNameLength) return name;
  throw new AppError('INVALID_INPUT', 'filename is not a valid file name.', {
    hint: 'Send only a name, of at most 255 characters, without a path, quotes, control characters, or spaces at its ends.',
    details: { field: 'filename' },
  });
}

function checkedMediaType(mediaType: string): string {
  if (/^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(; ?[\w-]{1,40}=[\w.-]{1,80})?$/.test(mediaType)) return mediaType;
  throw new AppError('INVALID_INPUT', 'media_type is not a media type.', {
    hint: 'Send it as type/subtype, e.g. "image/png" or "text/plain".',
    details: { field: 'media_type' },
  });
}

/** INVALID_INPUT for a file that its own metadata says is too large, before any of it is fetched; sizes in bytes. */
export function largerThanAllowed({ id, sizeBytes }: Attachment, maxBytes: number): AppError {
  const sizes = `${String(sizeBytes)} bytes, more than the allowed ${String(maxBytes)}`;
  return new AppError('INVALID_INPUT', `Attachment ${id} has ${sizes}.`, {
    hint: `Allow at least ${String(sizeBytes)} bytes, or open the attachment in Confluence.`,
    details: { field: 'max_bytes', size_bytes: sizeBytes },
  });
}

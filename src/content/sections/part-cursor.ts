import { createHash } from 'node:crypto';
import { AppError } from '../../errors.js';

/** Names a place in a text: a cursor of another text, or of this one since it changed, is refused. */
export function cursorAt(position: number, text: string): string {
  return Buffer.from(`${position}.${fingerprint(text)}`).toString('base64url');
}

/** The place that a cursor names; INVALID_INPUT for one of another text. */
export function positionOf(cursor: string, text: string): number {
  const match = /^(\d{1,9})\.([0-9a-f]{8})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const position = Number(match?.[1]);
  if (match && match[2] === fingerprint(text) && position > 0 && position < text.length) return position;
  throw new AppError('INVALID_INPUT', 'The cursor does not belong to this content.', {
    hint: 'Send next_cursor exactly as it was returned, with the same page, section and format, or start again without a cursor.',
  });
}

function fingerprint(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 8);
}

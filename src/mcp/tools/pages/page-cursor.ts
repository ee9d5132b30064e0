import { z } from 'zod';
import { AppError } from '../../../errors.js';

/** Where reading a page goes on. It names the version, so that two halves of different versions are never joined. */
const pageCursor = z.strictObject({
  page: z.string(),
  version: z.int(),
  /** The version was asked for by number, so it stays readable when the page moves on. */
  pinned: z.boolean(),
  format: z.string(),
  section: z.string().nullable(),
  position: z.string(),
});

/** The page, the version, and where in which part of it reading goes on. */
export type PageCursor = z.output<typeof pageCursor>;

/**
 * JSON as base64url (RFC 4648, 5). Not signed: whoever forges one asks for a part of a page that they may read anyway.
 */
export function encodePageCursor(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws INVALID_INPUT for anything that this server did not hand out for this page. */
export function decodePageCursor(text: string, page: string): PageCursor {
  const cursor = pageCursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (cursor.success && cursor.data.page === page) return cursor.data;
  throw new AppError('INVALID_INPUT', 'cursor: not a next_cursor of this page.', {
    hint: 'Send next_cursor exactly as it was returned, or leave it out to read from the start.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

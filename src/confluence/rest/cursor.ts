import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../errors.js';

/**
 * Our cursors: base64url of JSON with a place in a list and a mark of which list that is, so that a cursor continues
 * only the list that it came from. They hold no secrets and grant nothing: what is behind them is read anew.
 */
export function encodeCursor(list: readonly unknown[], place: unknown): string {
  return Buffer.from(JSON.stringify({ l: mark(list), p: place })).toString('base64url');
}

/** The place in a cursor; undefined without one. Anything that this service did not make is INVALID_INPUT. */
export function decodeCursor<T>(
  list: readonly unknown[],
  schema: z.ZodType<T>,
  cursor: string | undefined,
): T | undefined {
  if (cursor === undefined) return undefined;
  const content = parsed(cursor);
  if (content?.l !== mark(list)) throw invalidCursor();
  const place = schema.safeParse(content.p);
  if (!place.success) throw invalidCursor();
  return place.data;
}

/** The upstream cursor in a `next` link of either API; the link's origin and path count for nothing. */
export function upstreamCursor(answer: { _links?: { next?: string | undefined } | undefined }): string | null {
  const next = answer._links?.next;
  if (next === undefined) return null;
  const cursor = new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('cursor');
  if (cursor !== null && cursor !== '') return cursor;
  throw new AppError('UPSTREAM_UNAVAILABLE', 'Confluence says that there is more, but not how to get it.', {
    hint: 'Ask with a larger limit.',
  });
}

function mark(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

function parsed(cursor: string): { l?: unknown; p?: unknown } | null {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return typeof content === 'object' ? content : null;
  } catch {
    return null;
  }
}

function invalidCursor(): AppError {
  return new AppError('INVALID_INPUT', 'cursor does not belong to this list.', {
    hint: 'Send the next_cursor of the previous answer with otherwise unchanged arguments, or no cursor to start again.',
    details: { field: 'cursor' },
  });
}

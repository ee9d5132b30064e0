import { AppError } from '../../errors.js';
import { z } from 'zod';
import type { ContentType, Paged, PageQuery } from '../model.js';
import { decodeCursor, encodeCursor, upstreamCursor } from '../rest/cursor.js';
import type { ScopedSend, ScopedRequest } from '../transport/wire-request.js';
import { eitherType } from './content-type.js';
import { listOf } from './wire.js';

/**
 * A cursor of Confluence's inside one of ours. It comes back from the client, so that its length is bounded (4,000
 * characters).
 */
export const upstreamPlace = z.string().min(1).max(4_000);

interface ListRequest<T extends z.ZodType> extends Omit<ScopedRequest<unknown>, 'method' | 'answer'> {
  item: T;
}

/** One page as v2 answers it; `next` is the opaque `cursor` of the page after it, null at the end. */
export interface WirePage<T> {
  results: T[];
  next: string | null;
}

/** One upstream page of a list, at `cursor` or, for null, the first. Throws as `send` does. */
export async function fetchList<T extends z.ZodType>(
  send: ScopedSend,
  { item, ...request }: ListRequest<T>,
  limit: number,
  cursor: string | null,
): Promise<WirePage<z.output<T>>> {
  const query = { ...request.query, limit, ...(cursor !== null && { cursor }) };
  const answer = await send({ ...request, method: 'GET', query, answer: listOf(item) });
  return { results: answer.results, next: upstreamCursor(answer) };
}

/** A list whose pages are Confluence's own: our cursor wraps the upstream one. */
export async function fetchPaged<T extends z.ZodType, R>(
  send: ScopedSend,
  request: ListRequest<T>,
  { limit, cursor }: PageQuery,
  convert: (item: z.output<T>) => R,
): Promise<Paged<R>> {
  const list = [request.path, request.query];
  const after = decodeCursor(list, upstreamPlace, cursor) ?? null;
  const { results, next } = await fetchList(send, request, limit, after);
  return { items: results.map(convert), nextCursor: next === null ? null : encodeCursor(list, next) };
}

/** Every item of a list that is short by nature. */
export async function fetchAll<T extends z.ZodType>(send: ScopedSend, request: ListRequest<T>): Promise<z.output<T>[]> {
  const items: z.output<T>[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: WirePage<z.output<T>> = await fetchList(send, request, 250, cursor);
    items.push(...page.results);
    cursor = page.next;
    if (cursor !== null && seen.has(cursor)) throw doesNotAdvance();
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
  return items;
}

function doesNotAdvance(): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', 'Confluence keeps returning the same part of a list.', {
    hint: 'Try again in a moment.',
  });
}

const place = z.object({ type: z.enum(['page', 'blogpost']), after: upstreamPlace });

/** A list that pages and blog posts have under two addresses; its cursors remember which of them it is. */
export async function fetchPagedOfEither<T extends z.ZodType>(
  send: ScopedSend,
  list: readonly unknown[],
  request: (type: ContentType) => ListRequest<T>,
  { limit, cursor }: PageQuery,
): Promise<Paged<z.output<T>>> {
  const at = decodeCursor(list, place, cursor);
  const read = async (type: ContentType, from: string | null): Promise<Paged<z.output<T>>> => {
    const { results, next } = await fetchList(send, request(type), limit, from);
    return { items: results, nextCursor: next === null ? null : encodeCursor(list, { type, after: next }) };
  };
  return at === undefined ? eitherType((type) => read(type, null)) : read(at.type, at.after);
}

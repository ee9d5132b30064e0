import { z } from 'zod';
import type { Paged, PageQuery } from '../model.js';
import type { Send, WireRequest } from '../transport/wire-request.js';
import { decodeCursor, encodeCursor, upstreamCursor } from './cursor.js';
import { listOf } from './wire.js';

export const upstreamPlace = z.string().min(1).max(4_000);

export interface ListRequest<T extends z.ZodType> extends Omit<WireRequest<unknown>, 'method' | 'answer'> {
  item: T;
}

export interface WirePage<T> {
  results: T[];
  next: string | null;
}

/** One upstream page of a list. */
export async function fetchList<T extends z.ZodType>(
  send: Send,
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
  send: Send,
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
export async function fetchAll<T extends z.ZodType>(send: Send, request: ListRequest<T>): Promise<z.output<T>[]> {
  const items: z.output<T>[] = [];
  let cursor: string | null = null;
  do {
    const page: WirePage<z.output<T>> = await fetchList(send, request, 250, cursor);
    items.push(...page.results);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

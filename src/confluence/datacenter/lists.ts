import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Paged, PageQuery } from '../model.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { Send, WireRequest } from '../transport/wire-request.js';
import { listOf } from './wire.js';

const place = z.object({ start: z.number().int().positive() });

interface ListRequest<T extends z.ZodType> extends Omit<WireRequest<unknown>, 'method' | 'answer'> {
  item: T;
}

/** One page of a list by numbers: Data Center counts (`start`, `limit`) where Cloud has cursors. */
export interface WirePage<T> {
  results: T[];
  /** Where the next page starts; null at the end. */
  next: number | null;
}

/** One upstream page of a list from the item `start` on, counted from 0. Throws as `send` does. */
export async function fetchList<T extends z.ZodType>(
  send: Send,
  { item, ...request }: ListRequest<T>,
  limit: number,
  start: number,
): Promise<WirePage<z.output<T>>> {
  const query = { ...request.query, start, limit };
  const answer = await send({ ...request, method: 'GET', query, answer: listOf(item) });
  return { results: answer.results, next: nextStart(answer, start) };
}

/** A list whose pages are Confluence's own: our cursor holds where the next one starts, and which `list` it is of. */
export async function fetchPaged<T extends z.ZodType, R>(
  send: Send,
  request: ListRequest<T>,
  { limit, cursor }: PageQuery,
  convert: (item: z.output<T>) => R,
  list: readonly unknown[] = [request.path, request.query],
): Promise<Paged<R>> {
  const start = decodeCursor(list, place, cursor)?.start ?? 0;
  const { results, next } = await fetchList(send, request, limit, start);
  return { items: results.map(convert), nextCursor: next === null ? null : encodeCursor(list, { start: next }) };
}

/** Up to `most` items of a list, and whether that is all of it. */
export async function fetchMany<T extends z.ZodType>(
  send: Send,
  request: ListRequest<T>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ items: z.output<T>[]; isWhole: boolean }> {
  const items: z.output<T>[] = [];
  let start: number | null = 0;
  while (start !== null && items.length < most) {
    const page: WirePage<z.output<T>> = await fetchList(send, request, 200, start);
    items.push(...page.results);
    start = page.next;
  }
  return { items, isWhole: start === null };
}

/**
 * A page that has a `next` link ends where that link starts, which is further than the page has items when some of them
 * are hidden from the account. A link that does not lead on would make a list endless.
 */
function nextStart(
  answer: { limit?: number | undefined; _links?: { next?: string | undefined } | undefined },
  start: number,
): number | null {
  const link = answer._links?.next;
  if (link === undefined) return null;
  const told = Number(new URLSearchParams(link.slice(link.indexOf('?') + 1)).get('start'));
  if (Number.isSafeInteger(told) && told > start) return told;
  if (answer.limit !== undefined) return start + answer.limit;
  throw new AppError('UPSTREAM_UNAVAILABLE', 'Confluence says that there is more, but not how to get it.', {
    hint: 'Ask with a larger limit.',
  });
}

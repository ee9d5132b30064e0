import type { Request } from 'express';
import { decodeCursor, encodeCursor } from '../../wire/cursor.js';
import { Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';

interface Slice<T> {
  items: T[];
  start: number;
  limit: number;
  size: number;
  _links: Record<string, string>;
}

/**
 * One page of a v1 listing. `limit` is capped without a word; `next` is relative to `_links.base` and does NOT begin
 * with `/wiki`.
 */
export function slice<T>(site: Site, req: Request, all: readonly T[], cap: number, fallback = 25): Slice<T> {
  const query = new Query(req);
  const limit = Math.min(query.integer('limit', fallback, 2 ** 31 - 1), cap);
  const cursor = query.text('cursor');
  const path = `/rest/api${req.path}`;
  const listing = `${path}?${query.text('cql') ?? ''}`;
  const start = cursor === undefined ? Number(query.text('start') ?? 0) : decodeCursor(listing, cursor);
  const items = all.slice(start, start + limit);
  const base = baseOf(site);
  const links: Record<string, string> = { base, context: '/wiki', self: `${base}${path}?${asText(req.query)}` };
  const end = start + items.length;
  if (end < all.length) {
    const rest = {
      ...req.query,
      next: 'true',
      cursor: encodeCursor(listing, end),
      limit: String(limit),
      start: String(end),
    };
    links['next'] = `${path}?${asText(rest)}`;
  }
  return { items, start, limit, size: items.length, _links: links };
}

function asText(query: Record<string, unknown>): string {
  return new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

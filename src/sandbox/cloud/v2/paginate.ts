import type { Request, Response } from 'express';
import { decodeCursor, encodeCursor } from '../../wire/cursor.js';
import { Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';

interface PageLimits {
  fallback?: number;
  max?: number;
}

/**
 * Sends one page of `items`: `{results, _links: {next?, base}}` and the same in a `Link` header. `next` begins with
 * `/wiki` and repeats the request's own parameters.
 */
export function sendPage<T>(
  site: Site,
  req: Request,
  res: Response,
  items: readonly T[],
  toJson: (item: T) => unknown,
  { fallback = 25, max = 250 }: PageLimits = {},
): void {
  const query = new Query(req);
  const limit = query.integer('limit', fallback, max);
  const cursor = query.text('cursor');
  const path = `/wiki/api/v2${req.path}`;
  const offset = cursor === undefined ? 0 : decodeCursor(path, cursor);
  const end = offset + limit;
  const base = baseOf(site);
  const links: { next?: string; base: string } = { base };
  const header = [`<${base}>; rel="base"`];
  if (end < items.length) {
    links.next = `${path}?${nextQuery(req, encodeCursor(path, end))}`;
    header.unshift(`<${links.next}>; rel="next"`);
  }
  res.set('Link', header.join(', ')).json({ results: items.slice(offset, end).map(toJson), _links: links });
}

function nextQuery(req: Request, cursor: string): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(req.query)) {
    if (name === 'cursor') continue;
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, item as string);
  }
  parameters.append('cursor', cursor);
  return parameters.toString();
}

import type { Request, Response } from 'express';
import { Query } from '../wire/query.js';
import { invalid } from '../world/refusal.js';
import { baseOf, type Site } from './site.js';

interface ListingLimits {
  /** The most that one answer holds, whatever was asked for. */
  cap: number;
  /** The limit of who names none. Default 25. */
  fallback?: number;
}

interface Slice<T> {
  items: T[];
  start: number;
  limit: number;
  size: number;
  _links: Record<string, string>;
}

/** `start` and `limit` of a listing; the limit is capped without a word. `next` lacks the context path. */
export function slice<T>(site: Site, req: Request, all: readonly T[], { cap, fallback = 25 }: ListingLimits): Slice<T> {
  const start = count(req, 'start', 0);
  const limit = Math.min(count(req, 'limit', fallback), cap);
  const items = all.slice(start, start + limit);
  const end = start + items.length;
  const links = {
    self: site.origin + req.originalUrl,
    base: baseOf(site),
    context: site.contextPath,
    ...(limit > 0 && end < all.length ? { next: addressWith(site, req, { limit, start: end }) } : {}),
    ...(start > 0 ? { prev: addressWith(site, req, { limit, start: Math.max(0, start - limit) }) } : {}),
  };
  return { items, start, limit, size: items.length, _links: links };
}

/** Sends one page of a list: `{results, start, limit, size, _links}`, with `next` where there is more. */
export function sendListing<T>(
  site: Site,
  req: Request,
  res: Response,
  all: readonly T[],
  toJson: (item: T) => unknown,
  limits: ListingLimits,
): void {
  const { items, ...envelope } = slice(site, req, all, limits);
  res.json({ results: items.map(toJson), ...envelope });
}

/** A list inside of an answer. */
export function embeddedList(results: readonly unknown[], self: string, limit = 25) {
  const shown = results.slice(0, limit);
  return { results: shown, start: 0, limit, size: shown.length, _links: { self } };
}

function count(req: Request, name: string, fallback: number): number {
  const text = new Query(req).text(name);
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${name} must be a number that is not negative: ${text}`);
  return Number(text);
}

/** The request's own address with other parameters, relative to the base. */
export function addressWith(site: Site, req: Request, changes: Record<string, string | number>): string {
  const { pathname, searchParams } = new URL(req.originalUrl, site.origin);
  for (const [name, value] of Object.entries(changes)) searchParams.set(name, String(value));
  return `${pathname.slice(site.contextPath.length)}?${searchParams.toString()}`;
}

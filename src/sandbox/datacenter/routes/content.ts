import { Router, type Request, type Response } from 'express';
import { decodeCursor, encodeCursor } from '../../wire/cursor.js';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import type { Content } from '../../world/content.js';
import { notFound } from '../../world/refusal.js';
import { canView } from '../../world/rights.js';
import { compareIds } from '../../world/tree.js';
import { contentJson } from '../content-json.js';
import { entityJson, isComment, isContent, viewEntity } from '../entities.js';
import { Expansion } from '../expansion.js';
import { addressWith, sendListing } from '../listing.js';
import { baseOf, viewOf, type Site, type View } from '../site.js';
import { visibleSpace } from '../space-json.js';

const defaults = 'history,space,version';

/** Listing, scanning and reading content of every type. */
export function contentRoutes(site: Site): Router {
  const router = Router();
  router.get('/content', (req, res) => {
    const view = viewOf(site, res);
    const expand = Expansion.of(req);
    const found = matching(view, new Query(req)).sort((a, b) => compareIds(a.id, b.id));
    sendListing(site, req, res, found, (content) => contentJson(view, content, expand), expand);
  });
  router.get('/content/scan', (req, res) => sendScan(site, req, res));
  router.get('/content/:id', (req, res) => {
    const view = viewOf(site, res);
    const json = readOne(view, pathParam(req, 'id'), new Query(req), Expansion.of(req, defaults));
    const links = { collection: '/rest/api/content', base: baseOf(site), context: site.contextPath };
    res.json({ ...json, _links: { ...json._links, ...links } });
  });
  return router;
}

/** Only what is current, unless `status` says otherwise. */
function readOne(view: View, id: string, query: Query, expand: Expansion) {
  const entity = viewEntity(view, id);
  const wanted = statusesOf(query);
  const version = query.text('version');
  if (isContent(entity) && version !== undefined && wanted.some((one) => one === 'historical' || one === 'any')) {
    const revision = entity.revisions.find(({ number }) => String(number) === version);
    if (revision === undefined) throw notFound();
    return contentJson(view, entity, expand, revision);
  }
  if (isContent(entity) && entity.draft !== null && wanted.includes('draft')) {
    const { version, draft } = entity;
    return { ...contentJson(view, entity, expand, { ...version, ...draft, message: '' }), status: 'draft' };
  }
  const status = isComment(entity) ? 'current' : entity.status;
  if (!isAmong(wanted, status)) throw notFound();
  return entityJson(view, entity, expand);
}

function statusesOf(query: Query): string[] {
  const statuses = query.values('status');
  return statuses.length === 0 ? ['current'] : statuses;
}

const isAmong = (wanted: readonly string[], status: string): boolean =>
  wanted.includes(status) || wanted.includes('any');

/** Titles compare without regard to case. */
function matching(view: View, query: Query): Content[] {
  const { world, actor } = view;
  const type = query.text('type') ?? 'page';
  const key = query.text('spaceKey');
  const spaceId = key === undefined ? undefined : visibleSpace(view, key).id;
  const title = query.text('title')?.toLowerCase();
  const wanted = statusesOf(query);
  const ids = query.values('ids');
  const day = query.text('postingDay');
  return [...world.contents.values()].filter(
    (content) =>
      content.type === type &&
      isAmong(wanted, content.status) &&
      canView(world, actor, content) &&
      (spaceId === undefined || content.spaceId === spaceId) &&
      (title === undefined || content.title.toLowerCase() === title) &&
      (ids.length === 0 || ids.includes(content.id)) &&
      (day === undefined || content.createdAt.toISOString().startsWith(day)),
  );
}

/** All pages by cursor instead of offset. */
function sendScan(site: Site, req: Request, res: Response): void {
  const view = viewOf(site, res);
  const query = new Query(req);
  const expand = Expansion.of(req);
  const found = matching(view, query).sort((a, b) => compareIds(a.id, b.id));
  const cursor = query.text('cursor');
  const listing = `scan?${query.text('spaceKey') ?? ''}`;
  const start = cursor === undefined ? 0 : decodeCursor(listing, cursor);
  const limit = Math.min(query.integer('limit', 25, 100_000), expand.cap);
  const items = found.slice(start, start + limit);
  const next = start + items.length < found.length ? encodeCursor(listing, start + items.length) : undefined;
  res.json({
    results: items.map((content) => contentJson(view, content, expand)),
    cursor: cursor ?? '',
    ...(next === undefined ? {} : { nextCursor: next }),
    ...{ limit, size: items.length },
    _links: {
      self: site.origin + req.originalUrl,
      ...(next === undefined ? {} : { next: addressWith(site, req, { cursor: next }) }),
      base: baseOf(site),
      context: site.contextPath,
    },
  });
}

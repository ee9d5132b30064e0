import { Router, type Request, type Response } from 'express';
import type { Content } from '../../world/content.js';
import { createContent, deleteContent, renameContent, updateContent, type ContentChange } from '../../world/pages.js';
import { invalid, notFound } from '../../world/refusal.js';
import { canView, viewContent, viewSpace } from '../../world/rights.js';
import type { World } from '../../world/world.js';
import { objectBody, optional, required, actorOf, pathParam } from '../../wire/request.js';
import { baseOf, type Site } from '../site.js';
import { int64, Query } from '../../wire/query.js';
import { listFormats, readBody, singleFormats } from './body.js';
import { contentJson, type Reading } from './content-json.js';
import { includesJson } from './includes.js';
import { sendPage } from './paginate.js';
import { draftOf, readContent } from './read-content.js';
import { contentOrders, sorted, sortNames } from './sort.js';

const statuses = ['current', 'archived', 'deleted', 'trashed'] as const;
const orders = sortNames(['id', 'created-date', 'modified-date', 'title']);

interface ContentKind {
  type: 'page' | 'blogpost';
  /** `/pages` or `/blogposts` */
  path: string;
}

/** Pages and blog posts: the same endpoints under two names, blog posts without a tree. */
export function contentRoutes(site: Site, kind: ContentKind): Router {
  return Router().use(readRoutes(site, kind), createRoute(site, kind), changeRoutes(site, kind));
}

function readRoutes(site: Site, { type, path }: ContentKind): Router {
  const router = Router();
  const visible = (res: Response) =>
    [...site.world.contents.values()].filter(
      (content) => content.type === type && canView(site.world, actorOf(res), content),
    );

  router.get(path, (req, res) => {
    const query = new Query(req);
    const ids = query.ids('id');
    const spaceIds = query.ids('space-id', 100);
    const found = visible(res).filter(
      ({ id, spaceId }) =>
        (ids.length === 0 || ids.includes(id)) && (spaceIds.length === 0 || spaceIds.includes(spaceId)),
    );
    sendContents(site, req, res, found);
  });

  router.get(`/spaces/:id${path}`, (req, res) => {
    const space = viewSpace(site.world, actorOf(res), int64(pathParam(req, 'id')));
    const root = new Query(req).oneOf('depth', ['all', 'root'] as const) === 'root';
    const inSpace = visible(res).filter(
      ({ spaceId, parentId }) => spaceId === space.id && (!root || parentId === null),
    );
    sendContents(site, req, res, inSpace);
  });

  router.get(`${path}/:id`, (req, res) => {
    const query = new Query(req);
    const content = viewContent(site.world, actorOf(res), idOf(site.world, req, type));
    const { revision, status } = readContent(content, query);
    const json = contentJson(site.world, content, {
      format: query.oneOf('body-format', singleFormats),
      revision,
      status,
    });
    const includes = includesJson(site, query, content, `/wiki/api/v2${path}/${content.id}`, actorOf(res));
    res.json({ ...json, ...includes, _links: { ...json._links, base: baseOf(site) } });
  });
  return router;
}

function createRoute(site: Site, { type, path }: ContentKind): Router {
  return Router().post(path, (req, res) => {
    const body = objectBody(req);
    const query = new Query(req);
    const status = publishable(optional(body, 'status') ?? 'current');
    const content = createContent(site.world, actorOf(res), {
      type,
      spaceId: int64(required(body, 'spaceId'), 'spaceId'),
      title: status === 'draft' ? (optional(body, 'title') ?? '') : required(body, 'title'),
      storage: readBody(body['body']) ?? '',
      status,
      parentId: optional(body, 'parentId'),
      rootLevel: query.flag('root-level'),
      subtype: body['subtype'] === 'live' ? 'live' : undefined,
      private: query.flag('private'),
    });
    res.json(singleJson(site, content, 'storage'));
  });
}

function changeRoutes(site: Site, { type, path }: ContentKind): Router {
  const router = Router();
  router.put(`${path}/:id`, (req, res) => {
    const id = idOf(site.world, req, type);
    const change = changeOf(req, id);
    const content = updateContent(site.world, actorOf(res), id, change);
    const isDraft = change.status === 'draft' && content.status !== 'draft';
    res.json(singleJson(site, content, 'storage', isDraft ? draftOf(content) : {}));
  });
  router.put(`${path}/:id/title`, (req, res) => {
    const body = objectBody(req);
    const status = publishable(required(body, 'status'));
    const renamed = renameContent(
      site.world,
      actorOf(res),
      idOf(site.world, req, type),
      required(body, 'title'),
      status,
    );
    res.json(singleJson(site, renamed));
  });
  router.delete(`${path}/:id`, (req, res) => {
    const query = new Query(req);
    const deletion = { purge: query.flag('purge'), draft: query.flag('draft') };
    deleteContent(site.world, actorOf(res), idOf(site.world, req, type), deletion);
    res.status(204).end();
  });
  return router;
}

function idOf(world: World, req: Request, type: ContentKind['type']): string {
  const id = int64(pathParam(req, 'id'));
  if (world.contents.get(id)?.type !== type) throw notFound();
  return id;
}

function singleJson(site: Site, content: Content, format?: 'storage', reading: Reading = {}) {
  const json = contentJson(site.world, content, { format, ...reading });
  return { ...json, _links: { ...json._links, base: baseOf(site) } };
}

function changeOf(req: Request, id: string): ContentChange {
  const body = objectBody(req);
  for (const field of ['id', 'status', 'title', 'body', 'version']) {
    if (body[field] === undefined) throw invalid(`Request body is missing the required field '${field}'`);
  }
  if (body['id'] !== id) throw invalid('The id in the body does not match the id in the path');
  const version = body['version'] as { number?: unknown; message?: string; minorEdit?: boolean };
  if (!Number.isInteger(version.number)) throw invalid('version.number must be an integer');
  return {
    status: publishable(required(body, 'status')),
    title: required(body, 'title'),
    storage: readBody(body['body']),
    versionNumber: version.number as number,
    message: version.message,
    minorEdit: version.minorEdit,
    parentId: optional(body, 'parentId'),
    ownerId: optional(body, 'ownerId'),
    spaceId: optional(body, 'spaceId'),
  };
}

function sendContents(site: Site, req: Request, res: Response, found: readonly Content[]): void {
  const query = new Query(req);
  const wanted = query.someOf('status', statuses, ['current', 'archived']);
  const title = query.text('title');
  const subtype = query.oneOf('subtype', ['live', 'page'] as const);
  const format = query.oneOf('body-format', listFormats);
  const matching = found.filter(
    (content) =>
      wanted.some((status) => status === content.status) &&
      (title === undefined || content.title === title) &&
      (subtype === undefined || (content.subtype ?? 'page') === subtype),
  );
  const inOrder = sorted(matching, contentOrders, query.oneOf('sort', orders) ?? 'id');
  sendPage(site, req, res, inOrder, (content) => contentJson(site.world, content, { format }));
}

function publishable(status: string): 'current' | 'draft' {
  if (status !== 'current' && status !== 'draft') throw invalid(`Invalid status: ${status}`);
  return status;
}

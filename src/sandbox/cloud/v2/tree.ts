import { Router, type Request, type Response } from 'express';
import type { Content } from '../../world/content.js';
import { createContent, deleteContent } from '../../world/pages.js';
import { notFound } from '../../world/refusal.js';
import { canView, viewContent } from '../../world/rights.js';
import { ancestorsOf, childrenOf, descendantsOf } from '../../world/tree.js';
import { int64, Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam, objectBody, optional, required } from '../../wire/request.js';
import { childJson, childPageJson, descendantJson } from './content-json.js';
import { webPath } from '../../wire/web-path.js';
import { sendPage } from './paginate.js';
import { contentOrders, sorted, sortNames } from './sort.js';

const childOrders = sortNames(['id', 'created-date', 'modified-date', 'child-position', 'title']);

/** The page tree: children, descendants and ancestors of pages and folders; folders themselves. */
export function treeRoutes(site: Site): Router {
  const router = Router();
  for (const [path, type] of [
    ['/pages', 'page'],
    ['/folders', 'folder'],
  ] as const) {
    const parent = (req: Request, res: Response) => viewTyped(site, req, res, type);
    router.get(`${path}/:id/direct-children`, (req, res) => {
      sendPage(site, req, res, visibleChildren(site, req, res, parent(req, res)), childJson);
    });
    router.get(`${path}/:id/descendants`, (req, res) => {
      const depth = new Query(req).integer('depth', 2, 10);
      const all = descendantsOf(site.world, parent(req, res), depth);
      const visible = all.filter(({ content }) => canView(site.world, actorOf(res), content));
      sendPage(site, req, res, visible, descendantJson);
    });
    router.get(`${path}/:id/ancestors`, (req, res) => sendAncestors(site, req, res, parent(req, res)));
  }
  router.get('/pages/:id/children', (req, res) => {
    const children = visibleChildren(site, req, res, viewTyped(site, req, res, 'page'));
    sendPage(
      site,
      req,
      res,
      children.filter(({ type }) => type === 'page'),
      childPageJson,
    );
  });
  return router.use(folderRoutes(site));
}

function viewTyped(site: Site, req: Request, res: Response, type: Content['type']): Content {
  const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
  if (content.type !== type) throw notFound();
  return content;
}

function visibleChildren(site: Site, req: Request, res: Response, parent: Content): Content[] {
  const children = childrenOf(site.world, parent.id).filter((child) => canView(site.world, actorOf(res), child));
  return sorted(children, contentOrders, new Query(req).oneOf('sort', childOrders) ?? 'child-position');
}

/** Top to bottom and without a cursor: with a limit, the nearest ones; the first of them leads on. */
function sendAncestors(site: Site, req: Request, res: Response, content: Content): void {
  const limit = new Query(req).integer('limit', 25, 250);
  const nearest = ancestorsOf(site.world, content).slice(0, limit).toReversed();
  res.json({ results: nearest.map(({ id, type }) => ({ id, type })), _links: { base: baseOf(site) } });
}

function folderRoutes(site: Site): Router {
  const { world } = site;
  const router = Router();
  router.post('/folders', (req, res) => {
    const body = objectBody(req);
    const folder = createContent(world, actorOf(res), {
      type: 'folder',
      spaceId: int64(required(body, 'spaceId'), 'spaceId'),
      title: required(body, 'title'),
      parentId: optional(body, 'parentId'),
      storage: '',
    });
    res.json(folderJson(site, folder));
  });
  router.get('/folders/:id', (req, res) => {
    res.json(folderJson(site, viewTyped(site, req, res, 'folder')));
  });
  router.delete('/folders/:id', (req, res) => {
    const { id } = viewTyped(site, req, res, 'folder');
    deleteContent(world, actorOf(res), id, { purge: false, draft: false });
    res.status(204).end();
  });
  return router;
}

function folderJson(site: Site, folder: Content) {
  const { id, type, status, title, parentId, position, authorId, ownerId, spaceId, createdAt, version } = folder;
  const parent = parentId === null ? undefined : site.world.contents.get(parentId);
  const stamp = {
    number: version.number,
    authorId,
    createdAt: version.createdAt.toISOString(),
    message: '',
    minorEdit: false,
  };
  return {
    ...{ id, type, status, title, parentId, position, authorId, ownerId, spaceId },
    parentType: parent?.type ?? null,
    createdAt: createdAt.toISOString(),
    version: stamp,
    _links: { webui: webPath(site.world, folder), base: baseOf(site) },
  };
}

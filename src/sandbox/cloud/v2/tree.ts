import { Router, type Request, type Response } from 'express';
import { treeItemTypes, type Content } from '../../world/content.js';
import { notFound } from '../../world/refusal.js';
import { canView, viewContent } from '../../world/rights.js';
import { ancestorsOf, childrenOf, descendantsOf } from '../../world/tree.js';
import { int64, Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { childJson, childPageJson, descendantJson } from './content-json.js';
import { sendPage } from './paginate.js';
import { contentOrders, sorted, sortNames } from './sort.js';

const childOrders = sortNames(['id', 'created-date', 'modified-date', 'child-position', 'title']);

/** The page tree: children, descendants and ancestors of pages and of what else stands in it. */
export function treeRoutes(site: Site): Router {
  const router = Router();
  for (const type of ['page', ...treeItemTypes] as const) {
    const path = `/${type}s`;
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
  return router;
}

/** The content of the path, which has to be of the path's own type. */
export function viewTyped(site: Site, req: Request, res: Response, type: Content['type']): Content {
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

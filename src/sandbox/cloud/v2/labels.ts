import { Router } from 'express';
import { viewContent } from '../../world/rights.js';
import { compareIds } from '../../world/tree.js';
import type { Label } from '../../world/model.js';
import { int64, Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { sendPage } from './paginate.js';
import { sorted, sortNames } from './sort.js';

const orders = {
  'created-date': (a: Label, b: Label) => compareIds(a.id, b.id),
  id: (a: Label, b: Label) => compareIds(a.id, b.id),
  name: (a: Label, b: Label) => a.name.localeCompare(b.name),
};

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-label/: reading alone, since v2 writes none. */
export function labelRoutes(site: Site): Router {
  const router = Router();
  router.get(['/pages/:id/labels', '/blogposts/:id/labels'], (req, res) => {
    const query = new Query(req);
    const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
    const prefix = query.oneOf('prefix', ['my', 'team', 'global', 'system'] as const);
    const labels = content.labels.filter((label) => prefix === undefined || label.prefix === prefix);
    const sort = query.oneOf('sort', sortNames(['created-date', 'id', 'name'])) ?? 'id';
    sendPage(site, req, res, sorted(labels, orders, sort), (label) => label);
  });
  return router;
}

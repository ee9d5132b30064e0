import { Router, type Request } from 'express';
import type { PageView } from '../../world/model.js';
import { invalid } from '../../world/refusal.js';
import { viewContent } from '../../world/rights.js';
import { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';

/** How often content was viewed, and by how many people. */
export function analyticsRoutes(site: Site): Router {
  const router = Router();
  const count = (req: Request, res: Parameters<typeof actorOf>[0], measure: (views: PageView[]) => number) => {
    const { id } = viewContent(site.world, actorOf(res), pathParam(req, 'id'));
    const from = fromDate(req);
    return {
      id: Number(id),
      count: measure(site.world.views.filter(({ contentId, at }) => contentId === id && at.getTime() >= from)),
    };
  };
  router.get('/analytics/content/:id/views', (req, res) => {
    res.json(count(req, res, (views) => views.length));
  });
  router.get('/analytics/content/:id/viewers', (req, res) => {
    res.json(count(req, res, (views) => new Set(views.map(({ accountId }) => accountId)).size));
  });
  return router;
}

function fromDate(req: Request): number {
  const text = new Query(req).text('fromDate');
  if (text === undefined) return 0;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw invalid(`Invalid fromDate: ${text}`);
  return instant;
}

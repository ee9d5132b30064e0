import { Router } from 'express';
import { addLabels, removeLabel } from '../../world/labels.js';
import { invalid } from '../../world/refusal.js';
import { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { labelJson } from './content-json.js';

/**
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-labels/: one label or a list of them, and
 * both forms of removing.
 */
export function labelRoutes(site: Site): Router {
  const router = Router();
  router.post('/content/:id/label', (req, res) => {
    const given = Array.isArray(req.body) ? (req.body as unknown[]) : [req.body as unknown];
    const wanted = given.map((one) => {
      const { prefix = 'global', name } = (one ?? {}) as { prefix?: string; name?: string };
      if (typeof name !== 'string') throw invalid('Could not parse Labels');
      return { prefix, name };
    });
    const results = addLabels(site.world, actorOf(res), pathParam(req, 'id'), wanted).map(labelJson);
    res.json({ results, start: 0, limit: 200, size: results.length, _links: {} });
  });
  router.delete('/content/:id/label', (req, res) => {
    const name = new Query(req).text('name');
    if (name === undefined) throw invalid('name parameter is required');
    removeLabel(site.world, actorOf(res), pathParam(req, 'id'), name);
    res.status(204).end();
  });
  router.delete('/content/:id/label/:label', (req, res) => {
    removeLabel(site.world, actorOf(res), pathParam(req, 'id'), pathParam(req, 'label'));
    res.status(204).end();
  });
  return router;
}

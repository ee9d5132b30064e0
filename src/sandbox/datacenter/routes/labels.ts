import { Router } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import { addLabels, removeLabel } from '../../world/labels.js';
import { invalid } from '../../world/refusal.js';
import { viewContent } from '../../world/rights.js';
import { labelJson } from '../content-json.js';
import { sendListing } from '../listing.js';
import { viewOf, type Site } from '../site.js';

const limits = { cap: 1000, fallback: 200 };

/**
 * https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-labels/; `DELETE` takes the name in
 * the path or the query.
 */
export function labelRoutes(site: Site): Router {
  const router = Router();
  const path = '/content/:id/label';
  router.get(path, (req, res) => {
    const { world, actor } = viewOf(site, res);
    const prefix = new Query(req).text('prefix');
    const { labels } = viewContent(world, actor, pathParam(req, 'id'));
    const shown = labels.filter((label) => prefix === undefined || label.prefix === prefix);
    sendListing(site, req, res, shown, labelJson, limits);
  });
  router.post(path, (req, res) => {
    const { world, actor } = viewOf(site, res);
    const given = Array.isArray(req.body) ? (req.body as unknown[]) : [req.body as unknown];
    const wanted = given.map((one) => {
      const { prefix = 'global', name } = (one ?? {}) as { prefix?: string; name?: string };
      if (typeof name !== 'string') throw invalid('Could not parse Labels');
      return { prefix, name };
    });
    sendListing(site, req, res, addLabels(world, actor, pathParam(req, 'id'), wanted), labelJson, limits);
  });
  router.delete([path, `${path}/:label`], (req, res) => {
    const { world, actor } = viewOf(site, res);
    const name = (req.params as { label?: string }).label ?? new Query(req).text('name');
    if (name === undefined) throw invalid('name parameter is required');
    removeLabel(world, actor, pathParam(req, 'id'), name);
    res.status(204).end();
  });
  return router;
}

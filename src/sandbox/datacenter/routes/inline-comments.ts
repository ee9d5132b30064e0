import { Router } from 'express';
import { pathParam } from '../../wire/request.js';
import { setResolved } from '../../world/comments.js';
import { notFound } from '../../world/refusal.js';
import { viewOf, type Site } from '../site.js';

/** The interface of the page view for inline comments, as far as the public one has no word for it: resolving. */
export function inlineCommentRoutes(site: Site): Router {
  const router = Router();
  router.put('/comments/:id/resolve/:resolved/dangling/:dangling', (req, res) => {
    const { world, actor } = viewOf(site, res);
    const wanted = pathParam(req, 'resolved');
    if (wanted !== 'true' && wanted !== 'false') throw notFound();
    const { id, resolution } = setResolved(world, actor, pathParam(req, 'id'), wanted === 'true');
    const resolved = resolution.state === 'resolved';
    const resolvedTime = resolved ? resolution.at?.getTime() : 0;
    res.json({ id: Number(id), resolveProperties: { resolved, resolvedTime, resolvedByDangling: false } });
  });
  return router;
}

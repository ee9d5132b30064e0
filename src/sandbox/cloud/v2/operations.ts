import { Router } from 'express';
import { treeItemTypes } from '../../world/content.js';
import { invalid } from '../../world/refusal.js';
import type { User } from '../../world/model.js';
import { canView, viewContent } from '../../world/rights.js';
import type { World } from '../../world/world.js';
import { int64 } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam, objectBody } from '../../wire/request.js';
import { operationsJson } from './includes.js';

/** What the caller may do with content, and which type an id has. */
export function operationRoutes(site: Site): Router {
  const { world } = site;
  const router = Router();
  const paths = ['page', 'blogpost', ...treeItemTypes].map((type) => `/${type}s/:id/operations`);
  router.get(paths, (req, res) => {
    const content = viewContent(world, actorOf(res), int64(pathParam(req, 'id')));
    res.json({ operations: operationsJson(site, actorOf(res), content) });
  });
  router.post('/content/convert-ids-to-types', (req, res) => {
    const { contentIds } = objectBody(req);
    if (!Array.isArray(contentIds) || contentIds.length > 100)
      throw invalid('contentIds must be a list of at most 100 ids');
    const results = contentIds.map(String).map((id) => [id, typeOf(world, actorOf(res), id)]);
    res.json({ results: Object.fromEntries(results) as Record<string, string | null> });
  });
  return router;
}

/** null for what is missing or hidden. */
function typeOf(world: World, actor: User, id: string): string | null {
  const content = world.contents.get(id);
  if (content !== undefined) return canView(world, actor, content) ? content.type : null;
  const comment = world.comments.get(id);
  const attached = comment ?? world.attachments.get(id);
  if (attached === undefined || !canView(world, actor, world.page(attached.contentId))) return null;
  return comment === undefined ? 'attachment' : `${comment.kind}-comment`;
}

import { Router } from 'express';
import { treeItemTypes } from '../../world/content.js';
import { invalid } from '../../world/refusal.js';
import type { User } from '../../world/model.js';
import { viewAttachment } from '../../world/attachments.js';
import {
  operationsInSpace,
  operationsOn,
  operationsOnAttachment,
  operationsOnComment,
} from '../../world/operations.js';
import { canView, viewComment, viewContent, viewSpace } from '../../world/rights.js';
import type { World } from '../../world/world.js';
import { int64 } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam, objectBody } from '../../wire/request.js';

/** What the caller may do with content, and which type an id has. */
export function operationRoutes(site: Site): Router {
  const router = Router();
  const paths = ['page', 'blogpost', ...treeItemTypes].map((type) => `/${type}s/:id/operations`);
  router.get(paths, (req, res) => {
    const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
    res.json({ operations: operationsOn(site.world, actorOf(res), content) });
  });
  router.get('/spaces/:id/operations', (req, res) => {
    const space = viewSpace(site.world, actorOf(res), int64(pathParam(req, 'id')));
    res.json({ operations: operationsInSpace(actorOf(res), space) });
  });
  for (const kind of ['footer', 'inline'] as const) {
    router.get(`/${kind}-comments/:id/operations`, (req, res) => {
      const comment = viewComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind);
      res.json({ operations: operationsOnComment(site.world, actorOf(res), comment) });
    });
  }
  router.get('/attachments/:id/operations', (req, res) => {
    const { contentId } = viewAttachment(site.world, actorOf(res), pathParam(req, 'id'));
    res.json({ operations: operationsOnAttachment(site.world, actorOf(res), contentId) });
  });
  router.post('/content/convert-ids-to-types', (req, res) => {
    const { contentIds } = objectBody(req);
    if (!Array.isArray(contentIds) || contentIds.length > 100)
      throw invalid('contentIds must be a list of at most 100 ids');
    const results = contentIds.map(String).map((id) => [id, typeOf(site.world, actorOf(res), id)]);
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

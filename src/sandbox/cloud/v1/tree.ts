import { Router } from 'express';
import { copyContent, moveContent, positions, type Copying } from '../../world/move-copy.js';
import { invalid } from '../../world/refusal.js';
import type { Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { Query } from '../../wire/query.js';
import { contentJson } from './content-json.js';

const destinations = ['space', 'parent_page', 'parent_content', 'existing_page'] as const;

/** Move and copy, which v2 does not have. */
export function treeRoutes(site: Site): Router {
  const router = Router();
  router.put('/content/:id/move/:position/:targetId', (req, res) => {
    const position = positions.find((one) => one === pathParam(req, 'position'));
    if (position === undefined) throw invalid(`Invalid position: ${pathParam(req, 'position')}`);
    const moved = moveContent(site.world, actorOf(res), pathParam(req, 'id'), position, pathParam(req, 'targetId'));
    res.json({ pageId: moved.id });
  });
  router.post('/content/:id/copy', (req, res) => {
    const copy = copyContent(
      site.world,
      actorOf(res),
      pathParam(req, 'id'),
      copyingOf(req.body as Record<string, unknown>),
    );
    res.json(contentJson(site, copy, new Set(new Query(req).values('expand'))));
  });
  return router;
}

function copyingOf(body: Record<string, unknown> | undefined): Copying {
  const { type, value } = (body?.['destination'] ?? {}) as { type?: string; value?: string | number };
  const known = destinations.find((one) => one === type);
  if (known === undefined || value === undefined) throw invalid('destination must have a type and a value');
  const replacement = body?.['body'] as { storage?: { value?: string } } | undefined;
  return {
    destination: { type: known, value: String(value) },
    title: body?.['pageTitle'] as string | undefined,
    storage: replacement?.storage?.value,
    attachments: body?.['copyAttachments'] === true,
    labels: body?.['copyLabels'] === true,
    properties: body?.['copyProperties'] === true,
    permissions: body?.['copyPermissions'] === true,
  };
}

import { Router } from 'express';
import type { Template, User } from '../../world/model.js';
import { forbidden, notFound } from '../../world/refusal.js';
import { hasSpaceAccess } from '../../world/rights.js';
import type { World } from '../../world/world.js';
import { Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { labelJson } from './content-json.js';
import { slice } from './paginate.js';

/** Templates of the site or of one space, and one template with its body. */
export function templateRoutes(site: Site): Router {
  const router = Router();
  router.get('/template/page', (req, res) => {
    const query = new Query(req);
    const key = query.text('spaceKey');
    const space = key === undefined ? undefined : site.world.findSpaceByKey(key);
    if (key !== undefined && (space === undefined || !hasSpaceAccess(actorOf(res), space, 'read'))) {
      throw notFound(`No space found with key: ${key}`);
    }
    const found = [...site.world.templates.values()].filter(({ spaceId }) => spaceId === (space?.id ?? null));
    const withBody = query.values('expand').includes('body');
    const { items, ...envelope } = slice(site, req, found, 200);
    res.json({ results: items.map((template) => templateJson(site, template, withBody)), ...envelope });
  });
  router.get('/template/:id', (req, res) => {
    const template = site.world.templates.get(pathParam(req, 'id'));
    // The site does not tell a missing template from a hidden one, and words both as the latter.
    if (template === undefined || !isVisible(site.world, actorOf(res), template)) throw forbidden();
    res.json(templateJson(site, template, true));
  });
  return router;
}

function isVisible(world: World, user: User, { spaceId }: Template): boolean {
  return spaceId === null || hasSpaceAccess(user, world.space(spaceId), 'read');
}

function templateJson(site: Site, { id, name, description, spaceId, labels, storage }: Template, withBody: boolean) {
  const space = spaceId === null ? undefined : site.world.space(spaceId);
  const body = { storage: { value: storage, representation: 'storage', embeddedContent: [], _expandable: {} } };
  return {
    templateId: id,
    ...{ name, description },
    ...(space === undefined ? {} : { space: { key: space.key, name: space.name, id: Number(space.id) } }),
    labels: labels.map(labelJson),
    templateType: 'page',
    editorVersion: 'v2',
    ...(withBody ? { body } : {}),
    _expandable: withBody ? {} : { body: '' },
    _links: { self: `${baseOf(site)}/rest/api/template/${id}` },
  };
}

import { Router } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import type { Template } from '../../world/model.js';
import { notFound } from '../../world/refusal.js';
import { hasSpaceAccess } from '../../world/rights.js';
import { formatJson } from '../body-json.js';
import { labelJson } from '../content-json.js';
import { Expansion } from '../expansion.js';
import { sendListing } from '../listing.js';
import { baseOf, viewOf, type Site, type View } from '../site.js';
import { visibleSpace } from '../space-json.js';

/** Templates of the site or of one space; they have never left the experimental API. */
export function templateRoutes(site: Site): Router {
  const router = Router();
  router.get('/template/page', (req, res) => {
    const view = viewOf(site, res);
    const key = new Query(req).text('spaceKey');
    const spaceId = key === undefined ? null : visibleSpace(view, key).id;
    const found = [...site.world.templates.values()].filter((template) => template.spaceId === spaceId);
    const expand = Expansion.of(req);
    sendListing(site, req, res, found, (template) => templateJson(view, template, expand), { cap: 200 });
  });
  router.get('/template/:id', (req, res) => {
    const view = viewOf(site, res);
    const template = site.world.templates.get(pathParam(req, 'id'));
    if (template === undefined || !isVisible(view, template)) throw notFound('No template found');
    res.json(templateJson(view, template, Expansion.of(req, 'body')));
  });
  return router;
}

function isVisible({ world, actor }: View, { spaceId }: Template): boolean {
  return spaceId === null || hasSpaceAccess(actor, world.space(spaceId), 'read');
}

function templateJson({ site, world }: View, template: Template, expand: Expansion) {
  const { id, name, description, spaceId, labels, storage } = template;
  const space = spaceId === null ? undefined : world.space(spaceId);
  const withBody = expand.has('body');
  return {
    templateId: id,
    ...{ name, description },
    ...(space === undefined ? {} : { space: { id: Number(space.id), key: space.key, name: space.name } }),
    labels: labels.map(labelJson),
    templateType: 'page',
    ...(withBody ? { body: { storage: formatJson(storage, 'storage') } } : {}),
    _links: { self: `${baseOf(site)}/rest/experimental/template/${id}` },
    _expandable: withBody ? {} : { body: '' },
  };
}

import { Router, type Request } from 'express';
import { objectBody, required, pathParam } from '../../wire/request.js';
import type { Content } from '../../world/content.js';
import type { Property } from '../../world/model.js';
import { createProperty, deleteProperty, updateProperty } from '../../world/properties.js';
import { notFound } from '../../world/refusal.js';
import { viewContent } from '../../world/rights.js';
import { sendListing } from '../listing.js';
import { baseOf, serverTime, viewOf, type Site, type View } from '../site.js';
import { versionOf } from '../wire-content.js';

/** Properties of content, by their keys. */
export function propertyRoutes(site: Site): Router {
  const router = Router();
  const path = '/content/:id/property';
  const contentOf = ({ world, actor }: View, req: Request) => viewContent(world, actor, pathParam(req, 'id'));
  router.get(path, (req, res) => {
    const { properties, id } = contentOf(viewOf(site, res), req);
    sendListing(site, req, res, properties, (one) => propertyJson(site, id, one), { cap: 1000, fallback: 10 });
  });
  router.post([path, `${path}/:key`], (req, res) => {
    const { world, actor } = viewOf(site, res);
    const [id, body] = [pathParam(req, 'id'), objectBody(req)];
    const key = (req.params as { key?: string }).key ?? required(body, 'key');
    res.json(propertyJson(site, id, createProperty(world, actor, id, key, body['value'])));
  });
  router.get(`${path}/:key`, (req, res) => {
    const content = contentOf(viewOf(site, res), req);
    res.json(propertyJson(site, content.id, byKey(content, req)));
  });
  router.put(`${path}/:key`, (req, res) => {
    const view = viewOf(site, res);
    const content = contentOf(view, req);
    const { id, key } = byKey(content, req);
    const body = objectBody(req);
    const { number, message = '' } = versionOf(body);
    const change = { key, value: body['value'], versionNumber: number, message };
    res.json(propertyJson(site, content.id, updateProperty(view.world, view.actor, content.id, id, change)));
  });
  router.delete(`${path}/:key`, (req, res) => {
    const view = viewOf(site, res);
    const content = contentOf(view, req);
    deleteProperty(view.world, view.actor, content.id, byKey(content, req).id);
    res.status(204).end();
  });
  return router;
}

function byKey({ properties }: Content, req: Request): Property {
  const property = properties.find(({ key }) => key === pathParam(req, 'key'));
  if (property === undefined) throw notFound(`Cannot find property with key : ${pathParam(req, 'key')}`);
  return property;
}

function propertyJson(site: Site, contentId: string, { id, key, value, revision }: Property) {
  const { number, message, createdAt, minorEdit } = revision;
  return {
    ...{ id, key, value },
    version: { when: serverTime(createdAt), message, number, minorEdit, hidden: false },
    _links: { self: `${baseOf(site)}/rest/api/content/${contentId}/property/${encodeURIComponent(key)}` },
    _expandable: { content: `/rest/api/content/${contentId}` },
  };
}

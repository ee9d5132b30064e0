import { Router } from 'express';
import { treeItemTypes } from '../../world/content.js';
import { createProperty, deleteProperty, findProperty, updateProperty } from '../../world/properties.js';
import { viewContent } from '../../world/rights.js';
import { int64, Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam, objectBody, required } from '../../wire/request.js';
import { sendPage } from './paginate.js';
import { propertyJson } from './content-json.js';

/** Properties of pages, blog posts and the other items of the tree: any JSON under a key, versioned. */
export function propertyRoutes(site: Site): Router {
  const router = Router();
  for (const type of ['page', 'blogpost', ...treeItemTypes]) {
    const path = `/${type}s/:id/properties`;
    router.get(path, (req, res) => {
      const key = new Query(req).text('key');
      const { properties } = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
      const found = properties.filter((one) => key === undefined || one.key === key);
      sendPage(site, req, res, found, propertyJson);
    });
    router.post(path, (req, res) => {
      const body = objectBody(req);
      const id = int64(pathParam(req, 'id'));
      res.json(propertyJson(createProperty(site.world, actorOf(res), id, required(body, 'key'), body['value'])));
    });
    router.get(`${path}/:propertyId`, (req, res) => {
      const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
      res.json(propertyJson(findProperty(content, pathParam(req, 'propertyId'))));
    });
    router.put(`${path}/:propertyId`, (req, res) => {
      const body = objectBody(req);
      const version = body['version'] as { number?: number; message?: string } | undefined;
      const change = {
        key: required(body, 'key'),
        value: body['value'],
        versionNumber: Number(version?.number),
        message: version?.message ?? '',
      };
      const [id, propertyId] = [int64(pathParam(req, 'id')), pathParam(req, 'propertyId')];
      res.json(propertyJson(updateProperty(site.world, actorOf(res), id, propertyId, change)));
    });
    router.delete(`${path}/:propertyId`, (req, res) => {
      deleteProperty(site.world, actorOf(res), int64(pathParam(req, 'id')), pathParam(req, 'propertyId'));
      res.status(204).end();
    });
  }
  return router;
}

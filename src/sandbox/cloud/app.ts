import express, { json, Router, type Express } from 'express';
import type { Faults } from '../faults.js';
import { recordInto, type RecordedRequest } from '../recorder.js';
import { shareRoutes } from '../share-routes.js';
import { authenticate } from './authenticate.js';
import { wireErrors } from './errors.js';
import { gatewayRoutes, tenantRoutes } from './gateway.js';
import { oauthRoutes } from './oauth-routes.js';
import type { Site } from './site.js';
import { v1Routes } from './v1/index.js';
import { v2Routes } from './v2/index.js';

const maxBody = 5 * 1024 * 1024;

/** The Cloud wire, in the order a request passes: parse, record, faults, identity, routes, error envelopes. */
export function createCloudApp(site: Site, faults: Faults, requests: RecordedRequest[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(json({ limit: maxBody, strict: false }));
  app.use(express.raw({ type: 'multipart/form-data', limit: '100mb' }));
  app.use(recordInto(requests));
  app.use(faults.middleware);
  app.use((_req, res, next) => {
    res.set('atl-request-id', crypto.randomUUID());
    next();
  });
  app.use(siteRoutes(site));
  app.use((_req, res) => {
    res.status(404).json({ timestamp: new Date().toISOString(), status: 404, error: 'Not Found', path: _req.path });
  });
  app.use(wireErrors);
  return app;
}

const siteRoutes = shareRoutes((site: Site) => {
  const router = Router();
  router.use(tenantRoutes());
  router.use(['/wiki', '/ex/confluence/:cloudId/wiki'], wikiRoutes(site));
  router.use(gatewayRoutes(site));
  router.use(oauthRoutes(site));
  return router;
});

function wikiRoutes(site: Site): Router {
  const router = Router();
  router.use(authenticate(site));
  router.use('/api/v2', v2Routes(site));
  router.use('/rest/api', v1Routes(site));
  return router;
}

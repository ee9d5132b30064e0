import express, { json, Router, type Express, type RequestHandler } from 'express';
import type { Faults } from '../faults.js';
import { recordInto, type RecordedRequest } from '../recorder.js';
import { shareRoutes } from '../share-routes.js';
import { v1Errors } from '../wire/v1-errors.js';
import { notFound } from '../world/refusal.js';
import { authenticate } from './authenticate.js';
import { attachmentRoutes } from './routes/attachments.js';
import { contentRoutes } from './routes/content.js';
import { convertRoutes } from './routes/convert.js';
import { downloadRoutes } from './routes/download.js';
import { historyRoutes, versionRoutes } from './routes/history.js';
import { inlineCommentRoutes } from './routes/inline-comments.js';
import { labelRoutes } from './routes/labels.js';
import { propertyRoutes } from './routes/properties.js';
import { relativeRoutes } from './routes/relatives.js';
import { restrictionRoutes } from './routes/restrictions.js';
import { searchRoutes } from './routes/search.js';
import { serverRoutes } from './routes/server.js';
import { spaceRoutes } from './routes/spaces.js';
import { templateRoutes } from './routes/templates.js';
import { userRoutes } from './routes/users.js';
import { contentWriteRoutes } from './routes/write-content.js';
import type { Site } from './site.js';

const maxBody = 5 * 1024 * 1024;

/** The Data Center wire, in the order a request passes: parse, record, faults, identity, routes, error envelopes. */
export function createDataCenterApp(site: Site, faults: Faults, requests: RecordedRequest[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(json({ limit: maxBody, strict: false }));
  app.use(express.raw({ type: 'multipart/form-data', limit: '100mb' }));
  app.use(recordInto(requests));
  app.use(faults.middleware);
  app.use((_req, res, next) => {
    res.set('X-Request-ID', crypto.randomUUID());
    next();
  });
  app.use(site.contextPath === '' ? '/' : site.contextPath, siteRoutes(site));
  app.use((_req, res) => {
    res
      .status(404)
      .type('html')
      .send('<!doctype html><html><head><title>HTTP Status 404 – Not Found</title></head></html>');
  });
  app.use(v1Errors);
  return app;
}

const siteRoutes = shareRoutes((site: Site) => {
  const router = Router();
  router.use('/download', downloadRoutes(site));
  router.use('/rest', checkXsrf, serverRoutes(site), authenticate(site));
  router.use('/rest/api', apiRoutes(site));
  router.use('/rest/experimental', templateRoutes(site), versionRoutes(site));
  router.use('/rest/inlinecomments/1.0', inlineCommentRoutes(site));
  router.use('/rest', () => {
    throw notFound('null for uri');
  });
  return router;
});

function apiRoutes(site: Site): Router {
  const router = Router();
  // Before the content: `/content/search` would otherwise read as `/content/{id}`.
  router.use(searchRoutes(site), attachmentRoutes(site), restrictionRoutes(site), propertyRoutes(site));
  router.use(contentRoutes(site), contentWriteRoutes(site), relativeRoutes(site), labelRoutes(site));
  router.use(historyRoutes(site), spaceRoutes(site), userRoutes(site), convertRoutes(site));
  return router;
}

/** What a browser could be tricked into sending is refused without the header that it cannot send. */
const checkXsrf: RequestHandler = (req, res, next) => {
  const isForm = Boolean(req.is(['multipart/*', 'application/x-www-form-urlencoded', 'text/plain']));
  const isBrowser = /^Mozilla\//.test(req.headers['user-agent'] ?? '') || req.headers.origin !== undefined;
  const isSafe = req.method === 'GET' || req.method === 'HEAD' || !(isForm || isBrowser);
  if (isSafe || req.headers['x-atlassian-token'] === 'no-check') return next();
  res.status(403).type('text').send('XSRF check failed');
};

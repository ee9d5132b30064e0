import express, { type Express } from 'express';
import type { Logger } from '../observability/index.js';
import { accessLog } from './middleware/access-log.js';
import { requestId } from './middleware/request-id.js';
import { securityHeaders } from './middleware/security-headers.js';
import { singleHeaders } from './middleware/single-headers.js';

/** An Express that says nothing about itself, with the layers that every request passes. */
export function createExpress(log: Logger, trustProxyHops: number): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('trust proxy', trustProxyHops);
  app.use(requestId(log), accessLog(), securityHeaders(), singleHeaders());
  return app;
}

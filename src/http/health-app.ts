import type { Express } from 'express';
import type { Logger } from '../observability/index.js';
import { createExpress } from './create-express.js';
import { notFound } from './middleware/not-found.js';
import { renderError } from './middleware/render-error.js';
import type { Readiness } from './create-readiness.js';
import { health } from './routes/health.js';
import { ready } from './routes/ready.js';

export interface HealthAppOptions {
  readonly version: string;
  readonly log: Logger;
  /** The same one that the main listener has. */
  readonly readiness: Readiness;
}

/** The probes alone, for a port of their own that the world does not reach. */
export function createHealthApp({ version, log, readiness }: HealthAppOptions): Express {
  const app = createExpress(log, 0);
  health(app, ['/health', '/healthz'], version);
  ready(app, ['/ready', '/readyz'], readiness);
  app.use(notFound(), renderError());
  return app;
}

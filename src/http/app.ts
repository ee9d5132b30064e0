import type { Express } from 'express';
import type { Logger, Metrics } from '../observability/index.js';
import type { AppOptions } from './create-routes.js';
import { createExpress } from './layers.js';
import { hostList } from './middleware/headers.js';
import { onceLoaded } from './middleware/once-loaded.js';
import { renderError } from './middleware/render-error.js';
import type { Readiness } from './readiness.js';
import { notFound } from './refusal.js';
import { health, metricsRoute, ready } from './routes/probes.js';

/** The onion, outermost layer first. Every answer that is not MCP's own has the shape of `renderError`. */
export function createApp(options: AppOptions): Express {
  const { settings, version, log, mcp, readiness } = options;
  const { basePath } = settings;
  const app = createExpress(log, settings.trustProxyHops);

  // Probes come from the platform under whatever name it likes.
  health(app, ['/health', `${basePath}/health`], version, options.onProbe);
  ready(app, ['/ready'], readiness);

  app.use(hostList(settings.allowedHosts));
  app.use(
    onceLoaded(async () => {
      const [{ createRoutes }, opened] = await Promise.all([import('./create-routes.js'), mcp.get()]);
      return createRoutes(options, opened);
    }),
  );
  app.use(notFound(), renderError());
  return app;
}

/** What a listener for probes alone needs. */
export interface HealthAppOptions {
  readonly version: string;
  readonly log: Logger;
  /** The same one that the main listener has. */
  readonly readiness: Readiness;
  readonly metrics?: Pick<Metrics, 'contentType' | 'render'> | undefined;
}

/** The probes and the metrics alone, for a port of their own that the world does not reach. */
export function createHealthApp({ version, log, readiness, metrics }: HealthAppOptions): Express {
  const app = createExpress(log, 0);
  health(app, ['/health', '/healthz'], version);
  ready(app, ['/ready', '/readyz'], readiness);
  if (metrics !== undefined) metricsRoute(app, metrics);
  app.use(notFound(), renderError());
  return app;
}

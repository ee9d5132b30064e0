import type { Express } from 'express';
import type { Authenticator, DevIssuer } from '../auth/index.js';
import type { Mcp } from '../mcp/index.js';
import type { AuditLog, Logger } from '../observability/index.js';
import { createExpress } from './create-express.js';
import type { DoorSettings } from './door-settings.js';
import { createGuards } from './create-guards.js';
import { hostList } from './middleware/host-list.js';
import { notFound } from './middleware/not-found.js';
import { renderError } from './middleware/render-error.js';
import type { Readiness } from './create-readiness.js';
import { devToken } from './routes/dev-token.js';
import { health } from './routes/health.js';
import { mcpRoute } from './routes/mcp.js';
import { messages } from './routes/messages.js';
import { protectedResource } from './routes/protected-resource.js';
import { ready } from './routes/ready.js';
import { sse } from './routes/sse.js';

export interface AppOptions {
  readonly settings: DoorSettings;
  readonly version: string;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly mcp: Pick<Mcp, 'access' | 'handleHttp' | 'openSse' | 'postSse'>;
  readonly readiness: Readiness;
  /** Serves the old HTTP+SSE transport as well. */
  readonly sse: boolean;
  /** Issuer URL of the server that grants tokens for us, published as RFC 9728 metadata. */
  readonly authorizationServer?: string | undefined;
  /** Opens `/dev/token`. Only for a listener on loopback. */
  readonly devIssuer?: Pick<DevIssuer, 'sign'> | undefined;
}

/** The onion, outermost layer first. Every answer that is not MCP's own has the shape of `renderError`. */
export function createApp(options: AppOptions): Express {
  const { settings, version, log, mcp, readiness, authorizationServer, devIssuer } = options;
  const { basePath, mcpPath } = settings;
  const guards = createGuards({ ...options, authorizationServer });
  const app = createExpress(log, settings.trustProxyHops);

  // Probes come from the platform under whatever name it likes.
  health(app, ['/health', `${basePath}/health`], version);
  ready(app, ['/ready'], readiness);

  app.use(hostList(settings.allowedHosts));
  mcpRoute(app, mcpPath, mcp, guards);
  if (options.sse) {
    sse(app, basePath, mcp, guards);
    messages(app, basePath, mcp, guards);
  }
  if (authorizationServer !== undefined) protectedResource(app, { ...settings, authorizationServer });
  if (devIssuer !== undefined) devToken(app, devIssuer, guards);

  app.use(notFound(), renderError());
  return app;
}

import type { Express } from 'express';
import type { Authenticator, AuthorizationServer, DevIssuer, Scope } from '../auth/index.js';
import type { Mcp } from '../mcp/index.js';
import type { AuditLog, Logger } from '../observability/index.js';
import { createExpress } from './create-express.js';
import type { DoorSettings } from './door-settings.js';
import { createGuards } from './create-guards.js';
import { hostList } from './middleware/host-list.js';
import type { RateCounter } from './middleware/insured-counter.js';
import { notFound } from './middleware/not-found.js';
import { renderError } from './middleware/render-error.js';
import type { Readiness } from './create-readiness.js';
import { devToken } from './routes/dev-token.js';
import { health, type OnProbe } from './routes/health.js';
import { mcpRoute } from './routes/mcp.js';
import { messages } from './routes/messages.js';
import { oauth } from './routes/oauth.js';
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
  /** Told of the nonces that `/health` is asked with, to find out who stands in front of us. */
  readonly onProbe?: OnProbe | undefined;
  /** Counts requests for all replicas together; without it each counts alone. */
  readonly rateCounter?: RateCounter | undefined;
  /** Serves the old HTTP+SSE transport as well. */
  readonly sse: boolean;
  /** Our own authorization server. */
  readonly oauthServer?: Pick<AuthorizationServer, 'handle'> | undefined;
  /** Issuer URL of the server that grants tokens for us, published as RFC 9728 metadata. */
  readonly authorizationServer?: string | undefined;
  /** Scopes that clients are told to begin with. */
  readonly initialScopes?: readonly Scope[] | undefined;
  /** Opens `/dev/token`. Only for a listener on loopback. */
  readonly devIssuer?: Pick<DevIssuer, 'sign'> | undefined;
}

/** The onion, outermost layer first. Every answer that is not MCP's own has the shape of `renderError`. */
export function createApp(options: AppOptions): Express {
  const { settings, version, log, mcp, readiness, authorizationServer, oauthServer, devIssuer } = options;
  const { basePath, mcpPath } = settings;
  const guards = createGuards({ ...options, authorizationServer });
  const app = createExpress(log, settings.trustProxyHops);

  // Probes come from the platform under whatever name it likes.
  health(app, ['/health', `${basePath}/health`], version, options.onProbe);
  ready(app, ['/ready'], readiness);

  app.use(hostList(settings.allowedHosts));
  mcpRoute(app, mcpPath, mcp, guards);
  if (options.sse) {
    sse(app, basePath, mcp, guards);
    messages(app, basePath, mcp, guards);
  }
  if (authorizationServer !== undefined) protectedResource(app, { ...settings, authorizationServer });
  if (oauthServer !== undefined) oauth(app, { server: oauthServer, perMinute: settings.rateLimitPerMinute });
  if (devIssuer !== undefined) devToken(app, devIssuer, guards);

  app.use(notFound(), renderError());
  return app;
}

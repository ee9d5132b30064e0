import type { Express } from 'express';
import type { Authenticator, AuthorizationServer, DevIssuer, Scope } from '../auth/index.js';
import type { Mcp } from '../mcp/index.js';
import {
  silentMeter,
  type AuditLog,
  type Logger,
  type Meter,
  type Metrics,
  type Tracer,
} from '../observability/index.js';
import { createExpress, type HttpSettings, createGuards } from './layers.js';
import type { Interface } from './docs/endpoints.js';
import { hostList } from './middleware/headers.js';
import { networkLimit, type CreateRateLimiter } from './middleware/rate-limit.js';
import { notFound } from './refusal.js';
import { renderError } from './middleware/render-error.js';
import type { Readiness } from './readiness.js';
import { devToken } from './routes/dev-token.js';
import { docs } from './routes/docs.js';
import { bearerOnly, health, type OnProbe, ready, metricsRoute } from './routes/probes.js';
import { mcpRoute, messages, sse } from './routes/mcp.js';
import { oauth } from './routes/oauth.js';
import { protectedResource } from './routes/protected-resource.js';

export interface AppOptions {
  readonly settings: HttpSettings;
  readonly version: string;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly mcp: Pick<Mcp, 'access' | 'requestOptions' | 'list' | 'handleHttp' | 'openSse' | 'postSse' | 'sseOptions'>;
  readonly readiness: Readiness;
  /** Told of the nonces that `/health` is asked with, to find out who stands in front of us. */
  readonly onProbe?: OnProbe | undefined;
  /** Counts requests, for all replicas together where they share a store. */
  readonly createLimiter: CreateRateLimiter;
  /** Serves the old HTTP+SSE transport as well. */
  readonly sse: boolean;
  /** Our own authorization server. */
  readonly oauthServer?: Pick<AuthorizationServer, 'handle'> | undefined;
  /** Issuer URL of the server that grants tokens for us, published as RFC 9728 metadata. */
  readonly authorizationServer?: string | undefined;
  /** Scopes that clients are told to begin with. */
  readonly initialScopes?: readonly Scope[] | undefined;
  /** Opens `/metrics` here as well, for whoever has this token. */
  readonly metrics?: (Pick<Metrics, 'contentType' | 'render'> & { readonly token: string }) | undefined;
  readonly meter?: Pick<Meter, 'mcpRequest'> | undefined;
  readonly tracer?: Tracer | undefined;
  /** Opens `/dev/token`. Only for a listener on loopback. */
  readonly devIssuer?: Pick<DevIssuer, 'sign'> | undefined;
}

/** The onion, outermost layer first. Every answer that is not MCP's own has the shape of `renderError`. */
export function createApp(options: AppOptions): Express {
  const { settings, version, log, mcp, readiness, authorizationServer, oauthServer, devIssuer, createLimiter } =
    options;
  const { metrics, tracer } = options;
  const observers = { meter: options.meter ?? silentMeter, tracer };
  const { basePath, mcpPath } = settings;
  const guards = createGuards({ ...options, authorizationServer });
  const app = createExpress(log, settings.trustProxyHops);

  // Probes come from the platform under whatever name it likes.
  health(app, ['/health', `${basePath}/health`], version, options.onProbe);
  ready(app, ['/ready'], readiness);

  app.use(hostList(settings.allowedHosts));
  mcpRoute(app, mcpPath, mcp, guards, observers);
  if (options.sse) {
    sse(app, basePath, mcp, guards);
    messages(app, basePath, mcp, guards, observers);
  }
  if (authorizationServer !== undefined) protectedResource(app, { ...settings, authorizationServer });
  if (oauthServer !== undefined)
    oauth(app, { server: oauthServer, perMinute: settings.rateLimitPerMinute, createLimiter });
  if (metrics !== undefined) {
    const limit = networkLimit('metrics', settings.rateLimitPerMinute, createLimiter);
    metricsRoute(app, metrics, [limit, bearerOnly(metrics.token)]);
  }
  if (devIssuer !== undefined) devToken(app, devIssuer, guards);
  docs(app, { ...settings, version, mcp, log, on: interfaceOf(options) });

  app.use(notFound(), renderError());
  return app;
}

/** What these options switch on, for whoever reads about it. */
function interfaceOf(options: AppOptions): Interface {
  const { settings, authorizationServer, oauthServer, metrics, devIssuer } = options;
  return {
    ...settings,
    sse: options.sse,
    oauth: oauthServer !== undefined,
    protectedResource: authorizationServer !== undefined,
    metrics: metrics !== undefined,
    devTokens: devIssuer !== undefined,
  };
}

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

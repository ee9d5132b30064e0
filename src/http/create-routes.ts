import type { Router } from 'express';
import type { Authenticator, AuthorizationServer, DevIssuer, Scope } from '../auth/index.js';
import type { Mcp, OnDemand } from '../mcp/index.js';
import {
  silentMeter,
  type AuditLog,
  type Logger,
  type Meter,
  type Metrics,
  type Tracer,
} from '../observability/index.js';
import type { Interface } from './docs/endpoints.js';
import { createGuards, createRouter, type HttpSettings } from './layers.js';
import { networkLimit, type CreateRateLimiter } from './middleware/rate-limit.js';
import type { Readiness } from './readiness.js';
import { devToken } from './routes/dev-token.js';
import { docs } from './routes/docs.js';
import { messages, mcpRoute, sse } from './routes/mcp.js';
import { oauth } from './routes/oauth.js';
import { bearerOnly, metricsRoute, type OnProbe } from './routes/probes.js';
import { protectedResource } from './routes/protected-resource.js';

/** What the routes ask of MCP. */
export type ServedMcp = Pick<
  Mcp,
  'access' | 'requestOptions' | 'list' | 'handleHttp' | 'openSse' | 'postSse' | 'sseOptions'
>;

/** What the Express app is made of. */
export interface AppOptions {
  readonly settings: HttpSettings;
  readonly version: string;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  /** Opened by the first request that is no probe, which waits for it. */
  readonly mcp: Pick<OnDemand<ServedMcp>, 'get'>;
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

/** What is behind the probes, loaded by the first request that is none. */
export function createRoutes(options: AppOptions, mcp: ServedMcp): Router {
  const { settings, version, log, authorizationServer, oauthServer, devIssuer, createLimiter } = options;
  const { metrics, tracer } = options;
  const observers = { meter: options.meter ?? silentMeter, tracer };
  const { basePath, mcpPath } = settings;
  const guards = createGuards({ ...options, mcp, authorizationServer });
  const routes = createRouter();
  mcpRoute(routes, mcpPath, mcp, guards, observers);
  if (options.sse) {
    sse(routes, basePath, mcp, guards);
    messages(routes, basePath, mcp, guards, observers);
  }
  if (authorizationServer !== undefined) protectedResource(routes, { ...settings, authorizationServer });
  if (oauthServer !== undefined)
    oauth(routes, { server: oauthServer, perMinute: settings.rateLimitPerMinute, createLimiter });
  if (metrics !== undefined) {
    const limit = networkLimit('metrics', settings.rateLimitPerMinute, createLimiter);
    metricsRoute(routes, metrics, [limit, bearerOnly(metrics.token)]);
  }
  if (devIssuer !== undefined) devToken(routes, devIssuer, guards);
  docs(routes, { ...settings, version, mcp, log, on: interfaceOf(options) });
  return routes;
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

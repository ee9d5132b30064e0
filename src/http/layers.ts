import express, { Router, type Express } from 'express';
import type { RequestHandler } from 'express';
import type { Authenticator, Scope } from '../auth/index.js';
import type { Mcp } from '../mcp/index.js';
import type { AuditLog, Logger } from '../observability/index.js';
import { createChallenger } from './challenger.js';
import { accessCheck } from './middleware/access-check.js';
import { authenticate } from './middleware/authenticate.js';
import { bodySize, jsonBody, jsonOnly, singleMessage } from './middleware/json-body.js';
import { crossOrigin, originList } from './middleware/origins.js';
import { principalLimit, type CreateRateLimiter } from './middleware/rate-limit.js';
import { accessLog, requestId } from './middleware/access-log.js';
import { securityHeaders, singleHeaders } from './middleware/headers.js';

/** The layers in front of a route, outermost first. Routes share them, and with them their counters. */
export interface Guards {
  /** Keeps the pages of other sites out. */
  readonly browser: RequestHandler[];
  /** `browser`, then lets in only what has a caller. */
  readonly caller: RequestHandler[];
  /** After `caller`: reads one JSON-RPC message that this caller may send. */
  readonly message: RequestHandler[];
}

interface GuardOptions {
  readonly settings: HttpSettings;
  readonly authorizationServer: string | undefined;
  readonly initialScopes?: readonly Scope[] | undefined;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly audit: AuditLog;
  readonly mcp: Pick<Mcp, 'access'>;
  readonly createLimiter: CreateRateLimiter;
}

/** Makes the layers once for all routes, since each keeps counters of its own. */
export function createGuards(options: GuardOptions): Guards {
  const { settings, authorizationServer, initialScopes, authenticator, audit, mcp, createLimiter } = options;
  const { maxBodyBytes, rateLimitPerMinute } = settings;
  const challenger = createChallenger({ ...settings, authorizationServer, initialScopes });
  const browser = [originList(settings), crossOrigin(settings)];
  return {
    browser,
    caller: [
      ...browser,
      bodySize(maxBodyBytes),
      authenticate({ authenticator, audit, challenger, failuresPerMinute: rateLimitPerMinute, createLimiter }),
      principalLimit(rateLimitPerMinute, createLimiter),
    ],
    message: [jsonOnly(), jsonBody(maxBodyBytes), singleMessage(), accessCheck({ mcp, audit, challenger })],
  };
}

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

/** For routes behind those layers; it tells paths apart as the app does. */
export function createRouter(): Router {
  return Router({ caseSensitive: true });
}

/** What the HTTP layer is told. Paths start with a slash and end without one. */
export interface HttpSettings {
  /** Public origin, e.g. `https://mcp.example.com`; published URLs are built from it alone. */
  readonly baseUrl: string;
  /** MCP endpoint, e.g. `/mcp-server/mcp`. */
  readonly mcpPath: string;
  /** Its parent, e.g. `/mcp-server`, or an empty text. */
  readonly basePath: string;
  /** Lower-case host names without port (IPv6 in brackets), `*.suffix` allowed. */
  readonly allowedHosts: 'any' | readonly string[];
  /** Exact origins beside BASE_URL's own. */
  readonly allowedOrigins: readonly string[];
  /** Any loopback origin, whatever its port. */
  readonly allowLoopbackOrigins: boolean;
  /** How many proxies in front are ours; the address of a caller is read that far from the right. */
  readonly trustProxyHops: number;
  readonly maxBodyBytes: number;
  /** Per principal, and per address for requests without a valid token; 0 turns both off. */
  readonly rateLimitPerMinute: number;
}

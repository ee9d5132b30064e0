import cors from 'cors';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { oauthPaths, type AuthorizationServer } from '../../auth/index.js';
import { bodySize } from '../middleware/body-size.js';
import { createFailureLimit, type FailureLimit } from '../middleware/create-failure-limit.js';
import { Refusal } from '../refusal.js';

export interface OauthRouteOptions {
  readonly server: Pick<AuthorizationServer, 'handle'>;
  /** Requests per minute and address; 0 means any number. */
  readonly perMinute: number;
}

const maxBytes = 56 * 1024;
const registrationsPerMinute = 20;

/**
 * The authorization server. It reads bodies itself, so nothing before it may; its endpoints are for programs of any
 * origin, which send no cookies there, and its pages for browsers.
 */
export function oauth(app: Express, { server, perMinute }: OauthRouteOptions): void {
  const anyone = createFailureLimit(perMinute);
  const registrations = createFailureLimit(Math.min(perMinute, registrationsPerMinute));
  const openToAll = cors({
    origin: '*',
    methods: ['GET', 'POST'],
    exposedHeaders: ['WWW-Authenticate', 'Retry-After'],
  });
  const serve: RequestHandler[] = [limit(anyone), bodySize(maxBytes), handler(server)];
  app.all('/register', openToAll, limit(registrations));
  for (const path of oauthPaths.endpoints) app.all(path, openToAll, ...serve);
  for (const path of oauthPaths.pages) app.all(path, ...serve);
  app.use([...oauthPaths.endpoints, '/authorize', '/oauth'], withOauthErrors());
}

function limit(requests: FailureLimit): RequestHandler {
  return async (req, _res, next) => {
    await requests.count(req.ip ?? 'unknown');
    next();
  };
}

function handler(server: Pick<AuthorizationServer, 'handle'>): RequestHandler {
  return (req, res) => server.handle(req, res, req.ip ?? 'unknown');
}

/** What the door itself refuses here, in the shape of RFC 6749 (5.2). */
function withOauthErrors(): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (!(error instanceof Refusal) || res.headersSent) return next(error);
    const { status, headers, code, message } = error;
    res.status(status).set(headers).set('Cache-Control', 'no-store');
    res.json({ error: status === 429 ? 'temporarily_unavailable' : code, error_description: message });
  };
}

import cors from 'cors';
import type { ErrorRequestHandler, IRouter, RequestHandler } from 'express';
import { oauthPaths, type AuthorizationServer } from '../../auth/index.js';
import { bodySize } from '../middleware/json-body.js';
import { networkKey, networkLimit, type CreateRateLimiter } from '../middleware/rate-limit.js';
import { Refusal } from '../refusal.js';

interface OauthRouteOptions {
  readonly server: Pick<AuthorizationServer, 'handle'>;
  /** Requests per minute and network; 0 means any number. */
  readonly perMinute: number;
  readonly createLimiter: CreateRateLimiter;
}

const maxBytes = 56 * 1024;
const registrationsPerMinute = 20;

/**
 * The authorization server. It reads bodies itself, so nothing before it may; its endpoints are for programs of any
 * origin, which send no cookies there, and its pages for browsers.
 */
export function oauth(app: IRouter, { server, perMinute, createLimiter }: OauthRouteOptions): void {
  const anyone = networkLimit('oauth', perMinute, createLimiter);
  const registrations = networkLimit('registrations', Math.min(perMinute, registrationsPerMinute), createLimiter);
  const openToAll = cors({
    origin: '*',
    methods: ['GET', 'POST'],
    exposedHeaders: ['WWW-Authenticate', 'Retry-After'],
  });
  const serve: RequestHandler[] = [anyone, bodySize(maxBytes), handler(server)];
  app.route('/register').all(openToAll, registrations);
  for (const path of oauthPaths.endpoints) app.route(path).all(openToAll, ...serve);
  for (const path of oauthPaths.pages) app.route(path).all(...serve);
  app.use([...oauthPaths.endpoints, '/authorize', '/oauth'], oauthErrors());
}

function handler(server: Pick<AuthorizationServer, 'handle'>): RequestHandler {
  return (req, res) => server.handle(req, res, networkKey(req.ip));
}

/** What we ourselves refuse here, in the shape of RFC 6749 (5.2). */
function oauthErrors(): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (!(error instanceof Refusal) || res.headersSent) return next(error);
    const { status, headers, code, message } = error;
    res.status(status).set(headers).set('Cache-Control', 'no-store');
    res.json({ error: status === 429 ? 'temporarily_unavailable' : code, error_description: message });
  };
}

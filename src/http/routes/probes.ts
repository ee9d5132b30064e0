import { createHash, timingSafeEqual } from 'node:crypto';
import type { IRouter, RequestHandler } from 'express';
import type { Metrics } from '../../observability/index.js';
import { allowedMethods, Refusal } from '../refusal.js';
import { contextOf, headerValues } from '../request-context.js';
import type { Readiness } from '../readiness.js';

/** Hears of the nonce in `?probe=`: whoever asked our public address for it came through. */
export type OnProbe = (nonce: string) => void;

/** Alive? Answers from memory: a sick Confluence is no reason to restart this process. */
export function health(app: IRouter, paths: Iterable<string>, version: string, onProbe?: OnProbe): void {
  for (const path of new Set(paths)) {
    app.route(path).all(allowedMethods('GET', 'HEAD'), (req, res) => {
      contextOf(res).probe = true;
      const { probe } = req.query;
      if (typeof probe === 'string') onProbe?.(probe);
      res.set('Cache-Control', 'no-store').json({ status: 'ok', version });
    });
  }
}

/** Ready for requests? 200, or 503 with the name of each dependency that fails. */
export function ready(app: IRouter, paths: Iterable<string>, readiness: Readiness): void {
  for (const path of paths) {
    app.route(path).all(allowedMethods('GET', 'HEAD'), async (_req, res) => {
      contextOf(res).probe = true;
      const report = await readiness.report();
      const status = report.status === 'ok' ? 200 : 503;
      res.status(status).set('Cache-Control', 'no-store').json(report);
    });
  }
}

/** For Prometheus, in its text format, behind `guards`. */
export function metricsRoute(
  app: IRouter,
  metrics: Pick<Metrics, 'contentType' | 'render'>,
  guards: readonly RequestHandler[] = [],
): void {
  app.route('/metrics').all(...guards, allowedMethods('GET', 'HEAD'), async (_req, res) => {
    contextOf(res).probe = true;
    res.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).send(await metrics.render());
  });
}

/** Lets in whoever has this one token, compared in constant time (RFC 6750). */
export function bearerOnly(token: string): RequestHandler {
  const wanted = digest(token);
  return (req, _res, next) => {
    const given = headerValues(req, 'authorization').map((value) => /^bearer +(\S+)$/i.exec(value)?.[1]);
    if (given[0] !== undefined && timingSafeEqual(digest(given[0]), wanted)) return next();
    const error = given.length === 0 ? 'unauthorized' : 'invalid_token';
    const challenge = given.length === 0 ? 'Bearer' : 'Bearer error="invalid_token"';
    next(new Refusal(401, error, 'Metrics need the token of METRICS_TOKEN.', { 'WWW-Authenticate': challenge }));
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

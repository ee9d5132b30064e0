import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from '../request-context.js';

/** One line for each request. The route's own path is logged, never the URL: callers put secrets into URLs. */
export function accessLog(): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => logRequest(req, res, performance.now() - startedAt));
    next();
  };
}

function logRequest(req: Request, res: Response, durationMs: number): void {
  const { log, probe } = contextOf(res);
  const fields = {
    event: 'http_request',
    method: req.method,
    route: routeOf(req),
    status: res.statusCode,
    duration_ms: Math.round(durationMs * 10) / 10,
    ...(res.writableFinished ? {} : { aborted: true }),
  };
  if (probe === true) log.debug(fields, 'Request answered.');
  else log.info(fields, 'Request answered.');
}

function routeOf(req: Request): string {
  const route = req.route as { path: string } | undefined;
  return route?.path ?? 'unmatched';
}

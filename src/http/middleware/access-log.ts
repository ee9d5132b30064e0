import { randomUUID } from 'node:crypto';
import type { RequestHandler, Request, Response } from 'express';
import type { Logger } from '../../observability/index.js';
import { setContext, traceOf, contextOf } from '../request-context.js';

const sane = /^[\w.:-]{1,128}$/;

/** Names the request (an incoming X-Request-Id when it is sane) and binds the name and its trace to the log. */
export function requestId(log: Logger): RequestHandler {
  return (req, res, next) => {
    const incoming = req.headers['x-request-id'];
    const id = typeof incoming === 'string' && sane.test(incoming) ? incoming : randomUUID();
    res.setHeader('X-Request-Id', id);
    setContext(res, { requestId: id, log: log.child({ request_id: id, ...traceOf(req.headers) }) });
    next();
  };
}

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

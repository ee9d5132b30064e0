import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../../observability/index.js';
import { setContext } from '../request-context.js';
import { traceOf } from '../trace-of.js';

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

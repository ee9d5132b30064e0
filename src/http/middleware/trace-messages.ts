import type { RequestHandler } from 'express';
import type { Tracer } from '../../observability/index.js';
import { contextOf, traceOf } from '../request-context.js';
import { methodOf } from './count-messages.js';

/**
 * Begins this server's part of the caller's trace (W3C `traceparent` and `tracestate`), or a trace where there is none,
 * and ends it with the answer. The log lines of the request name the same trace.
 */
export function traceMessages(tracer: Tracer | undefined): RequestHandler {
  return (req, res, next) => {
    if (tracer === undefined) return next();
    const context = contextOf(res);
    const caller = traceOf(req.headers);
    const state = req.headers['tracestate'];
    const span = tracer.start('MCP', caller && { ...caller, ...(typeof state === 'string' && { trace_state: state }) });
    context.span = span;
    context.log = context.log.child({ trace_id: span.traceId, span_id: span.spanId });
    res.once('close', () => {
      span.set({
        'mcp.method.name': methodOf(req.body),
        'http.request.method': req.method,
        'http.response.status_code': res.statusCode,
        'request.id': context.requestId,
      });
      span.end(res.statusCode >= 500 ? String(res.statusCode) : undefined);
    });
    next();
  };
}

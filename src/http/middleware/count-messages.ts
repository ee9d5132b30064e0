import type { RequestHandler } from 'express';
import { requestMethods } from '../../mcp/index.js';
import type { Meter } from '../../observability/index.js';

/** The requests of all revisions that are served; what a caller makes up is counted as `other`. */
const knownMethods: ReadonlySet<unknown> = new Set([
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'tools/call',
  ...requestMethods,
  'logging/setLevel',
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'notifications/roots/list_changed',
]);

/** Counts what was answered, refusals included. What was refused before its body was read has no method: `none`. */
export function countMessages(meter: Pick<Meter, 'mcpRequest'>): RequestHandler {
  return (req, res, next) => {
    res.once('close', () => meter.mcpRequest(methodOf(req.body), res.statusCode));
    next();
  };
}

/** A method that we serve; `other` for one that a caller made up, `none` before the body was read. */
export function methodOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'none';
  const { method } = body as { method?: unknown };
  return typeof method === 'string' && knownMethods.has(method) ? method : 'other';
}

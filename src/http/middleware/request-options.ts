import type { RequestHandler } from 'express';
import type { Mcp } from '../../mcp/index.js';
import { callerOf, contextOf } from '../request-context.js';

/** Reads how a request narrows itself. Behind authentication: what tools there are is nobody else's business. */
export function requestOptions(mcp: Pick<Mcp, 'requestOptions'>): RequestHandler {
  return (req, res, next) => {
    contextOf(res).options = mcp.requestOptions(req);
    next();
  };
}

/** For messages to a stream: the request that opened it has narrowed it, and the headers of a message narrow that further. */
export function sessionOptions(mcp: Pick<Mcp, 'requestOptions' | 'sseOptions'>): RequestHandler {
  return async (req, res, next) => {
    contextOf(res).options = mcp.requestOptions({ rawHeaders: req.rawHeaders });
    contextOf(res).options = await mcp.sseOptions(req, callerOf(res));
    next();
  };
}

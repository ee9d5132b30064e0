import type { RequestHandler } from 'express';
import type { Mcp } from '../../mcp/index.js';
import { contextOf } from '../request-context.js';

/** Reads how a request narrows itself. Behind authentication: what tools there are is nobody else's business. */
export function requestOptions(mcp: Pick<Mcp, 'requestOptions'>): RequestHandler {
  return (req, res, next) => {
    contextOf(res).options = mcp.requestOptions(req);
    next();
  };
}

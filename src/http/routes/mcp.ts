import type { Express } from 'express';
import type { Mcp } from '../../mcp/index.js';
import { allowedMethods } from '../middleware/allowed-methods.js';
import { callerOf } from '../request-context.js';
import type { Guards } from '../create-guards.js';

/** Streamable HTTP, with and without a slash at the end. Without sessions, GET and DELETE have nothing to offer. */
export function mcpRoute(app: Express, path: string, mcp: Pick<Mcp, 'handleHttp'>, guards: Guards): void {
  app.all(path, ...guards.caller, allowedMethods('POST'), ...guards.message, (req, res) =>
    mcp.handleHttp(req, res, req.body, callerOf(res)),
  );
}

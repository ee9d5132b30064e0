import type { Express } from 'express';
import type { Mcp } from '../../mcp/index.js';
import { allowedMethods } from '../middleware/allowed-methods.js';
import { callerOf } from '../request-context.js';
import type { Guards } from '../create-guards.js';

/** HTTP+SSE, the other direction. The token is checked on every message, not only when the stream opens. */
export function messages(app: Express, basePath: string, mcp: Pick<Mcp, 'postSse'>, guards: Guards): void {
  app.all(`${basePath}/messages`, ...guards.caller, allowedMethods('POST'), ...guards.message, (req, res) =>
    mcp.postSse(req, res, req.body, callerOf(res)),
  );
}

import type { Express } from 'express';
import type { Mcp } from '../../mcp/index.js';
import { allowedMethods } from '../middleware/allowed-methods.js';
import { callerOf } from '../request-context.js';
import type { Guards } from '../create-guards.js';

/** HTTP+SSE, the stream: the answers to what is posted to `basePath/messages`. */
export function sse(app: Express, basePath: string, mcp: Pick<Mcp, 'openSse'>, guards: Guards): void {
  app.all(`${basePath}/sse`, ...guards.caller, allowedMethods('GET'), (req, res) =>
    mcp.openSse(req, res, callerOf(res), `${basePath}/messages`),
  );
}

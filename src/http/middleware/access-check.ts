import type { RequestHandler } from 'express';
import type { Mcp } from '../../mcp/index.js';
import type { Challenger } from '../create-challenger.js';
import { Refusal } from '../refusal.js';
import { callerOf } from '../request-context.js';

/** Stops a call that the caller's scopes do not cover, in time for the status that lets a client ask for more. */
export function accessCheck(mcp: Pick<Mcp, 'access'>, challenger: Challenger): RequestHandler {
  return (req, res, next) => {
    const { principal, log } = callerOf(res);
    const access = mcp.access(principal, req.body);
    if (access.kind === 'allowed') return next();
    log.info({ event: 'access_refused', principal: principal.id, scope: access.scope }, 'A scope is missing.');
    const message = `This call needs the scope ${access.scope}.`;
    const headers = challenger(req, { error: 'insufficient_scope', description: message, scope: access.scope });
    next(new Refusal(403, 'insufficient_scope', message, headers));
  };
}

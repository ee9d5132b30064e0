import type { RequestHandler } from 'express';
import type { Access, Mcp } from '../../mcp/index.js';
import type { AuditLog } from '../../observability/index.js';
import type { Challenger } from '../challenger.js';
import { Refusal } from '../refusal.js';
import { callerOf } from '../request-context.js';

interface AccessCheckOptions {
  readonly mcp: Pick<Mcp, 'access'>;
  readonly audit: Pick<AuditLog, 'toolCall'>;
  readonly challenger: Challenger;
}

/** Stops a call that the caller's scopes do not cover, in time for the status that lets a client ask for more. */
export function accessCheck({ mcp, audit, challenger }: AccessCheckOptions): RequestHandler {
  return (req, res, next) => {
    const caller = callerOf(res);
    const { principal, requestId } = caller;
    const access = mcp.access(caller, req.body);
    if (access.kind === 'allowed') return next();
    audit.toolCall({
      principal: principal.id,
      mode: principal.mode,
      ...(principal.email ? { email: principal.email } : {}),
      ...access.call,
      page_id: null,
      space_key: null,
      dry_run: false,
      outcome: access.kind,
      duration_ms: 0,
      request_id: requestId,
    });
    const message = messageOf(access);
    const wanted = { error: access.kind, description: message, scope: access.scope };
    const headers = access.kind === 'insufficient_scope' ? challenger(req, wanted) : {};
    next(new Refusal(403, access.kind, message, headers));
  };
}

function messageOf({ kind, scope, call: { tool } }: Exclude<Access, { kind: 'allowed' }>): string {
  if (kind === 'access_denied')
    return `${tool} is not permitted: it needs the scope ${scope}, which this account cannot be granted.`;
  return `${tool} is not permitted: it needs the scope ${scope.split(' ').at(-1) ?? scope}.`;
}

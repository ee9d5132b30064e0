import type { Response } from 'express';
import type { Principal } from '../auth/index.js';
import type { Logger } from '../observability/index.js';
import type { Caller } from '../mcp/index.js';

/** What the door knows about one request. */
export interface RequestContext {
  readonly requestId: string;
  readonly log: Logger;
  /** Set by authentication; absent on public routes. */
  principal?: Principal;
  /** A health probe: logged at debug, because it comes every few seconds. */
  probe?: true;
}

export function setContext(res: Response, context: RequestContext): void {
  res.locals['context'] = context;
}

export function contextOf(res: Response): RequestContext {
  return res.locals['context'] as RequestContext;
}

/** The identified caller. Throws when a route forgot to authenticate, so that nothing is ever served to nobody. */
export function callerOf(res: Response): Caller {
  const { principal, requestId, log } = contextOf(res);
  if (principal === undefined) throw new Error('This route was reached without authentication.');
  return { principal, requestId, log };
}

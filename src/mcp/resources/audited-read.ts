import type { Principal } from '../../auth/index.js';
import type { ConfluenceDesk } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { AuditLog } from '../../observability/index.js';
import type { ToolContext } from '../define-tool.js';
import type { Caller, ToolCall } from '../dispatch.js';
import { toToolError } from '../tool-error.js';
import { RequestError, requestErrorCode } from './request-error.js';

/** The scope behind every resource, prompt and completion. */
export const readScope = 'confluence:read';

/** A tool granted by name opens that tool alone, so only the scope counts here. */
export function mayRead(principal: Principal): boolean {
  return principal.scopes.has(readScope);
}

/** What a request reads, as far as it is known when it ends. */
export interface Subject {
  page_id: string | null;
  space_key: string | null;
}

export type ReadCall = Pick<ToolCall, 'signal' | 'progress'>;

/** One request that reads: its method, and what an answer of "not found" repeats to the client. */
export interface ReadRequest {
  readonly method: string;
  readonly notFound?: Readonly<Record<string, unknown>> | undefined;
}

export type AuditedRead = <T>(
  request: ReadRequest,
  call: ReadCall,
  caller: Caller,
  run: (context: ToolContext, subject: Subject) => Promise<T>,
) => Promise<T>;

const callersFault: ReadonlySet<string> = new Set<ErrorCode>(['NOT_FOUND', 'INVALID_INPUT']);

/**
 * The boundary around everything that reads without being a tool: scope, audit and error mapping. Throws RequestError
 * only; a cancelled request rejects with the signal's reason.
 */
export function createAuditedRead({ desk, audit }: { desk: ConfluenceDesk; audit: AuditLog }): AuditedRead {
  return async ({ method, notFound }, call, caller, run) => {
    const startedAt = performance.now();
    const subject: Subject = { page_id: null, space_key: null };
    let outcome = 'ok';
    try {
      refuseWithoutScope(caller.principal);
      const confluence = desk.forCall({ signal: call.signal, requestId: caller.requestId });
      return await run({ confluence, signal: call.signal, progress: call.progress }, subject);
    } catch (error) {
      if (call.signal.aborted) {
        outcome = 'CANCELLED';
        throw call.signal.reason;
      }
      const { code, text } = toToolError(error, caller.requestId, caller.log);
      outcome = code;
      const wireCode = callersFault.has(code) ? requestErrorCode.invalidParams : requestErrorCode.internal;
      throw new RequestError(wireCode, text, code === 'NOT_FOUND' ? notFound : undefined);
    } finally {
      audit.toolCall({
        principal: caller.principal.id,
        mode: caller.principal.mode,
        tool: method,
        effect: 'read',
        ...subject,
        dry_run: false,
        outcome,
        duration_ms: Math.round(performance.now() - startedAt),
        request_id: caller.requestId,
      });
    }
  };
}

/** The door answers 403 before it comes to this; transports without one are stopped here. */
function refuseWithoutScope(principal: Principal): void {
  if (mayRead(principal)) return;
  throw new AppError('FORBIDDEN', 'This token may not read.', { hint: `It needs the scope ${readScope}.` });
}

import type { Principal } from '../../auth/index.js';
import type { ContentConverter } from '../../content/index.js';
import { AppError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { AuditLog } from '../../observability/index.js';
import { createOpenCall } from './caller.js';
import type { ActingOptions } from './caller.js';
import type { ToolContext } from '../tools/define-tool.js';
import type { Caller } from './caller.js';
import type { ToolCall } from './dispatch.js';
import type { PolicedClient } from '../space-policy/index.js';
import { toToolError } from './errors.js';
import { RequestError, requestErrorCode } from './errors.js';

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

export type ReadCall = Pick<ToolCall, 'signal' | 'progress' | 'onAnswer'>;

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
export function createAuditedRead({
  confluenceClient,
  content,
  audit,
  acting,
}: {
  confluenceClient: Pick<PolicedClient, 'forCall'>;
  content: ContentConverter;
  audit: AuditLog;
  acting?: ActingOptions | undefined;
}): AuditedRead {
  const openCall = createOpenCall(acting);
  return async ({ method, notFound }, call, caller, run) => {
    const { signal, progress } = call;
    const startedAt = performance.now();
    const subject: Subject = { page_id: null, space_key: null };
    let outcome = 'ok';
    try {
      refuseWithoutScope(caller.principal);
      const { scope, downstream } = openCall(caller, signal);
      const confluence = confluenceClient.forCall({ ...scope, onAnswer: call.onAnswer });
      return await run({ confluence, content: content.forCall({ signal }), downstream, signal, progress }, subject);
    } catch (error) {
      if (signal.aborted) {
        outcome = 'CANCELLED';
        throw signal.reason;
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

/** HTTP answers 403 before it comes to this; transports without one are stopped here. */
function refuseWithoutScope(principal: Principal): void {
  if (mayRead(principal)) return;
  throw new AppError('FORBIDDEN', 'This token may not read.', { hint: `It needs the scope ${readScope}.` });
}

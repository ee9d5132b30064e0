import type { Principal } from '../../auth/index.js';
import { AppError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Boundary, RequestScope, Subject } from '../server/boundary.js';
import type { Caller } from '../server/caller.js';
import { RequestError, requestErrorCode } from '../server/errors.js';
import type { ToolContext } from '../tools/define-tool.js';

/** The scope behind every resource, prompt and completion. */
export const readScope = 'confluence:read';

/** A tool granted by name opens that tool alone, so only the scope counts here. */
export function mayRead(principal: Principal): boolean {
  return principal.scopes.has(readScope);
}

/** One request that reads: its method, and what an answer of "not found" repeats to the client. */
interface ReadRequest {
  readonly method: string;
  readonly notFound?: Readonly<Record<string, unknown>> | undefined;
}

/** Runs a read under the boundary, as tools run. A caller without the scope, and every failure, is a RequestError. */
export type BoundedRead = <T>(
  request: ReadRequest,
  scope: RequestScope,
  caller: Caller,
  run: (context: ToolContext, subject: Subject) => Promise<T>,
) => Promise<T>;

const callersFault: ReadonlySet<string> = new Set<ErrorCode>(['NOT_FOUND', 'INVALID_INPUT']);

/** The boundary for what reads without being a tool. Throws RequestError only. */
export function createBoundedRead(boundary: Boundary): BoundedRead {
  return async ({ method, notFound }, scope, caller, run) => {
    const outcome = await boundary({ name: method, effect: 'read', scope, caller }, (context, subject) => {
      // HTTP answers 403 before it comes to this; transports without it are stopped here.
      if (mayRead(caller.principal)) return run(context, subject);
      throw new AppError('FORBIDDEN', 'This token does not allow reading.', {
        hint: `It needs the scope ${readScope}.`,
      });
    });
    if (outcome.ok) return outcome.value;
    const { code, text } = outcome.failure;
    const wireCode = callersFault.has(code) ? requestErrorCode.invalidParams : requestErrorCode.internal;
    throw new RequestError(wireCode, text, code === 'NOT_FOUND' ? notFound : undefined);
  };
}

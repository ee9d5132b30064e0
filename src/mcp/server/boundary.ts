import type { ContentConverter } from '../../content/index.js';
import type { DocumentReader } from '../../documents/index.js';
import type { AuditLog, RemoteTrace, Tracer } from '../../observability/index.js';
import type { PolicedClient } from '../space-policy/index.js';
import type { Effect, ToolContext } from '../tools/define-tool.js';
import { createOpenCall } from './caller.js';
import type { ActingOptions, Caller } from './caller.js';
import { ConfirmationNeeded } from './confirmation.js';
import { toToolError } from './errors.js';
import type { ToolError } from './errors.js';

/** What a transport hands over with any request: how to cancel it and how to tell of its progress. */
export interface RequestScope {
  readonly signal: AbortSignal;
  readonly progress: ToolContext['progress'];
  /** Told of each answer of Confluence. */
  readonly onAnswer?: (() => void) | undefined;
  /** Each write that was done, or may have been, is in it from before it is sent. */
  readonly writes?: Set<object> | undefined;
  /** Where the message itself says that it stands in its caller's trace. */
  readonly trace?: RemoteTrace | undefined;
}

/** What a request is about, as far as it is known when it ends; the audit log has it. */
export interface Subject {
  page_id: string | null;
  space_key: string | null;
  dry_run: boolean;
}

interface BoundedRequest {
  /** A tool's name, or the method of another request. */
  readonly name: string;
  readonly effect: Effect;
  readonly scope: RequestScope;
  readonly caller: Caller;
}

/** What came of a request: its result, or the failure that its caller may read. */
type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ToolError; readonly subject: Subject };

/**
 * Runs one request. A cancelled one rejects with the signal's reason, for its answer is not wanted; one about which a
 * person has to be asked with ConfirmationNeeded.
 */
export type Boundary = <T>(
  request: BoundedRequest,
  run: (context: ToolContext, subject: Subject) => Promise<T>,
) => Promise<Outcome<T>>;

interface BoundaryOptions {
  /** Text is written for its deployment. */
  readonly confluenceClient: Pick<PolicedClient, 'forCall'> & Partial<Pick<PolicedClient, 'deployment'>>;
  readonly content: ContentConverter;
  readonly documents: Pick<DocumentReader, 'read'>;
  readonly audit: AuditLog;
  readonly acting?: ActingOptions | undefined;
  readonly tracer?: Pick<Tracer, 'start'> | undefined;
}

/**
 * The one boundary around tools, resources, prompts and completions: it opens Confluence for the call, maps errors and
 * writes the audit log. What comes in and what goes out is the business of who calls it.
 */
export function createBoundary(options: BoundaryOptions): Boundary {
  const { confluenceClient, content, documents, audit, acting, tracer } = options;
  const openCall = createOpenCall(acting);
  return async (request, run) => {
    const {
      name,
      effect,
      scope: { signal, progress, onAnswer, writes },
      caller,
    } = request;
    const startedAt = performance.now();
    const subject: Subject = { page_id: null, space_key: null, dry_run: false };
    const span = openSpan(request, tracer);
    let outcome = 'ok';
    let rule: string | undefined;
    try {
      const { scope, downstream, facts } = openCall(caller, signal);
      const confluence = confluenceClient.forCall({ onAnswer, writes, span, ...scope });
      const context = {
        confluence,
        content: content.forCall({ signal, deployment: confluenceClient.deployment }),
        documents,
        caller: facts,
        downstream,
        ...{ signal, progress, writes, span },
        confirm: onlyForTools,
      };
      return { ok: true, value: await run(context, subject) };
    } catch (error) {
      if (signal.aborted) {
        outcome = 'CANCELLED';
        throw signal.reason;
      }
      if (error instanceof ConfirmationNeeded) {
        outcome = 'INPUT_REQUIRED';
        throw error;
      }
      const failure = toToolError(error, caller.requestId, caller.log);
      outcome = failure.code;
      rule = failure.rule;
      return { ok: false, failure, subject };
    } finally {
      span?.end(outcome === 'ok' ? undefined : outcome);
      audit.toolCall({
        principal: caller.principal.id,
        mode: caller.principal.mode,
        ...(caller.principal.email === null ? {} : { email: caller.principal.email }),
        tool: name,
        effect,
        ...subject,
        outcome,
        ...(rule === undefined ? {} : { rule }),
        duration_ms: Math.round(performance.now() - startedAt),
        request_id: caller.requestId,
      });
    }
  };
}

/**
 * A message's own `_meta` says whose part it is, and the request that carried it is linked; without it the request is the
 * parent: https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/#context-propagation. Streams carry messages in no request.
 */
function openSpan({ name, effect, scope: { trace }, caller }: BoundedRequest, tracer: BoundaryOptions['tracer']) {
  const attributes = { 'gen_ai.tool.name': name, 'mcp.tool.effect': effect };
  if (caller.span !== undefined && trace === undefined) return caller.span.child(name, 'internal', attributes);
  return tracer?.start(name, trace, { attributes, link: caller.span });
}

/** Dispatch brings the questions of a tool's call; what else comes through here only reads. */
function onlyForTools(): Promise<void> {
  return Promise.reject(new Error('Only tool calls can be confirmed.'));
}

import type { Principal } from '../../auth/index.js';
import type { Confluence } from '../../confluence/index.js';
import type { ContentConverter } from '../../content/index.js';
import { AppError } from '../../errors.js';
import type { AuditLog } from '../../observability/index.js';
import { createOpenCall } from './caller.js';
import type { Caller } from './caller.js';
import type { ActingOptions } from './caller.js';
import type { MediaContent, Tool, ToolContext } from '../tools/define-tool.js';
import { parseArguments } from '../schemas/parse-arguments.js';
import { mayUse } from './policy.js';
import { createFence } from './untrusted-text.js';
import { admitWrite } from '../space-policy/index.js';
import type { PolicedClient } from '../space-policy/index.js';
import { toToolError } from './errors.js';

/** One `tools/call`, free of any SDK. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: unknown;
  readonly signal: AbortSignal;
  readonly progress: ToolContext['progress'];
  /** Told of each answer of Confluence. */
  readonly onAnswer?: (() => void) | undefined;
}

/** An alias, not an interface: only so does it fit the SDKs' open objects. */
export type ToolResult = {
  /** The readable text comes first. */
  content: [{ type: 'text'; text: string }, ...MediaContent[]];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
};

/** Named by the protocol itself: answered as JSON-RPC -32602, not as a result. */
export class UnknownToolError extends Error {
  constructor(name: string) {
    super(`Unknown tool: ${name.slice(0, 128)}`);
  }
}

export interface DispatcherOptions {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly confluenceClient: Pick<PolicedClient, 'forCall'>;
  readonly content: ContentConverter;
  readonly audit: AuditLog;
  readonly acting?: ActingOptions | undefined;
}

export type Dispatch = (call: ToolCall, caller: Caller) => Promise<ToolResult>;

/**
 * The one boundary around every tool: policy, validation, the run itself, validation of what came out, text, audit
 * and error mapping. Throws UnknownToolError only; a cancelled call rejects with the signal's reason, for its answer
 * is not wanted.
 */
export function createDispatch({ tools, confluenceClient, content, audit, acting }: DispatcherOptions): Dispatch {
  const openCall = createOpenCall(acting);
  return async (call, caller) => {
    const tool = tools.get(call.name);
    if (tool === undefined) throw new UnknownToolError(call.name);
    const startedAt = performance.now();
    let args: Record<string, unknown> = {};
    let outcome = 'ok';
    try {
      refuseWithoutGrant(tool, caller.principal);
      args = parseArguments(tool.input, call.arguments ?? {});
      const { scope, downstream } = openCall(caller, call.signal);
      const confluence = confluenceClient.forCall({ ...scope, onAnswer: call.onAnswer });
      await resolvePageReference(args, confluence);
      await admitWrite(tool, args, confluence);
      call.signal.throwIfAborted();
      const { signal, progress } = call;
      const context = { confluence, content: content.forCall({ signal }), downstream, signal, progress };
      return await runTool(tool, args, context);
    } catch (error) {
      if (call.signal.aborted) {
        outcome = 'CANCELLED';
        throw call.signal.reason;
      }
      const failure = toToolError(error, caller.requestId, caller.log);
      outcome = failure.code;
      return { content: [{ type: 'text', text: failure.text }], isError: true };
    } finally {
      audit.toolCall({
        principal: caller.principal.id,
        mode: caller.principal.mode,
        tool: tool.name,
        effect: tool.effect,
        page_id: identifierIn(args, 'page_id'),
        space_key: identifierIn(args, 'space_key'),
        dry_run: args['dry_run'] === true,
        outcome,
        duration_ms: Math.round(performance.now() - startedAt),
        request_id: caller.requestId,
      });
    }
  };
}

/** HTTP answers 403 before it comes to this; transports without one are stopped here. */
function refuseWithoutGrant(tool: Tool, principal: Principal): void {
  if (mayUse(principal, tool)) return;
  throw new AppError('FORBIDDEN', `This token may not use ${tool.name}.`, {
    hint: `It needs the scope ${tool.scope}.`,
  });
}

/** Every tool takes a page by id or by URL; from here on there is only the id. */
async function resolvePageReference(args: Record<string, unknown>, confluence: Confluence): Promise<void> {
  const reference = args['page_id'];
  if (typeof reference === 'string') args['page_id'] = await confluence.pages.resolveId(reference);
}

async function runTool(tool: Tool, args: Record<string, unknown>, context: ToolContext): Promise<ToolResult> {
  const result = await tool.run(args, context);
  const structuredContent = tool.output.parse(result);
  const text = tool.render(structuredContent, createFence(), args);
  return { content: [{ type: 'text', text }, ...tool.media(result)], structuredContent };
}

/** An argument that names content. A URL that could not be resolved is not one, and may hold anything. */
function identifierIn(args: Record<string, unknown>, name: 'page_id' | 'space_key'): string | null {
  const value = args[name];
  return typeof value === 'string' && !value.includes('/') ? value : null;
}

import type { Principal } from '../../auth/index.js';
import type { Confluence } from '../../confluence/index.js';
import { AppError, isAppError } from '../../errors.js';
import { itemParameters, pageParameters } from '../schemas/input.js';
import { parseArguments } from '../schemas/parse-arguments.js';
import { admitWrite } from '../space-policy/index.js';
import type { Confirm, Tool, ToolContext } from '../tools/define-tool.js';
import type { WritePolicy } from '../write-policy/index.js';
import { toAnswer } from './answer.js';
import type { AnswerForm, ToolResult } from './answer.js';
import type { Boundary, RequestScope, Subject } from './boundary.js';
import type { Caller } from './caller.js';
import type { Claims } from './claims.js';
import { createConfirmation } from './confirmation.js';
import type { Confirmation, Elicitation } from './confirmation.js';
import { UnknownToolError } from './errors.js';
import { findOurTool } from './other-servers.js';
import { couldUse, mayUse } from './policy.js';
import { createSeal } from './seal.js';
import { withSpacesByName } from './space-names.js';

/** One `tools/call`, free of any SDK. */
interface ToolCall extends RequestScope {
  readonly name: string;
  readonly arguments: unknown;
  /** Absent where the client cannot ask a person. */
  readonly elicitation?: Elicitation | undefined;
}

interface DispatchOptions {
  /** `auto` when absent. */
  readonly form?: AnswerForm | undefined;
  /** Without it scopes, space policy and READ_ONLY_MODE alone say what may be written. */
  readonly writePolicy?: WritePolicy | undefined;
  /** Without it nobody is asked before a write. */
  readonly confirmation?: Confirmation | undefined;
  /** Keeps that a confirmation was used, for the store that all replicas share. */
  readonly openClaims: () => Claims;
}

const asksNobody = createConfirmation({ mode: 'never', seal: createSeal([]) });

/**
 * Calls a tool. A failure that the caller may read is a result with `isError`, as MCP has it; what it rejects with is
 * for the protocol.
 */
export type Dispatch = (call: ToolCall, caller: Caller) => Promise<ToolResult>;

/**
 * Calls a tool by its name: rights, validation, write policy, the run itself, validation of what came out, and text.
 * Throws UnknownToolError, and ConfirmationNeeded where a person has to be asked first; a cancelled call rejects with the signal's reason.
 */
export function createDispatch(
  tools: ReadonlyMap<string, Tool>,
  boundary: Boundary,
  { form = 'auto', writePolicy, confirmation = asksNobody, openClaims }: DispatchOptions,
): Dispatch {
  const callOnce = async (call: ToolCall, caller: Caller, claims: Claims): Promise<ToolResult> => {
    const tool = tools.get(call.name);
    if (tool === undefined) throw new UnknownToolError(call.name, oursFor(call.name, tools, caller.principal));
    const { name, effect } = tool;
    const { elicitation } = call;
    const outcome = await boundary({ name, effect, scope: call, caller }, async (context, subject) => {
      refuseWithoutGrant(tool, caller.principal);
      const { given, previewToken } = takePreviewToken(tool, call.arguments ?? {}, writePolicy);
      const { args: read, warnings: ofArguments } = parseArguments(
        tool.input,
        given,
        effect === 'read' ? 'read' : 'write',
      );
      subject.dry_run = read['dry_run'] === true;
      const { principal } = caller;
      const run = async (args: Record<string, unknown>, ofNames: string[]) => {
        if (tool.api === undefined) await openContent(tool, args, context, subject);
        call.signal.throwIfAborted();
        const options = { form: caller.options?.form ?? form, args };
        const warnings = [...ofArguments, ...ofNames];
        const confirm = confirmation({ principal: principal.id, tool: name, args, elicitation, claims });
        const own = { ...context, confirm };
        if (writePolicy === undefined || effect === 'read') {
          return toAnswer(tool, await tool.run(args, own), { ...options, warnings });
        }
        const askPerson = elicitation && askBy(confirm);
        const running = writePolicy.run({ tool, args, context: own, principal, previewToken, claims, askPerson });
        const { result, notes } = await running;
        return toAnswer(tool, result, { ...options, warnings: [...warnings, ...notes] });
      };
      return tool.api === undefined ? withSpacesByName(read, context.confluence, run) : run(read, []);
    });
    if (outcome.ok) return outcome.value;
    return { content: [{ type: 'text', text: outcome.failure.text }], isError: true };
  };
  return async (call, caller) => {
    const claims = openClaims();
    if (tools.get(call.name)?.effect === 'read') return callOnce(call, caller, claims);
    const writes = new Set<object>();
    let isDone = false;
    try {
      const result = await callOnce({ ...call, writes }, caller, claims);
      isDone = result.isError !== true;
      return result;
    } finally {
      // A confirmation is used up by a write alone: by one whose answer was lost as well, and by no conflict.
      if (!isDone && writes.size === 0) await claims.release();
    }
  };
}

/** How a rule of the write policy asks the person: about these very writes, whatever the general setting says. */
function askBy(confirm: Confirm): (message: string, writes: readonly string[]) => Promise<boolean> {
  return async (message, writes) => {
    try {
      await confirm(() => ({ message, version: writes.join(' ') }), { isRequired: true });
      return true;
    } catch (error) {
      if (isAppError(error)) return false;
      throw error;
    }
  };
}

/** The token of a dry run is no argument of any tool: it comes beside them, where the write policy asks for one. */
function takePreviewToken(
  { effect }: Tool,
  given: unknown,
  policy: WritePolicy | undefined,
): { given: unknown; previewToken?: string } {
  if (effect === 'read' || policy?.takesPreviewTokens !== true) return { given };
  if (typeof given !== 'object' || given === null || !('preview_token' in given)) return { given };
  const { preview_token: token, ...rest } = given;
  return typeof token === 'string' && token !== '' ? { given: rest, previewToken: token } : { given: rest };
}

/** What to call instead of another server's tool, where this caller could. */
function oursFor(name: string, tools: ReadonlyMap<string, Tool>, principal: Principal): string | undefined {
  const ours = tools.get(findOurTool(name) ?? '') ?? findBySpelling(name, tools);
  return ours !== undefined && couldUse(principal, ours) ? ours.name : undefined;
}

/** `getPage`, `Confluence-Get-Page` and `mcp__confluence__confluence_get_pages` for confluence_get_page. */
function findBySpelling(name: string, tools: ReadonlyMap<string, Tool>): Tool | undefined {
  const fold = (text: string) => text.replaceAll(/[^\p{L}\p{N}]|confluence|mcp/giu, '').toLowerCase();
  const plain = fold(name.slice(0, 128));
  if (plain === '') return undefined;
  const same = (other: string) => fold(other) === plain || `${fold(other)}s` === plain || fold(other) === `${plain}s`;
  const found = [...tools.values()].filter((tool) => same(tool.name));
  return found.length === 1 ? found[0] : found.find((tool) => fold(tool.name) === plain);
}

/** HTTP answers 403 before it comes to this; transports without it are stopped here. */
function refuseWithoutGrant(tool: Tool, principal: Principal): void {
  if (mayUse(principal, tool)) return;
  throw new AppError('FORBIDDEN', `This token may not use ${tool.name}.`, {
    hint: `It needs the scope ${tool.scope}.`,
  });
}

/** What only Confluence has: pages by URL, spaces that are not to be written to, and content to name in the audit. */
async function openContent(
  tool: Tool,
  args: Record<string, unknown>,
  { confluence }: ToolContext,
  subject: Subject,
): Promise<void> {
  record(subject, args);
  await resolveReferences(args, confluence);
  record(subject, args);
  await admitWrite(tool.writes(args), confluence);
}

/** Every tool takes pages, comments and files by id or by URL; from here on there are only ids. */
async function resolveReferences(args: Record<string, unknown>, { pages }: Confluence): Promise<void> {
  for (const name of pageParameters) {
    const reference = args[name];
    const resolve = (one: string) => pages.resolveId(one).catch(ofArgument(name));
    if (typeof reference === 'string') args[name] = await resolve(reference);
    if (Array.isArray(reference)) args[name] = await Promise.all(reference.map(resolve));
  }
  for (const [name, idIn] of Object.entries(itemParameters)) {
    const reference = args[name];
    const id = typeof reference === 'string' ? idIn(reference) : undefined;
    if (id === undefined) continue;
    // An address of another site has ids of that site.
    await pages.resolveId(reference as string).catch(ofArgument(name));
    args[name] = id;
  }
}

/** What Confluence knows as a page can be another argument to whoever sent it. */
function ofArgument(name: string): (error: unknown) => never {
  return (error) => {
    if (!isAppError(error) || error.details['field'] !== 'page_id') throw error;
    const { code, message, hint, details } = error;
    throw new AppError(code, message.replace(/^page_id\b/, name), {
      ...(hint !== undefined && { hint }),
      details: { ...details, field: name },
      cause: error,
    });
  };
}

/** Keeps for the audit what the arguments are about. */
function record(subject: Subject, args: Record<string, unknown>): void {
  subject.page_id = identifierIn(args, 'page_id');
  subject.space_key = identifierIn(args, 'space_key');
}

/** An argument that names content. A URL that could not be resolved is not one, and may hold anything. */
function identifierIn(args: Record<string, unknown>, name: 'page_id' | 'space_key'): string | null {
  const value = args[name];
  return typeof value === 'string' && !value.includes('/') ? value : null;
}

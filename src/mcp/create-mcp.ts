import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { ConfluenceClient } from '../confluence/index.js';
import { createContentConverter } from '../content/index.js';
import type { ContentConverter } from '../content/index.js';
import { createDocumentReader } from '../documents/index.js';
import type { DocumentReader } from '../documents/index.js';
import { silentMeter, type AuditLog, type Logger, type Meter, type Tracer } from '../observability/index.js';
import type { ActingOptions } from './server/caller.js';
import type { Tool } from './tools/define-tool.js';
import { meetArguments } from './server/call-arguments.js';
import { createDispatch } from './server/dispatch.js';
import { absentConfluence } from './server/absent-confluence.js';
import type { Caller } from './server/caller.js';
import { mayUse, refusalFor, toolsThatAreOn } from './server/policy.js';
import type { ToolPolicy } from './server/policy.js';
import { createCompletions, createPrompts, promptsThatAreOn } from './prompts/index.js';
import { createBoundedRead, createResources, mayRead, readScope } from './resources/index.js';
import type { AnswerForm } from './server/answer.js';
import { createClaims, type ClaimStore } from './server/claims.js';
import { createConfirmation } from './server/confirmation.js';
import type { ConfirmMode } from './server/confirmation.js';
import { createSeal } from './server/seal.js';
import { createBoundary } from './server/boundary.js';
import { createWritePolicy, type WritePolicyOptions } from './write-policy/index.js';
import type { Boundary } from './server/boundary.js';
import { createSpacePolicy, policedClient } from './space-policy/index.js';
import type { SpaceRules } from './space-policy/index.js';
import { createToolLists } from './server/tool-list.js';
import type { ListedTool } from './server/tool-list.js';
import { supportedTools } from './server/policy.js';
import { catalogue } from './tools/index.js';
import { createTransports } from './transports/transports.js';
import { instructionsFor, titleFor } from './server/handlers.js';
import type { Handlers, Requests } from './server/handlers.js';
import { readRequestOptions } from './server/request-options.js';
import type { OptionSource, RequestOptions } from './server/request-options.js';
import type { StdioSession } from './transports/stdio.js';

/** What the tools work with, and the policies that they are held to. */
export interface McpOptions extends ActingOptions {
  /** Without it only tools that need no Confluence are there. */
  readonly confluenceClient?: ConfluenceClient | undefined;
  /** Tools beside those of the catalogue. */
  readonly moreTools?: readonly Tool[] | undefined;
  readonly log: Logger;
  readonly audit: AuditLog;
  /** Without it nothing is traced. */
  readonly tracer?: Pick<Tracer, 'start'> | undefined;
  /** Told of conversions. */
  readonly meter?: Pick<Meter, 'conversion'> | undefined;
  readonly version: string;
  readonly policy: ToolPolicy;
  /** Converts page text; by default one of its own. It is closed with this. */
  readonly content?: ContentConverter | undefined;
  /** Reads files as text; by default one of its own. It is closed with this. */
  readonly documents?: DocumentReader;
  /** `auto` when absent. */
  readonly structuredOutput?: AnswerForm | undefined;
  /** The oldest revision of the protocol that is served; every one from 2025-03-26 on when absent. */
  readonly minProtocol?: string | undefined;
  /** What callers may write, beyond their scopes and the space policy; without it that alone decides. */
  readonly writes?: WritePolicyOptions | undefined;
  /** When a person is asked before a write that cannot be taken back: `auto` when absent. */
  readonly confirm?: ConfirmMode | undefined;
  /** What seals the state of such questions, the current key first; every replica needs the same. Else this process's own. */
  readonly sealKeys?: readonly Uint8Array[] | undefined;
  /** Where it is kept that a confirmation was used: every replica that has the same `sealKeys` needs the same. */
  readonly claims: ClaimStore;
  /** Every space when absent. */
  readonly spaces?: SpaceRules | undefined;
  /** Interval of the comments that keep SSE streams open, 15 s by default. */
  readonly heartbeatMs?: number;
}

/**
 * Whether HTTP should let a message through. `insufficient_scope` names the scopes that would do;
 * `access_denied` says that this person can never have them. `call` is what was refused, for the audit.
 */
export type Access =
  | { kind: 'allowed' }
  | { kind: 'insufficient_scope' | 'access_denied'; scope: string; call: { tool: string; effect: Tool['effect'] } };

/** The MCP side of the service, without a transport. */
export interface Mcp {
  /** The tools that are on, in catalogue order. */
  readonly toolNames: readonly string[];
  /** What this caller is answered to `tools/list`. */
  list(caller: Caller): readonly ListedTool[];
  /**
   * Decides by the parsed body whether this caller may make this call: a tool by its scope or name, a resource,
   * prompt or completion by the scope for reading. Unknown tools and those that are off are let through: they answer
   * -32602 alike.
   */
  access(caller: Pick<Caller, 'principal' | 'options'>, message: unknown): Access;
  /**
   * How a request narrows itself, by its headers and address; undefined when it does not. INVALID_INPUT for what is
   * not understood.
   */
  requestOptions(request: OptionSource): RequestOptions | undefined;
  /** Streamable HTTP, stateless, every revision from 2025-03-26 on. `body` is the parsed JSON of the request. */
  handleHttp(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** The old HTTP+SSE transport: opens the stream, and takes the messages that belong to it at `postPath`. */
  openSse(req: IncomingMessage, res: ServerResponse, caller: Caller, postPath: string): Promise<void>;
  postSse(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** What the stream that a message belongs to and the caller's own options leave. */
  sseOptions(req: IncomingMessage, caller: Caller): Promise<RequestOptions | undefined>;
  /** Serves one client over a pair of streams, the process's own by default, until the input ends. */
  serveStdio(caller: Caller, streams?: { stdin: Readable; stdout: Writable }): StdioSession;
  /** Loads what the first requests would wait for: the protocol and the conversions. */
  prepare(): Promise<void>;
  /** Conversions that wait for a thread. */
  conversionQueue(): number;
  /** Begins an orderly stop: streams that would never end by themselves end, calls in flight are answered. */
  endStreams(): void;
  /** Ends everything that is still open, calls in flight included. */
  close(): Promise<void>;
}

const heartbeatMsByDefault = 15_000;

/** Builds the catalogue once: schemas, policies and lists are the same for every request. */
export function createMcp(options: McpOptions): Mcp {
  const { audit, log, version, policy, spaces = {}, structuredOutput, heartbeatMs = heartbeatMsByDefault } = options;
  const { meter = silentMeter, tracer } = options;
  const writePolicy = options.writes && createWritePolicy(options.writes);
  const content =
    options.content ?? createContentConverter({ onConversion: (name, seconds) => meter.conversion(name, seconds) });
  const documents = options.documents ?? createDocumentReader();
  const policed = options.confluenceClient && policedClient(options.confluenceClient, createSpacePolicy(spaces));
  const confluenceClient = policed ?? absentConfluence;
  const own = supportedTools(catalogue, policed?.forCall({}));
  const on = toolsThatAreOn([...own, ...(options.moreTools ?? [])], policy);
  const boundary = createBoundary({ confluenceClient, content, documents, audit, acting: options, tracer });
  const seal = createSeal(options.sealKeys ?? [randomBytes(32)]);
  const confirmation = createConfirmation({ mode: options.confirm ?? 'auto', seal });
  const openClaims = createClaims(options.claims);
  const createHandlers = (tools: ReadonlyMap<string, Tool>): Handlers => ({
    version,
    log,
    title: titleFor(policed !== undefined, tools.values()),
    instructions: instructionsFor(policed !== undefined, tools.values()),
    list: createToolLists(tools, { form: structuredOutput, takesPreviewTokens: writePolicy?.takesPreviewTokens }),
    call: createDispatch(tools, boundary, { form: structuredOutput, writePolicy, confirmation, openClaims }),
    requests: createRequests(tools, boundary),
  });
  const everything = createHandlers(on);
  const handlersOf = remembered(createHandlers);
  const handlersFor = ({ options }: Caller): Handlers =>
    options === undefined ? everything : handlersOf(narrowed(on, options));
  const transports = createTransports(handlersFor, { log, heartbeatMs, minProtocol: options.minProtocol });
  return {
    toolNames: [...on.keys()],
    list: (caller) => everything.list(caller),
    requestOptions: (request) => readRequestOptions(request, [...catalogue, ...(options.moreTools ?? [])]),
    access({ principal, options: choice }, message) {
      const method = readMethodOf(message);
      if (method !== undefined && !mayRead(principal)) {
        return { ...refusalFor(principal, readScope), call: { tool: method, effect: 'read' } };
      }
      const tool = narrowed(on, choice).get(calledTool(message) ?? '');
      if (tool === undefined || mayUse(principal, tool)) return { kind: 'allowed' };
      return { ...refusalFor(principal, tool.scope), call: { tool: tool.name, effect: tool.effect } };
    },
    handleHttp: async (req, res, body, caller) =>
      (await transports.http.get()).handle(req, res, meetArguments(body), caller),
    openSse: async (_req, res, caller, postPath) => (await transports.sse.get()).open(res, caller, postPath),
    postSse: async (req, res, body, caller) => (await transports.sse.get()).post(req, res, meetArguments(body), caller),
    sseOptions: async (req, caller) => (await transports.sse.get()).optionsOf(req, caller),
    serveStdio: (caller, streams) => transports.serveStdio(caller, streams),
    prepare: async () => {
      await Promise.all([transports.http.get(), content.prepare()]);
    },
    conversionQueue: () => content.queueLength(),
    endStreams: () => transports.endStreams(),
    close: async () => {
      await transports.close();
      await Promise.all([content.close(), documents.close()]);
    },
  };
}

/** Clients narrow themselves in few ways, each with every request; more different ones than this are made anew. */
const mostNarrowings = 64;

/** Handlers are for their tools alone, whoever calls, so that requests which leave the same tools share them. */
function remembered(create: (tools: ReadonlyMap<string, Tool>) => Handlers): typeof create {
  const known = new LRUCache<string, Handlers>({ max: mostNarrowings });
  return (tools) => {
    const key = [...tools.keys()].join(' ');
    const handlers = known.get(key) ?? create(tools);
    known.set(key, handlers);
    return handlers;
  };
}

/** What a request leaves of the tools. */
function narrowed(on: ReadonlyMap<string, Tool>, options: RequestOptions | undefined): ReadonlyMap<string, Tool> {
  return options === undefined ? on : new Map([...on].filter(([, tool]) => options.allows(tool)));
}

/** Everything beside tools. The client is the policed one. */
function createRequests(on: ReadonlyMap<string, Tool>, boundary: Boundary): Requests {
  const read = createBoundedRead(boundary);
  const resources = createResources({ on, read });
  const promptsOn = promptsThatAreOn(on);
  const prompts = createPrompts({ prompts: promptsOn, read });
  return {
    'resources/list': resources.list,
    'resources/templates/list': (_params, _call, caller) => resources.templates(caller),
    'resources/read': resources.read,
    'prompts/list': (_params, _call, caller) => prompts.list(caller),
    'prompts/get': prompts.get,
    'completion/complete': createCompletions({ on, prompts: promptsOn, read }),
  };
}

const readMethods: ReadonlySet<unknown> = new Set(['resources/read', 'prompts/get', 'completion/complete']);

function readMethodOf(message: unknown): string | undefined {
  const { method } = (message ?? {}) as { method?: unknown };
  return typeof method === 'string' && readMethods.has(method) ? method : undefined;
}

function calledTool(message: unknown): string | undefined {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } | null };
  if (method !== 'tools/call' || typeof params?.name !== 'string') return undefined;
  return params.name;
}

import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { CallToolResult, InputRequiredResult, ListToolsResult, ServerContext } from '@modelcontextprotocol/server';
import type { Caller } from './caller.js';
import { ConfirmationNeeded, type Elicitation } from './confirmation.js';
import { answerTimeoutMs, callAndAsk, confirmForm, confirmKey, readElicitation, showsForms } from './elicitation.js';
import { UnknownToolError } from './errors.js';
import { readMeta } from './progress.js';
import { requestCapabilities, requestMethods } from './handlers.js';
import type { RequestMethod } from './handlers.js';
import { serverName } from './handlers.js';
import type { Handlers, HandlersFor } from './handlers.js';

/** How long a client of 2026-07-28 may keep a list. Lists differ by caller, so they are private. */
const listHint = { ttlMs: 300_000, cacheScope: 'private' } as const;
const noHint = { ttlMs: 0, cacheScope: 'private' } as const;

/** A list that the request itself shaped is not one that others should be given. */
function cacheHintsFor({ options }: Caller) {
  const hint = options === undefined ? listHint : noHint;
  return {
    'tools/list': hint,
    'prompts/list': hint,
    'resources/list': hint,
    'resources/templates/list': hint,
    'resources/read': noHint,
    'server/discover': hint,
  } as const;
}

/**
 * A protocol server for one caller: one HTTP request, or one stdio connection. The low-level server takes our lists
 * as they are; the high-level one would build every schema again on each request. `revisions` are those that a transport
 * may bind it to; by default those before 2026-07-28, which a handshake chooses from. With `only`, the method of the one
 * request that it is made for, nothing else is set up.
 */
export function createServer(
  handlersFor: HandlersFor,
  caller: Caller,
  revisions?: readonly string[],
  only?: string,
): Server {
  const handlers = handlersFor(caller);
  const server = new Server(
    { name: serverName, title: handlers.title, version: handlers.version },
    {
      capabilities: { tools: {}, ...requestCapabilities },
      instructions: handlers.instructions,
      cacheHints: cacheHintsFor(caller),
      ...(revisions && { supportedProtocolVersions: [...revisions] }),
    },
  );
  const isServed = (method: string): boolean => only === undefined || only === method;
  if (isServed('tools/list'))
    server.setRequestHandler('tools/list', () => ({ tools: handlers.list(caller) }) as unknown as ListToolsResult);
  if (isServed('tools/call'))
    server.setRequestHandler('tools/call', (request, context) =>
      callTool(server, caller, handlers, request.params, context),
    );
  for (const method of requestMethods) if (isServed(method)) serveRequests(server, method, handlers, caller);
  return server;
}

/** The definitions know no SDK; its types of each method's answer are met by their tests. */
function serveRequests(server: Server, method: RequestMethod, handlers: Handlers, caller: Caller): void {
  server.setRequestHandler(method, async ({ params }, { mcpReq }) => {
    const asked = readMeta(mcpReq._meta, (notification) => mcpReq.notify(notification));
    const answer = await handlers.requests[method](
      (params ?? {}) as never,
      { signal: mcpReq.signal, ...asked },
      caller,
    );
    return answer as never;
  });
}

/**
 * A question goes out as an input-required result; on older connections it is a request to the client, and the call waits
 * for its answer.
 */
async function callTool(
  server: Server,
  caller: Caller,
  handlers: Handlers,
  params: { name: string; arguments?: Record<string, unknown> | undefined },
  { mcpReq }: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const call = (elicitation: Elicitation | undefined) =>
    handlers.call(
      {
        name: params.name,
        arguments: params.arguments,
        signal: mcpReq.signal,
        elicitation,
        ...readMeta(mcpReq._meta, (notification) => mcpReq.notify(notification)),
      },
      caller,
    );
  try {
    if (!canAsk(server, mcpReq)) return await call(undefined);
    if (!SUPPORTED_PROTOCOL_VERSIONS.includes(server.getNegotiatedProtocolVersion() ?? ''))
      return await call(readElicitation(mcpReq.requestState<string>(), mcpReq.inputResponses));
    const answering = { signal: mcpReq.signal, timeout: answerTimeoutMs };
    return await callAndAsk(call, (question) =>
      mcpReq.send({ method: 'elicitation/create', params: { mode: 'form', ...question } }, answering),
    );
  } catch (error) {
    if (error instanceof ConfirmationNeeded) {
      const { question: message, state: requestState } = error;
      const form = inputRequired.elicit({ mode: 'form', message, requestedSchema: confirmForm });
      return inputRequired({ inputRequests: { [confirmKey]: form }, requestState });
    }
    if (error instanceof UnknownToolError) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
    throw error;
  }
}

/** By what this request declares, or else by what its connection declared; older clients without a connection say nothing. */
function canAsk(server: Server, { envelope }: { envelope?: object }): boolean {
  const { [CLIENT_CAPABILITIES_META_KEY]: own = server.getClientCapabilities() } = { ...envelope } as Record<
    string,
    unknown
  >;
  return showsForms(own);
}

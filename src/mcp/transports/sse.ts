import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../server/caller.js';
import { answerTimeoutMs, callAndAsk, showsForms } from '../server/elicitation.js';
import { UnknownToolError } from '../server/errors.js';
import { leftByBoth } from '../server/request-options.js';
import { readMeta } from '../server/progress.js';
import { refuseOldRevision } from './min-protocol.js';
import { serveOldRequests } from './sse-requests.js';
import { requestCapabilities } from '../server/handlers.js';
import { serverName } from '../server/handlers.js';
import type { HandlersFor } from '../server/handlers.js';

/**
 * `open` answers the GET and stays; `post` takes messages for it, and answers 404 for a stream that is gone or somebody
 * else's.
 */
export interface SseTransport {
  open(res: ServerResponse, caller: Caller, postPath: string): Promise<void>;
  post(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** What the stream of a message and the message itself leave; of a stream that is not this caller's, what the message leaves. */
  optionsOf(req: IncomingMessage, caller: Caller): Caller['options'];
  /** Ends each stream as soon as the calls on it are answered. */
  endStreams(): void;
  close(): Promise<void>;
}

interface Session {
  readonly transport: SSEServerTransport;
  readonly principalId: string;
  /** How the GET narrowed the session; a message that is posted to it can only narrow itself further. */
  readonly options: Caller['options'];
  readonly callsInFlight: Set<Promise<unknown>>;
}

const mostSessions = 256;

/**
 * The HTTP+SSE transport of 2024-11-05. A session belongs to the principal that opened it, lives in this process, and
 * ends when its stream does.
 */
export function createSseTransport(handlersFor: HandlersFor, heartbeatMs: number, minProtocol?: string): SseTransport {
  const sessions = new Map<string, Session>();
  return {
    async open(res, caller, postPath) {
      if (sessions.size >= mostSessions) {
        answer(res, 503, 'busy', 'There are too many open sessions. Try again later.', caller);
        return;
      }
      res.setHeader('X-Accel-Buffering', 'no');
      const transport = new SSEServerTransport(postPath, res);
      const session = {
        transport,
        principalId: caller.principal.id,
        options: caller.options,
        callsInFlight: new Set<Promise<unknown>>(),
      };
      sessions.set(transport.sessionId, session);
      const heartbeat = setInterval(() => res.write(': keep-alive\n\n'), heartbeatMs);
      res.once('close', () => {
        clearInterval(heartbeat);
        sessions.delete(transport.sessionId);
      });
      await createOldServer(handlersFor, caller, session).connect(transport);
    },
    optionsOf(req, caller) {
      const session = sessions.get(sessionIdOf(req));
      return leftByBoth(session?.principalId === caller.principal.id ? session.options : undefined, caller.options);
    },
    async post(req, res, body, caller) {
      const session = sessions.get(sessionIdOf(req));
      if (session === undefined || session.principalId !== caller.principal.id) {
        answer(res, 404, 'not_found', 'No such session.', caller);
        return;
      }
      if (refuseOldRevision(minProtocol, { req, res, body, isSse: true })) return;
      try {
        await session.transport.handleMessage(body, {
          authInfo: carry({ ...caller, options: leftByBoth(session.options, caller.options) }),
        });
      } catch {
        answer(res, 400, 'invalid_request', 'The body must be one JSON-RPC message.', caller);
        return;
      }
      res.writeHead(202).end('Accepted');
    },
    endStreams() {
      for (const { transport, callsInFlight } of sessions.values()) {
        // The SDK sends an answer just after its call has settled.
        const answered = Promise.allSettled(callsInFlight).then(() => new Promise((resolve) => setImmediate(resolve)));
        void answered.then(() => transport.close());
      }
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}

/** Each POST brings its own caller: the rights of the token that was checked for this message. */
function carry(caller: Caller): { token: string; clientId: string; scopes: string[]; extra: { caller: Caller } } {
  return { token: '', clientId: caller.principal.id, scopes: [...caller.principal.scopes], extra: { caller } };
}

function sessionIdOf(req: IncomingMessage): string {
  return new URLSearchParams((req.url ?? '').split('?')[1]).get('sessionId') ?? '';
}

function answer(res: ServerResponse, status: number, error: string, message: string, caller: Caller): void {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify({ error, message, request_id: caller.requestId }));
}

function createOldServer(handlersFor: HandlersFor, opener: Caller, { callsInFlight }: Session): Server {
  const handlers = handlersFor(opener);
  const server = new Server(
    { name: serverName, title: handlers.title, version: handlers.version },
    { capabilities: { tools: {}, ...requestCapabilities }, instructions: handlers.instructions },
  );
  server.setRequestHandler(ListToolsRequestSchema, (_request, { authInfo }) => {
    const caller = authInfo?.extra?.['caller'] as Caller;
    return { tools: handlersFor(caller).list(caller) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const asked = readMeta(extra._meta, (note) => extra.sendNotification(note));
    const call = { name: params.name, arguments: params.arguments, signal: extra.signal, ...asked };
    const caller = extra.authInfo?.extra?.['caller'] as Caller;
    const { call: dispatch } = handlersFor(caller);
    const answering = { signal: extra.signal, timeout: answerTimeoutMs };
    const result = showsForms(server.getClientCapabilities())
      ? callAndAsk(
          (elicitation) => dispatch({ ...call, elicitation }, caller),
          (question) => server.elicitInput(question, answering),
        )
      : dispatch(call, caller);
    callsInFlight.add(result);
    try {
      return await result;
    } catch (error) {
      if (error instanceof UnknownToolError) throw new UnknownOldToolError(error.message);
      throw error;
    } finally {
      callsInFlight.delete(result);
    }
  });
  serveOldRequests(server, handlersFor, callsInFlight);
  return server;
}

/** McpError puts its code before the message; the wire has a field for it. */
class UnknownOldToolError extends McpError {
  constructor(message: string) {
    super(ErrorCode.InvalidParams, message);
    this.message = message;
  }
}

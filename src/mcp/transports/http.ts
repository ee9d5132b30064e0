import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { AuthInfo, JSONRPCMessage, MessageExtraInfo, Server } from '@modelcontextprotocol/server';
import type { Caller } from '../server/caller.js';
import { createServer } from '../server/create-server.js';
import { InFlight } from '../../in-flight.js';
import type { Logger } from '../../observability/index.js';
import type { HandlersFor } from '../server/handlers.js';
import { acceptedBy, prepareHeaders, toAccepted } from './accept.js';
import type { AcceptedType } from './accept.js';
import { HttpExchange } from './http-exchange.js';
import { refuseOldRevision } from './min-protocol.js';
import { findPlain, notification, plainRevisions } from './plain-request.js';
import { beginSession, cancelBy, sessionOf } from './sessions.js';

/**
 * Streamable HTTP (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http); `body`
 * is the parsed JSON.
 */
export interface HttpTransport {
  handle(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** Ends the streams that would never end by themselves; calls in flight go on. */
  endStreams(): void;
  close(): Promise<void>;
}

interface HttpTransportOptions {
  readonly log: Logger;
  /** Interval of the comments that keep streams open. */
  readonly keepAliveMs: number;
  /** Older revisions and unknown ones are refused. */
  readonly minProtocol?: string | undefined;
}

/** Subscriptions of 2026-07-28 never carry anything here, so few of them may be held open. */
const mostSubscriptions = 64;

/**
 * Streamable HTTP without sessions: every request gets a server of its own, for 2026-07-28 and for older clients. What
 * is asked for all day goes straight over Node's request and response; everything else through the SDK's handler.
 */
export function createHttpTransport(
  handlersFor: HandlersFor,
  { log, keepAliveMs, minProtocol }: HttpTransportOptions,
): HttpTransport {
  const onerror = (error: Error): void => log.debug({ reason: error.name }, 'mcp request refused');
  const handler = openSdkHandler(handlersFor, keepAliveMs, onerror);
  const subscriptions = new Set<ServerResponse>();
  const exchanges = new InFlight<HttpExchange>();
  let isClosed = false;

  const serve = async (exchange: HttpExchange, method: string, caller: Caller): Promise<void> => {
    // A handshake chooses from the revisions that have one.
    const revisions = method === 'initialize' ? undefined : plainRevisions;
    const server = createServer(handlersFor, caller, revisions, method);
    server.onerror = onerror;
    const forget = exchanges.add(exchange);
    try {
      await server.connect(exchange);
      // Not written where it is assigned: V8 makes such a function in the old generation, and with it keeps the request.
      const take: OnMessage = (message, extra) => takeRequest(server, message, extra);
      exchange.onmessage = take;
      await exchange.deliver();
    } finally {
      forget();
    }
  };

  const serveBySdk = async ({ req, res, body, caller }: Inbound, accepted: AcceptedType): Promise<void> => {
    if (isSubscription(body)) {
      subscriptions.add(res);
      res.once('close', () => subscriptions.delete(res));
    }
    const authInfo = carry(caller);
    prepareHeaders(req, accepted);
    // A subscription is a stream by nature, whatever else its client takes.
    const type = isSubscription(body) ? 'either' : accepted;
    const respond = toNodeHandler({
      fetch: async (request, options) => toAccepted(await handler.fetch(request, { ...options, authInfo }), type),
    });
    await respond(req as NodeIncomingMessageLike, res, body);
  };

  return {
    async handle(req, res, body, caller) {
      if (refuseOldRevision(minProtocol, { req, res, body })) return;
      const accepted = acceptedBy(req);
      const plain = isClosed || accepted === 'none' || req.method !== 'POST' ? undefined : findPlain(req, body);
      if (plain === undefined || accepted === 'none') return serveBySdk({ req, res, body, caller }, accepted);
      const session = sessionOf(req, caller);
      if (plain === notification) {
        await cancelBy(body, session, exchanges.items());
        return void res.writeHead(202).end();
      }
      const { method } = plain.message;
      if (method === 'initialize') beginSession(res);
      await serve(new HttpExchange({ request: plain, session, res, accepted, keepAliveMs }), method, caller);
    },
    endStreams() {
      for (const res of subscriptions) res.end();
    },
    async close() {
      isClosed = true;
      await Promise.all([handler.close(), ...exchanges.items().map((exchange) => exchange.close())]);
    },
  };
}

function openSdkHandler(
  handlersFor: HandlersFor,
  keepAliveMs: number,
  onerror: (error: Error) => void,
): ReturnType<typeof createMcpHandler> {
  return createMcpHandler(({ authInfo }) => createServer(handlersFor, callerOf(authInfo)), {
    legacy: 'stateless',
    responseMode: 'auto',
    keepAliveMs,
    maxSubscriptions: mostSubscriptions,
    onerror,
  });
}

/** One HTTP request on its way. */
interface Inbound {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly body: unknown;
  readonly caller: Caller;
}

/**
 * What a connected server listens with parses each message as every other kind before it finds a request, and makes an
 * error of each, which costs as much as the rest of the protocol. A plain request is known to be one.
 */
function takeRequest(server: Server, ...received: Parameters<OnMessage>): void {
  const onRequest = server['_onrequest'] as OnMessage;
  onRequest.apply(server, received);
}

type OnMessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;

function isSubscription(body: unknown): boolean {
  return (body as { method?: unknown } | null | undefined)?.method === 'subscriptions/listen';
}

/** The SDK passes `extra` through untouched; there is no token in it to leak. */
function carry(caller: Caller): AuthInfo {
  return { token: '', clientId: caller.principal.id, scopes: [...caller.principal.scopes], extra: { caller } };
}

function callerOf(authInfo: AuthInfo | undefined): Caller {
  return authInfo?.extra?.['caller'] as Caller;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Caller } from '../server/caller.js';
import { createServer } from '../server/create-server.js';
import type { Logger } from '../../observability/index.js';
import type { HandlersFor } from '../server/handlers.js';
import { takeAccept, toAccepted } from './accept.js';

export interface HttpTransport {
  handle(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** Ends the streams that would never end by themselves; calls in flight go on. */
  endStreams(): void;
  close(): Promise<void>;
}

/** Subscriptions of 2026-07-28 never carry anything here, so few of them may be held open. */
const mostSubscriptions = 64;

/** Streamable HTTP without sessions: every request gets a server of its own, for 2026-07-28 and for older clients. */
export function createHttpTransport(handlersFor: HandlersFor, log: Logger, keepAliveMs: number): HttpTransport {
  const handler = createMcpHandler(({ authInfo }) => createServer(handlersFor, callerOf(authInfo)), {
    legacy: 'stateless',
    responseMode: 'auto',
    keepAliveMs,
    maxSubscriptions: mostSubscriptions,
    onerror: (error) => log.debug({ reason: error.name }, 'mcp request refused'),
  });
  const subscriptions = new Set<ServerResponse>();
  return {
    async handle(req, res, body, caller) {
      if (isSubscription(body)) {
        subscriptions.add(res);
        res.once('close', () => subscriptions.delete(res));
      }
      const authInfo = carry(caller);
      // A subscription is a stream by nature, whatever else its client takes.
      const accepted = takeAccept(req);
      const type = isSubscription(body) ? 'either' : accepted;
      const respond = toNodeHandler({
        fetch: async (request, options) => toAccepted(await handler.fetch(request, { ...options, authInfo }), type),
      });
      await respond(req as NodeIncomingMessageLike, res, body);
    },
    endStreams() {
      for (const res of subscriptions) res.end();
    },
    close: () => handler.close(),
  };
}

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

import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Caller } from '../server/caller.js';
import { createServer } from '../server/create-server.js';
import type { Handlers } from '../server/handlers.js';

export interface HttpTransport {
  handle(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** Ends the streams that would never end by themselves; calls in flight go on. */
  endStreams(): void;
  close(): Promise<void>;
}

/** Subscriptions of 2026-07-28 never carry anything here, so few of them may be held open. */
const mostSubscriptions = 64;

/** Streamable HTTP without sessions: every request gets a server of its own, for 2026-07-28 and for older clients. */
export function createHttpTransport(handlers: Handlers, keepAliveMs: number): HttpTransport {
  const handler = createMcpHandler(({ authInfo }) => createServer(handlers, callerOf(authInfo)), {
    legacy: 'stateless',
    responseMode: 'auto',
    keepAliveMs,
    maxSubscriptions: mostSubscriptions,
    onerror: (error) => handlers.log.debug({ reason: error.name }, 'mcp request refused'),
  });
  const subscriptions = new Set<ServerResponse>();
  return {
    async handle(req, res, body, caller) {
      if (isSubscription(body)) {
        subscriptions.add(res);
        res.once('close', () => subscriptions.delete(res));
      }
      const authInfo = carry(caller);
      const respond = toNodeHandler({
        fetch: (request, options) => handler.fetch(request, { ...options, authInfo }),
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

/**
 * Sessions of revisions before 2026-07-28, of which nothing is kept: any replica takes any id. Clients of those cancel by a
 * message of its own (https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/cancellation), and the id
 * alone tells the requests of two clients of one caller apart, which both count from 0.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../server/caller.js';

/** Whose a message is. */
export interface Session {
  readonly principalId: string;
  /** Undefined where the client says none, or one that is none of ours: a word that many share would be no session. */
  readonly sessionId: string | undefined;
}

/** Something under way that can be cancelled. */
interface Cancellable {
  isMeantBy(session: Session, requestId: unknown): boolean;
  cancel(): Promise<void>;
}

const header = 'Mcp-Session-Id';

/** Gives a client that shakes hands an id, which it then says with each message. */
export function beginSession(res: ServerResponse): void {
  res.setHeader(header, randomUUID());
}

/** Which session a message says that it belongs to. */
export function sessionOf({ headers }: IncomingMessage, { principal }: Caller): Session {
  const id = headers[header.toLowerCase()];
  const isOurs = typeof id === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
  return { principalId: principal.id, sessionId: isOurs ? id : undefined };
}

/** Ends the request that a notification cancels, if it is one that does. Where two have that id, neither is known to be meant. */
export async function cancelBy(
  notification: unknown,
  session: Session,
  underWay: readonly Cancellable[],
): Promise<void> {
  const { method, params } = notification as { method?: unknown; params?: { requestId?: unknown } | null };
  if (method !== 'notifications/cancelled') return;
  const [meant, ...others] = underWay.filter((one) => one.isMeantBy(session, params?.requestId));
  if (others.length === 0) await meant?.cancel();
}

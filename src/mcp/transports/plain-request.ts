import type { IncomingMessage } from 'node:http';
import {
  classifyInboundRequest,
  isInitializeRequest,
  isJsonContentType,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { JSONRPCRequest, MessageClassification } from '@modelcontextprotocol/server';
import { requestMethods } from '../server/handlers.js';

/** A request for what this service serves, in which nothing has to be refused or set up. */
export interface PlainRequest {
  readonly message: JSONRPCRequest;
  /** For the revisions from 2026-07-28 on, which say on each request which of them it speaks. */
  readonly classification?: MessageClassification;
}

const plainMethods: ReadonlySet<string> = new Set(['tools/list', 'tools/call', ...requestMethods]);
const oldRevisions: ReadonlySet<string> = new Set(SUPPORTED_PROTOCOL_VERSIONS);
const newRevision = '2026-07-28';

/** Every revision that a plain request can speak. */
export const plainRevisions: readonly string[] = [newRevision, ...oldRevisions];

/** Told to a server that lives for one request, nothing comes of it: it is taken, and that is the answer. */
export const notification = Symbol('a notification');

/** What `Mcp-Name` repeats (SEP-2243). */
const namedBy: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

/**
 * Finds out whether a message needs nothing but its answer, which of a handshake are the revision and what is served.
 * Subscriptions, notifications of 2026-07-28, and whatever would be refused are not plain: they are left to the SDK's
 * handler, whose words they are answered with.
 */
export function findPlain({ headers }: IncomingMessage, body: unknown): PlainRequest | typeof notification | undefined {
  const version = headers['mcp-protocol-version'];
  const method = headers['mcp-method'];
  const name = headers['mcp-name'];
  if (!isJsonContentType(headers['content-type'])) return undefined;
  if (Array.isArray(version) || Array.isArray(method) || Array.isArray(name)) return undefined;
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    body,
    ...(version !== undefined && { protocolVersionHeader: version }),
    ...(method !== undefined && { mcpMethodHeader: method }),
    ...(name !== undefined && { mcpNameHeader: name }),
  });
  const message = body as JSONRPCRequest;
  if (route.kind === 'reject') return undefined;
  if (route.kind === 'legacy') {
    if (route.reason === 'initialize') return isInitializeRequest(message) ? { message } : undefined;
    if (version !== undefined && !oldRevisions.has(version)) return undefined;
    if (route.reason === 'notification') return notification;
    return route.reason === 'no-claim' && plainMethods.has(message.method) ? { message } : undefined;
  }
  if (!plainMethods.has(message.method)) return undefined;
  const { classification } = route;
  const isAgreed = classification.revision === newRevision && version === newRevision && method === message.method;
  if (!isAgreed || route.messageKind !== 'request' || name !== nameIn(message)) return undefined;
  return { message, classification };
}

function nameIn({ method, params }: JSONRPCRequest): unknown {
  const field = namedBy[method];
  return field === undefined ? undefined : params?.[field];
}

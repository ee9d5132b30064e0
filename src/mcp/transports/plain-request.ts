import type { IncomingMessage } from 'node:http';
import { classifyInboundRequest, isJsonContentType, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
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

/** What `Mcp-Name` repeats (SEP-2243). */
const namedBy: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

/**
 * Finds out whether a message needs nothing but its answer. Handshakes, notifications, subscriptions, and whatever would
 * be refused are not plain: they are left to the SDK's handler, whose words they are answered with.
 */
export function findPlainRequest({ headers }: IncomingMessage, body: unknown): PlainRequest | undefined {
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
  if (route.kind === 'reject' || !plainMethods.has(message.method)) return undefined;
  if (route.kind === 'legacy') {
    const isServed = route.reason === 'no-claim' && (version === undefined || oldRevisions.has(version));
    return isServed ? { message } : undefined;
  }
  const { classification } = route;
  const isAgreed = classification.revision === newRevision && version === newRevision && method === message.method;
  if (!isAgreed || route.messageKind !== 'request' || name !== nameIn(message)) return undefined;
  return { message, classification };
}

function nameIn({ method, params }: JSONRPCRequest): unknown {
  const field = namedBy[method];
  return field === undefined ? undefined : params?.[field];
}

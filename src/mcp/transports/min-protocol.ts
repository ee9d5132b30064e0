import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { longestRevision } from './accept.js';
import { plainRevisions } from './plain-request.js';

/** JSON-RPC codes of each era for a revision that is not served. */
const unsupported = { handshake: -32602, header: -32000, envelope: -32022 } as const;

/** The revisions of handshakes that are not older than `oldest`; all of them without it. */
export function handshakeRevisions(oldest: string | undefined): readonly string[] {
  return SUPPORTED_PROTOCOL_VERSIONS.filter((revision) => oldest === undefined || revision >= oldest);
}

/**
 * Answers a message of an older or unknown revision with 400 and the error that its era has for that; false when there is
 * nothing to refuse. A request of the older era without a header speaks 2025-03-26, as the later ones of it say. Over the
 * oldest transport (`isSse`) only handshakes say what they speak.
 */
export function refuseOldRevision(
  oldest: string | undefined,
  { req, res, body, isSse = false }: { req: IncomingMessage; res: ServerResponse; body: unknown; isSse?: boolean },
): boolean {
  if (oldest === undefined || typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const claim = claimOf(req, body, isSse);
  if (claim === undefined) return false;
  const supported = plainRevisions.filter((revision) => revision >= oldest);
  const requested = claim.revisions.find((revision) => !supported.includes(revision));
  if (requested === undefined) return false;
  const error = {
    code: unsupported[claim.era],
    message: `Unsupported protocol version: ${requested.slice(0, longestRevision)} (supported versions: ${supported.join(', ')})`,
    data: { supported, requested: requested.slice(0, longestRevision) },
  };
  const { id = null } = body as Message;
  res.writeHead(400, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify({ jsonrpc: '2.0', error, id }));
  return true;
}

interface Message {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: { readonly protocolVersion?: unknown; readonly _meta?: Readonly<Record<string, unknown>> } | null;
}

interface Claim {
  readonly era: keyof typeof unsupported;
  /** What the message says that it speaks, wherever it says so. */
  readonly revisions: readonly string[];
}

function claimOf({ headers }: IncomingMessage, { method, params }: Message, isSse: boolean): Claim | undefined {
  if (method === 'initialize') {
    const wanted = params?.protocolVersion;
    // A handshake without a version is malformed, and is told that.
    return typeof wanted === 'string' ? { era: 'handshake', revisions: [wanted] } : undefined;
  }
  if (isSse) return undefined;
  const inBody = params?._meta?.[PROTOCOL_VERSION_META_KEY];
  const inHeader = headers['mcp-protocol-version'];
  const revisions = [inHeader, inBody].filter((one) => typeof one === 'string');
  if (inBody !== undefined) return { era: 'envelope', revisions };
  return { era: 'header', revisions: revisions.length === 0 ? [DEFAULT_NEGOTIATED_PROTOCOL_VERSION] : revisions };
}

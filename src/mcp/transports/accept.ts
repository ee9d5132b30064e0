import type { IncomingMessage } from 'node:http';

/** What a client takes: both forms of an answer, one of them alone, or neither. */
export type AcceptedType = 'either' | 'json' | 'stream' | 'none';

/** Reads what a request accepts. The protocol demands that clients name both forms; many name one, `*`/`*` or nothing. */
export function acceptedBy({ headers }: IncomingMessage): AcceptedType {
  const { accept = '*/*' } = headers;
  const takesJson = /\*\/\*|application\/(?:json|\*)/i.test(accept);
  const takesStream = /\*\/\*|text\/(?:event-stream|\*)/i.test(accept);
  if (takesJson) return takesStream ? 'either' : 'json';
  return takesStream ? 'stream' : 'none';
}

/** Longer than the name of any revision. */
export const longestRevision = 40;

/**
 * What the SDK would refuse although we answer it, an Accept that takes one form alone, and what it would repeat whole: a
 * revision that it does not know is as unknown when it is cut.
 */
export function prepareHeaders({ headers }: IncomingMessage, type: AcceptedType): void {
  if (type !== 'none') headers.accept = 'application/json, text/event-stream';
  const revision = headers['mcp-protocol-version'];
  if (typeof revision === 'string') headers['mcp-protocol-version'] = revision.slice(0, longestRevision);
}

/**
 * An answer of the SDK in the form that its client takes. A stream ends with its answer; what came before is left out.
 * Whether the connection stays is for Node to say, which knows whether the client, or the end of the process, wants it closed.
 */
export async function toAccepted(response: Response, type: AcceptedType): Promise<Response> {
  response.headers.delete('connection');
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (type === 'json' && isStream) return as(response, 'application/json', lastMessage(await response.text()));
  if (type === 'stream' && !isStream && response.ok && response.body !== null) {
    return as(response, 'text/event-stream', `event: message\ndata: ${await response.text()}\n\n`);
  }
  return response;
}

function as({ status, headers }: Response, contentType: string, body: string): Response {
  const changed = new Headers(headers);
  changed.delete('content-length');
  changed.set('content-type', contentType);
  return new Response(body, { status, headers: changed });
}

/** The SDK writes each message as one `data:` line; the answer is the last. */
function lastMessage(stream: string): string {
  const data = stream.split('\n').filter((line) => line.startsWith('data:') && line.length > 'data: '.length);
  return data.at(-1)?.slice('data:'.length).trim() ?? '';
}

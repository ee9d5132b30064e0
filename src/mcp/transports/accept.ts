import type { IncomingMessage } from 'node:http';

/** What a client takes: both forms of an answer, or one of them alone. */
export type AcceptedType = 'either' | 'json' | 'stream';

/**
 * Reads what a request accepts, and lets it pass for one that accepts both forms: the protocol demands that of clients,
 * the SDK refuses those that name one, and many do. What accepts neither form is left to be refused.
 */
export function takeAccept(req: IncomingMessage): AcceptedType {
  const accept = req.headers.accept ?? '*/*';
  const takesJson = /\*\/\*|application\/(?:json|\*)/i.test(accept);
  const takesStream = /\*\/\*|text\/(?:event-stream|\*)/i.test(accept);
  if (!takesJson && !takesStream) return 'either';
  req.headers.accept = 'application/json, text/event-stream';
  if (takesJson && takesStream) return 'either';
  return takesJson ? 'json' : 'stream';
}

/** The answer in the form that its client takes. A stream ends with its answer; what came before it is left out. */
export async function toAccepted(response: Response, type: AcceptedType): Promise<Response> {
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

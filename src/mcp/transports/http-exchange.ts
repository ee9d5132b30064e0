import type { ServerResponse } from 'node:http';
import { PerRequestHTTPServerTransport } from '@modelcontextprotocol/server';
import type { JSONRPCMessage, TransportSendOptions } from '@modelcontextprotocol/server';
import type { AcceptedType } from './accept.js';
import { answerJson, lengthOf } from './answer-json.js';
import type { PlainRequest } from './plain-request.js';
import type { Session } from './sessions.js';

interface HttpExchangeOptions {
  readonly request: PlainRequest;
  readonly session: Session;
  readonly res: ServerResponse;
  readonly accepted: Exclude<AcceptedType, 'none'>;
  /** After so many milliseconds without an answer a stream begins, and says every so often that it is alive. */
  readonly keepAliveMs: number;
}

const streamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/**
 * One request and its answer over Node's own response. The answer is plain JSON with its length; a notification that
 * comes before it, or a long wait, makes it a stream of events instead, where the client takes one. The SDK's transport
 * of the same purpose is the base because a server takes its protocol revision from it; it knows web streams only,
 * which cost more than many a call.
 */
export class HttpExchange extends PerRequestHTTPServerTransport {
  readonly #options: HttpExchangeOptions;
  #heartbeat: NodeJS.Timeout | undefined;
  #settle: () => void = () => undefined;
  #isAnswered = false;

  constructor(options: HttpExchangeOptions) {
    super({ classification: options.request.classification ?? { era: 'legacy' } });
    this.#options = options;
  }

  /** Hands the request to the connected server. Resolves when it is answered, or its client has gone. */
  deliver(): Promise<void> {
    const { request, res, accepted, keepAliveMs } = this.#options;
    const { message, classification } = request;
    res.once('close', () => void this.close());
    if (accepted !== 'json') this.#heartbeat = setInterval(() => this.#beat(), keepAliveMs).unref();
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.onmessage?.(message, classification && { classification });
    });
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const isAnswer = !('method' in message);
    const { request, accepted } = this.#options;
    if (!this.#isAnswered && isAnswer) this.#answer(message);
    // What belongs to no request has no way to its client here.
    else if (options?.relatedRequestId === request.message.id && accepted !== 'json') this.#write(frameOf(message));
    return Promise.resolve();
  }

  /** Whether a cancellation means this request. Ids are unique within a session, and not beyond. */
  isMeantBy({ principalId, sessionId }: Session, requestId: unknown): boolean {
    const { request, session } = this.#options;
    const isOurs = session.sessionId !== undefined && session.sessionId === sessionId;
    return isOurs && session.principalId === principalId && request.message.id === requestId;
  }

  /** Ends the request at its client's wish: what it does stops, and there is no answer to it. */
  async cancel(): Promise<void> {
    if (this.#isAnswered) return;
    const { res } = this.#options;
    this.#isAnswered = true;
    clearInterval(this.#heartbeat);
    await super.close();
    if (!res.headersSent) res.writeHead(202);
    res.end();
    this.#settle();
  }

  override async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    // A server that has answered holds nothing that would have to be cancelled.
    if (!this.#isAnswered) await super.close();
    // Without an answer only a broken connection says that none will come.
    if (!this.#isAnswered) this.#options.res.destroy();
    this.#settle();
  }

  #answer(message: JSONRPCMessage): void {
    const { res, accepted } = this.#options;
    const json = answerJson(message);
    this.#isAnswered = true;
    clearInterval(this.#heartbeat);
    if (res.headersSent || accepted === 'stream') {
      this.#write(`event: message\ndata: ${json.join('')}\n\n`);
      res.end();
    } else {
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': lengthOf(json) });
      // Node holds back what is written while it is corked: one system call for all parts.
      res.cork();
      for (const part of json) res.write(part);
      res.end();
    }
    this.#settle();
  }

  #write(frame: string): void {
    const { res } = this.#options;
    if (res.writableEnded || res.destroyed) return;
    if (!res.headersSent) res.writeHead(200, streamHeaders);
    res.write(frame);
  }

  #beat(): void {
    this.#write(': keepalive\n\n');
  }
}

function frameOf(message: JSONRPCMessage): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}

import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../../observability/index.js';
import type { Caller } from '../server/caller.js';
import { handshakeRevisions } from './min-protocol.js';
import { meetArguments } from '../server/call-arguments.js';
import { createServer } from '../server/create-server.js';
import type { HandlersFor } from '../server/handlers.js';

/** The one client of a server on stdin and stdout. */
export interface StdioSession {
  /** Settles when the client has gone or the session was closed. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** The SDK closes the transport when the input ends; this one says so. */
class ObservedStdioTransport extends StdioServerTransport {
  #settle: () => void = () => undefined;
  readonly closed = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  override async close(): Promise<void> {
    await super.close();
    this.#settle();
  }
}

/** What the one session is opened with. */
export interface StdioOptions {
  /** The process's own by default. */
  readonly streams?: { stdin: Readable; stdout: Writable } | undefined;
  readonly minProtocol?: string | undefined;
}

/** One client over a pair of streams; the output carries JSON-RPC frames and nothing else. */
export function startStdio(
  handlersFor: HandlersFor,
  log: Logger,
  caller: Caller,
  { streams, minProtocol }: StdioOptions = {},
): StdioSession {
  const handshakes = handshakeRevisions(minProtocol);
  const transport = new ObservedStdioTransport(streams?.stdin, streams?.stdout);
  const session = serveStdio(
    () => createServer(handlersFor, caller, minProtocol === undefined ? undefined : handshakes),
    {
      // Whoever shakes hands is offered what there is; without any such revision it is told so.
      legacy: handshakes.length === 0 ? 'reject' : 'serve',
      transport,
      onerror: (error) => log.debug({ reason: error.name }, 'stdio message refused'),
    },
  );
  const take = transport.onmessage;
  transport.onmessage = (message) => take?.(meetArguments(message));
  return { closed: transport.closed, close: () => session.close() };
}

import { createServer, IncomingMessage, ServerResponse, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { AppError } from '../errors.js';
import type { Logger } from '../observability/index.js';
import { createShutdown } from './shutdown.js';

/** All in milliseconds. */
export interface ServerTimeouts {
  /** For the whole head of a request. */
  headersTimeout: number;
  /** For the whole request, body included. */
  requestTimeout: number;
  /** Idle time between two requests of one connection. */
  keepAliveTimeout: number;
  /** How often the first two are looked at. */
  connectionsCheckingInterval: number;
  /** For requests in flight when the server stops. */
  drainTimeout: number;
}

/** What an Express app has requests and answers inherit from. */
type Prototypes = Pick<Express, 'request' | 'response'>;

/** Where a server listens, with what, and how it stops. */
export interface ServerOptions {
  readonly app: RequestListener & Partial<Prototypes>;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly log: Logger;
  /** Called once when the server begins to stop: turn readiness off, end streams that would never end by themselves. */
  readonly onDrain?: (() => void) | undefined;
  readonly timeouts?: Partial<ServerTimeouts> | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly address: { host: string; port: number };
  /** Stops accepting, lets requests in flight finish, and resolves when every connection is gone. Can be repeated. */
  close(): Promise<void>;
}

/**
 * A connection that the front end keeps for reuse must not be closed by us first, or its next request is lost:
 * Cloud Run's keeps them for 600 s. Platforms send SIGKILL ten seconds after SIGTERM, so a drain ends before that.
 */
const defaults: ServerTimeouts = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 620_000,
  connectionsCheckingInterval: 2_000,
  drainTimeout: 9_000,
};

/** Listens. Throws AppError INVALID_INPUT, naming host and port, when that address cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, host, port, log, onDrain } = options;
  const { drainTimeout, ...limits } = { ...defaults, ...options.timeouts };
  const server = createServer({ ...limits, ...(hasPrototypes(app) && messagesOf(app)) }, app);
  const close = createShutdown(server, { log, drainTimeoutMs: drainTimeout, onDrain });
  await listen(server, host, port);
  server.on('error', (error) => log.error({ event: 'server_error', err: error }, 'The listener failed.'));
  const { address, port: chosen } = server.address() as AddressInfo;
  return { address: { host: address, port: chosen }, close };
}

function hasPrototypes(app: Partial<Prototypes>): app is Prototypes {
  return app.request !== undefined && app.response !== undefined;
}

/**
 * Express gives every request and answer the prototype of its app. To V8, each object whose prototype is changed has a
 * shape of its own: no code that meets it stays fast, and its memory outlives its use until the next full collection.
 * What is made with that prototype is left as it is.
 */
function messagesOf(app: Prototypes) {
  class Request extends IncomingMessage {}
  class Response<R extends IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(Request.prototype, app.request);
  Object.setPrototypeOf(Response.prototype, app.response);
  app.request = Request.prototype as typeof app.request;
  app.response = Response.prototype as typeof app.response;
  return { IncomingMessage: Request, ServerResponse: Response };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

const reasons: Record<string, [what: string, hint: string]> = {
  EADDRINUSE: ['is already in use', 'Stop the program that uses it, or choose another PORT.'],
  EACCES: ['is not permitted', 'Choose a PORT of 1024 or above.'],
  EADDRNOTAVAIL: ['is not an address of this machine', 'Set HOST to one of its addresses, or to 0.0.0.0.'],
  ENOTFOUND: ['is not a name that this machine can resolve', 'Set HOST to an IP address or to localhost.'],
};

function toListenError(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const [what, hint] = reasons[error.code ?? ''] ?? ['failed', 'Check HOST and PORT.'];
  return new AppError('INVALID_INPUT', `Cannot listen: ${host}:${port} ${what}.`, { hint, cause: error });
}

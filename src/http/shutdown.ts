import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { InFlight } from '../in-flight.js';
import type { Logger } from '../observability/index.js';

interface ShutdownOptions {
  readonly log: Logger;
  readonly drainTimeoutMs: number;
  readonly onDrain: (() => void) | undefined;
}

/** A connection that has not sent a request yet gets this long to do so once the server stops. */
const newcomerGraceMs = 250;

/**
 * Makes the graceful stop of one server; call it before the server listens. The stop closes the listener and idle
 * connections at once, finishes what is in flight with `Connection: close`, and cuts the rest after the time limit.
 */
export function createShutdown(server: Server, options: ShutdownOptions): () => Promise<void> {
  const answers = new InFlight<ServerResponse>();
  const newcomers = new Set<Socket>();
  let stopped: Promise<void> | undefined;

  server.on('connection', (socket: Socket) => {
    newcomers.add(socket);
    socket.once('close', () => newcomers.delete(socket));
  });
  server.prependListener('request', (req, res) => {
    newcomers.delete(req.socket);
    const forget = answers.add(res);
    if (stopped !== undefined) res.setHeader('Connection', 'close');
    res.once('close', () => {
      forget();
      // An answer that began before the stop has promised to keep its connection.
      if (stopped !== undefined) process.nextTick(() => server.closeIdleConnections());
    });
  });
  return () => (stopped ??= stop(server, answers, newcomers, options));
}

async function stop(
  server: Server,
  answers: InFlight<ServerResponse>,
  newcomers: ReadonlySet<Socket>,
  { log, drainTimeoutMs, onDrain }: ShutdownOptions,
): Promise<void> {
  log.info({ event: 'server_draining', in_flight: answers.size }, 'The server accepts no more connections.');
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const answer of answers.items()) if (!answer.headersSent) answer.setHeader('Connection', 'close');
  onDrain?.();
  const newcomersLeave = setTimeout(() => newcomers.forEach((socket) => socket.destroy()), newcomerGraceMs);
  const timeIsUp = setTimeout(() => {
    log.warn({ event: 'server_drain_timed_out', cut: answers.size }, 'Requests in flight were aborted.');
    server.closeAllConnections();
  }, drainTimeoutMs);
  await closed;
  clearTimeout(newcomersLeave);
  clearTimeout(timeIsUp);
  log.info({ event: 'server_stopped' }, 'The server has stopped.');
}

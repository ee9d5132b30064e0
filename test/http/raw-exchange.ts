import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { startServer, type RunningServer, type ServerTimeouts } from '../../src/http/index.js';
import { createMemoryLog } from './memory-log.js';

/** A listening server on a free loopback port. */
export function listen(app: RequestListener, timeouts?: Partial<ServerTimeouts>): Promise<RunningServer> {
  return startServer({ app, host: '127.0.0.1', port: 0, log: createMemoryLog(), timeouts });
}

export async function connectTo({ address }: RunningServer): Promise<Socket> {
  const socket = connect(address.port, address.host);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}

/** Sends these exact bytes on a connection of their own and answers all that comes back until the server closes it. */
export async function rawExchange(app: RequestListener, bytes: string | Buffer): Promise<string> {
  const server = await listen(app);
  try {
    const socket = await connectTo(server);
    socket.write(bytes);
    return await readAll(socket);
  } finally {
    await server.close();
  }
}

export async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(socket, 'close');
  return text;
}

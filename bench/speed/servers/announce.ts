import type { Server } from 'node:http';

/** Says where the process listens, for whoever started it. */
export function announce(server: Server): void {
  server.keepAliveTimeout = 60_000;
  server.once('listening', () => {
    process.stdout.write(`{"port":${(server.address() as { port: number }).port}}\n`);
  });
}

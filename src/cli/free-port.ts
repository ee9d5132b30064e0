import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * Port 0, any that is free, as the number that it comes to. The settings make the service's own URL of the port, the
 * issuer of its tokens among what begins with it, before anything is listened on.
 */
export async function withRealPort(port: string | undefined): Promise<string | undefined> {
  if (port === undefined || !/^0+$/.test(port.trim())) return port;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, resolve);
  });
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(found);
}

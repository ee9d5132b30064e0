/** A key set server on a real socket that counts what is asked of it. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestKey } from './keys.js';

type Behaviour = 'serve' | 'fail' | 'garbage' | 'redirect' | 'hang';

export interface JwksServer {
  readonly url: string;
  /** Requests so far, by path. */
  readonly requests: readonly string[];
  publish(...keys: TestKey[]): void;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function startJwksServer(...initialKeys: TestKey[]): Promise<JwksServer> {
  const requests: string[] = [];
  let keys = initialKeys;
  let behaviour: Behaviour = 'serve';
  const answers: Record<Behaviour, (response: ServerResponse) => void> = {
    serve: (response) => response.setHeader('content-type', 'application/json').end(body(keys)),
    fail: (response) => response.writeHead(500).end('upstream broke'),
    garbage: (response) => response.end('<html>log in</html>'),
    redirect: (response) => response.writeHead(302, { location: '/moved' }).end(),
    hang: () => undefined,
  };
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answers[behaviour](response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`,
    requests,
    publish: (...next) => void (keys = next),
    behave: (next) => void (behaviour = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function body(keys: readonly TestKey[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
}

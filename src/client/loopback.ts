import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the browser comes back to: a port of this machine (RFC 8252, section 7.3). */
export interface Loopback {
  readonly port: number;
  readonly redirectUrl: string;
  /** The parameters of the one answer that carries this state; anything else is turned away and waited past. */
  callback(state: string): Promise<URLSearchParams>;
  close(): void;
}

const path = '/callback';
const page = (title: string, text: string): string =>
  `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
  `<body style="font:1.1rem/1.5 system-ui;margin:4rem auto;max-width:30rem;padding:0 1rem"><h1>${title}</h1><p>${text}</p>`;

/** Listens on `wanted` when that is free, else on any port, at 127.0.0.1 alone. */
export async function openLoopback(wanted: number | undefined): Promise<Loopback> {
  let waiting: { state: string; done: (parameters: URLSearchParams) => void } | undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method !== 'GET' || url.pathname !== path) return void response.writeHead(404).end();
    if (waiting === undefined || url.searchParams.get('state') !== waiting.state) {
      return answer(response, 400, page('Not this login', 'No login is waiting for this answer.'));
    }
    const isGranted = url.searchParams.has('code');
    const text = 'You can close this window and go back to the terminal.';
    answer(response, 200, page(isGranted ? 'Logged in' : 'Not logged in', text));
    waiting.done(url.searchParams);
    waiting = undefined;
  });
  await listen(server, wanted ?? 0).catch(() => listen(server, 0));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    redirectUrl: `http://127.0.0.1:${String(port)}${path}`,
    callback: (state) => new Promise((done) => (waiting = { state, done })),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(void server.off('error', reject)));
  });
}

function answer(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(html);
}

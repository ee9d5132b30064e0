/** A reverse proxy in front of a site that writes down its JSON, and gives one answer in another form when it is told to. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Json = Record<string, unknown> | unknown[];

export interface SeenAnswer {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly answer: Json;
}

export interface AlteringProxy {
  readonly url: string;
  /** Every answer with JSON so far, in order. */
  readonly seen: SeenAnswer[];
  /** Answers such requests with this from now on, without a word to the site; with undefined none. */
  alter(instead: SeenAnswer | undefined): void;
  close(): Promise<void>;
}

export async function startAlteringProxy(site: string): Promise<AlteringProxy> {
  const { origin, pathname } = new URL(site);
  const seen: SeenAnswer[] = [];
  let instead: SeenAnswer | undefined;
  const server = createServer((req, res) => {
    const { method = '', url: path = '', headers } = req;
    if (instead?.method === method && instead.path === path) {
      req.resume();
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(instead.answer));
      return;
    }
    const upstream = request(new URL(path, origin), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isJson = answer.headers['content-type']?.includes('json') === true && answer.statusCode === 200;
        if (isJson && bytes.length > 0) seen.push({ method, path, answer: JSON.parse(bytes.toString()) as Json });
        res.writeHead(answer.statusCode ?? 0, answer.headers).end(bytes);
      });
    });
    upstream.on('error', () => res.destroy());
    req.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}`,
    seen,
    alter: (wanted) => (instead = wanted),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

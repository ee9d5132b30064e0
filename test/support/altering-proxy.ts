/** A reverse proxy in front of a site that writes down its JSON, and gives answers that it is told instead of the site's. */
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
  /** Every answer of the site with JSON so far, in order. */
  readonly seen: SeenAnswer[];
  /**
   * Answers with these from now on, without a word to the site: a request that comes again with the next one of its path, or the last.
   * What is not among them the site answers.
   */
  answerWith(answers: readonly SeenAnswer[]): void;
  close(): Promise<void>;
}

export async function startAlteringProxy(site: string): Promise<AlteringProxy> {
  const { origin, pathname } = new URL(site);
  const seen: SeenAnswer[] = [];
  const instead = new Map<string, Json[]>();
  const server = createServer((req, res) => {
    const { method = '', url: path = '', headers } = req;
    const told = instead.get(`${method} ${path}`);
    if (told !== undefined) {
      req.resume();
      const answer = told.length > 1 ? told.shift() : told[0];
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
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
    answerWith: (answers) => {
      instead.clear();
      for (const { method, path, answer } of answers) {
        const key = `${method} ${path}`;
        instead.set(key, [...(instead.get(key) ?? []), answer]);
      }
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

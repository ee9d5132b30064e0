import { createServer } from 'node:http';
import { pageAnswer, pageCount } from '../payload.js';

/**
 * The far end for every server: prebuilt answers over plain `node:http`, so that it is never what is measured.
 * `argv`: latency in milliseconds, bytes of storage a page.
 */
const latencyMs = Number(process.argv[2] ?? 0);
const pageBytes = Number(process.argv[3] ?? 20_000);

const pages = new Map<string, Buffer>();
for (let id = 1; id <= pageCount; id += 1) pages.set(String(id), Buffer.from(pageAnswer(id, pageBytes)));

const space = { id: '1', key: 'BENCH', name: 'Bench', type: 'global', status: 'current', homepageId: '1', _links: {} };
const person = { type: 'known', accountId: 'a-1', accountType: 'atlassian', displayName: 'Ada', email: '', _links: {} };
const list = (...results: unknown[]): Buffer => Buffer.from(JSON.stringify({ results, _links: {} }));
const hits = Array.from({ length: 10 }, (_, i) => ({
  content: { id: String(i + 1), type: 'page', status: 'current', title: `Page ${i + 1}`, space, _links: {} },
  title: `Page ${i + 1}`,
  excerpt: 'The service restarts slowly when its cache is cold.',
  url: `/spaces/BENCH/pages/${i + 1}`,
  resultGlobalContainer: { title: 'Bench', displayUrl: '/spaces/BENCH' },
  entityType: 'content',
  lastModified: '2026-06-01T00:00:00.000Z',
}));
const found = Buffer.from(
  JSON.stringify({ results: hits, start: 0, limit: 10, size: 10, totalSize: 10, cqlQuery: '', _links: {} }),
);

const fixed: readonly [RegExp, Buffer][] = [
  [/^\/wiki\/api\/v2\/spaces\?/, list(space)],
  [/^\/wiki\/rest\/api\/search\?/, found],
  [/\/(ancestors|labels|properties|direct-children)(\?|$)/, list()],
  [/^\/wiki\/api\/v2\/users-bulk/, list(person)],
  [/^\/wiki\/rest\/api\/user\/bulk/, list(person)],
  [/^\/wiki\/rest\/api\/user(\/current)?(\?|$)/, Buffer.from(JSON.stringify(person))],
];

/** What the index knows of a page: `GET /wiki/rest/api/content/search?cql=id = N`. */
function indexed(id: string): Buffer {
  const history = { createdBy: person, ownedBy: person };
  const ancestors = [{ id: '1', type: 'page', status: 'current', title: 'Page 1' }];
  return list({ id, type: 'page', title: `Page ${id}`, ancestors, history, version: { number: 3, by: person } });
}

function answerTo(method: string, url: string): Buffer | undefined {
  const asked = /^\/wiki\/rest\/api\/content\/search\?cql=id\+%3D\+(\d+)&/.exec(url)?.[1];
  if (asked !== undefined) return indexed(asked);
  const body = fixed.find(([pattern]) => pattern.test(url))?.[1];
  if (body !== undefined) return body;
  if (method === 'POST' && url.startsWith('/wiki/api/v2/users-bulk')) return list(person);
  return pages.get(/^\/wiki\/api\/v2\/pages\/(\d+)(?:\?|$)/.exec(url)?.[1] ?? '');
}

let requests = 0;
const server = createServer((req, res) => {
  if (req.url === '/__requests') {
    res.end(JSON.stringify({ requests }));
    return;
  }
  requests += 1;
  req.resume();
  const body = answerTo(req.method ?? 'GET', req.url ?? '');
  const send = (): void => {
    if (body === undefined) process.stderr.write(`unknown ${req.method} ${req.url}\n`);
    const answer = body ?? Buffer.from('{"errors":[{"status":404}]}');
    res.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-length': answer.length });
    res.end(answer);
  };
  if (latencyMs > 0) setTimeout(send, latencyMs);
  else send();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address() as { port: number };
  process.stdout.write(`{"port":${address.port}}\n`);
});

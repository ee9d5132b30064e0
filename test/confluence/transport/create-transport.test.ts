import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { caught } from '../../contract/caught.js';
import { path } from '../../../src/confluence/transport/path.js';
import { answer, read, useUpstream, write, type Handler } from '../upstream.js';
import { freePort } from '../../support/free-port.js';
import { until } from '../../support/until.js';
import { patiently } from '../../support/patiently.js';

const upstream = useUpstream();

describe('a request', () => {
  it('carries credentials, our name, and asks for JSON', async () => {
    await upstream().send();
    const { headers, url } = upstream().requests[0] as IncomingMessage;
    expect(headers.authorization).toBe(`Basic ${btoa('bot@acme.example:s3cret')}`);
    expect(headers).toMatchObject({ 'user-agent': 'test/1', accept: 'application/json' });
    expect(url).toBe('/wiki/api/v2/pages/7');
  });

  it('carries a bearer token as such', async () => {
    await upstream().send({}, { credentials: { kind: 'bearer', token: 'pat' } });
    expect(upstream().requests[0]?.headers.authorization).toBe('Bearer pat');
  });

  it('encodes path parameters and query values, repeats lists, and leaves undefined ones out', async () => {
    await upstream().send({
      path: path`/x/${'a/b?c#d%2e ü'}`,
      query: { cql: 'a = "b&c+d"', keys: ['A', 'B'], limit: 5, none: undefined, flag: true },
    });
    expect(upstream().requests[0]?.url).toBe(
      '/wiki/x/a%2Fb%3Fc%23d%252e%20%C3%BC?cql=a+%3D+%22b%26c%2Bd%22&keys=A&keys=B&limit=5&flag=true',
    );
  });

  it('sends a write as JSON with the header that gets it past the XSRF check', async () => {
    let body = '';
    upstream().handler = (req, res) => {
      req.on('data', (chunk) => (body += String(chunk))).on('end', () => answer(res, 200, { ok: true }));
    };
    await upstream().send(write);
    expect(JSON.parse(body)).toEqual({ title: 'T' });
    expect(upstream().requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-atlassian-token': 'no-check',
    });
  });

  it('takes a compressed answer, and one without a body', async () => {
    upstream().handler = (_req, res) => {
      res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"ok":true}'));
    };
    expect(await upstream().send()).toEqual({ ok: true });
    upstream().handler = (_req, res) => void res.writeHead(204).end();
    expect(await upstream().send({ method: 'DELETE', answer: read.answer.or(read.answer.optional()) })).toBeUndefined();
  });
});

describe('limits', () => {
  it('[C10] stops reading an answer that unpacks to more than it takes', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20), { level: 1 });
    upstream().handler = (_req, res) => {
      res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    };
    const error = await caught(upstream().send());
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).toContain('larger');
    expect(upstream().requests).toHaveLength(1);
  });

  it.each([
    ['never answers', () => undefined],
    [
      'answers drop by drop',
      (res: { write(text: string): unknown }) => void setInterval(() => res.write(' '), 20).unref(),
    ],
  ])('[C10] gives up in time when Confluence %s', async (_name, behave) => {
    upstream().handler = (_req, res) => {
      res.on('error', () => undefined);
      behave(res);
    };
    await patiently(async () => {
      const started = performance.now();
      const error = await caught(upstream().send({}, { timeoutMs: 200 }));
      expect(error.code).toBe('UPSTREAM_TIMEOUT');
      expect(error.message).toContain('0.2 seconds');
      expect(performance.now() - started).toBeLessThan(1_500);
    });
  });

  it('says of a write that ran out of time that it may have happened', async () => {
    upstream().handler = () => undefined;
    const error = await caught(upstream().send(write, { timeoutMs: 100 }));
    expect(error.hint).toBe('The write may have happened: read the content before trying again.');
  });

  it('sends no more at once than allowed, and everything in the end', async () => {
    let [active, most] = [0, 0];
    upstream().handler = (_req, res) => {
      most = Math.max(most, (active += 1));
      setTimeout(() => {
        active -= 1;
        answer(res, 200, { ok: true });
      }, 10);
    };
    const send = upstream().transport({ maxConcurrency: 3 }).forCall({});
    await Promise.all(Array.from({ length: 20 }, (_, n) => send({ ...read, query: { n } })));
    expect(most).toBe(3);
    expect(upstream().requests).toHaveLength(20);
  });

  it('turns away what would wait behind too many others, without sending it', async () => {
    upstream().handler = () => undefined;
    const transport = upstream().transport({ maxConcurrency: 1, timeoutMs: 20_000 });
    const send = transport.forCall({});
    const sent = Array.from({ length: 40 }, (_, n) =>
      send({ ...read, query: { n } }).catch((error: unknown) => (error as Error).message),
    );
    for (const message of await Promise.all(sent.slice(-7))) expect(message).toMatch(/^Too many requests/);
    transport.close();
    for (const message of await Promise.all(sent.slice(0, -7))) expect(message).not.toMatch(/^Too many requests/);
    expect(upstream().requests.length).toBeLessThanOrEqual(1);
  });

  it('lets go of a call that is cancelled while it waits for its turn', async () => {
    upstream().handler = () => undefined;
    const transport = upstream().transport({ maxConcurrency: 1, timeoutMs: 20_000 });
    const first = caught(transport.forCall({})(read));
    await until(() => upstream().requests.length === 1);
    const controller = new AbortController();
    const second = transport.forCall({ signal: controller.signal })(read);
    setTimeout(() => controller.abort(), 30);
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(upstream().requests).toHaveLength(1);
    transport.close();
    await expect(first).rejects.toThrow();
  });

  it('drops the connection of a cancelled request', async () => {
    const controller = new AbortController();
    const dropped = new Promise<void>((resolve) => {
      upstream().handler = (_req, res) => {
        res.on('close', resolve);
        controller.abort();
      };
    });
    const call = upstream().transport().forCall({ signal: controller.signal })(read);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await dropped;
  });

  it('listens to its caller only while it runs, and to however many requests the call makes', async () => {
    const { signal } = new AbortController();
    const send = upstream().transport().forCall({ signal });
    const calls = Array.from({ length: 15 }, () => send(read));
    expect(getEventListeners(signal, 'abort')).toHaveLength(15);
    await Promise.all(calls);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('the log', () => {
  it('[L3] tells failures of Confluence without secrets, queries or page text', async () => {
    upstream().handler = (_req, res) => answer(res, 500, 'secret page text');
    await caught(upstream().send({ query: { cql: 'text ~ "salary"' } }));
    expect(upstream().lines).toMatchObject([
      { level: 'warn', event: 'confluence_call_failed', code: 'UPSTREAM_UNAVAILABLE', path: '/api/v2/pages/7' },
    ]);
    expect(JSON.stringify(upstream().lines)).not.toMatch(/salary|secret|s3cret|Basic/);
  });

  it('[L3] keeps the credentials out of the causes of errors', async () => {
    upstream().handler = (req) => req.socket.destroy();
    const error = await caught(upstream().send(write));
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error.cause as Error).cause);
    expect(shown).not.toMatch(/s3cret|Basic|bot@/);
  });
});

describe('the writes of a call', () => {
  /** How many of its writes may have been done, before the answer and after it. */
  async function countedWith(handler: Handler, request = write, options = {}): Promise<[number, number]> {
    const writes = new Set<object>();
    let before = 0;
    upstream().handler = (...exchange) => {
      before = writes.size;
      handler(...exchange);
    };
    await upstream()
      .transport(options)
      .forCall({ writes })(request)
      .catch(() => undefined);
    return [before, writes.size];
  }

  it.each([
    ['is done', (_req, res) => answer(res, 200, { ok: true })],
    ['is answered with what we cannot read', (_req, res) => answer(res, 200, 'what?')],
    ['is answered by a fault', (_req, res) => answer(res, 503, {})],
    ['is answered by a timeout', (_req, res) => answer(res, 408, {})],
    ['loses its connection', (req) => void req.socket.destroy()],
    ['is never answered', () => undefined],
  ] as [string, Handler][])('hold one that %s', async (_how, handler) => {
    await patiently(async (patience) => {
      expect(await countedWith(handler, write, { timeoutMs: 400 * patience })).toEqual([1, 1]);
    });
  });

  it.each([400, 401, 403, 404, 409, 413, 429])('let one go that is refused with %i', async (status) => {
    expect(await countedWith((_req, res) => answer(res, status, {}))).toEqual([1, 0]);
  });

  it('let one go that found no connection, and hold no read', async () => {
    const done: Handler = (_req, res) => answer(res, 200, { ok: true });
    expect(await countedWith(done, read)).toEqual([0, 0]);
    expect(await countedWith(done, write, { root: `http://127.0.0.1:${await freePort()}` })).toEqual([0, 0]);
  });
});

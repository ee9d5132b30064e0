import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createRawServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createExchangeRoutes } from '../../src/outbound/exchange-routes.js';
import type { ExchangeFailed } from '../../src/outbound/exchange.js';
import { createExchange, type SendOnce, type WireExchange } from '../../src/outbound/exchange.js';
import { createUndiciAdapter } from '../../src/outbound/undici-adapter.js';
import { until } from '../support/until.js';

/** The same promises of both: axios as it comes, and with the adapter that the service sends with. */
describe.each(['http', 'undici'] as const)('an exchange of axios over %s', (name) => {
  let server: Server;
  let answer: RequestListener;
  let send: SendOnce;
  let close: () => void;
  let connections: number;

  beforeEach(async () => {
    connections = 0;
    server = createServer((req, res) => answer(req, res));
    server.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const routes = createExchangeRoutes(
      () => undefined,
      () => undefined,
    );
    close = routes.close;
    send = createExchange(name === 'http' ? 'http' : createUndiciAdapter(routes.open), 'test/1');
  });
  afterEach(() => {
    close();
    server.close();
    server.closeAllConnections();
  });

  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (exchange: Partial<WireExchange> = {}, path = '/') =>
    send({
      method: 'GET',
      url: new URL(path, origin()),
      headers: {},
      data: undefined,
      maxBytes: 1_000,
      signal: new AbortController().signal,
      ...exchange,
    });
  const failureOf = (exchange: Promise<unknown>): Promise<ExchangeFailed> =>
    exchange.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: unknown) => error as ExchangeFailed,
    );

  it('sends path, query and headers as they are, and says who it is', async () => {
    let seen: unknown;
    answer = ({ method, url, headers }, res) => {
      seen = { method, url, headers };
      res.setHeader('X-One', 'a').setHeader('Set-Cookie', ['b=1', 'c=2']).end('{"a": 1}');
    };
    const { status, headers, text } = await ask(
      { headers: { Authorization: 'Basic x', 'X-Odd': 'ü' } },
      '/a%20b?c=d&c=%26',
    );
    expect(seen).toMatchObject({
      method: 'GET',
      url: '/a%20b?c=d&c=%26',
      headers: { authorization: 'Basic x', accept: 'application/json', 'user-agent': 'test/1' },
    });
    expect({ status, text }).toEqual({ status: 200, text: '{"a": 1}' });
    expect(headers).toMatchObject({ 'x-one': 'a', 'content-length': '8' });
  });

  it.each([
    ['a text', 'wörds', Buffer.from('wörds')],
    ['bytes', Buffer.from([0, 255, 128]), Buffer.from([0, 255, 128])],
  ])('sends %s with its length, and nothing else', async (_what, data, expected) => {
    const chunks: Buffer[] = [];
    let length: string | undefined;
    answer = (req, res) => {
      length = req.headers['content-length'];
      req.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => res.writeHead(204).end());
    };
    expect(await ask({ method: 'PUT', data, headers: { 'Content-Type': 'x/y' } })).toMatchObject({
      status: 204,
      text: '',
    });
    expect(Buffer.concat(chunks)).toEqual(expected);
    expect(length).toBe(String(expected.length));
  });

  it.each([301, 302, 404, 500])('takes %d for an answer, with its text', async (status) => {
    answer = (_req, res) => res.writeHead(status, { location: '/other' }).end('words');
    expect(await ask()).toMatchObject({ status, text: 'words', headers: { location: '/other' } });
    expect(connections).toBe(1);
  });

  it('hands over bytes where they are asked for', async () => {
    answer = (_req, res) => res.end(Buffer.from([0xef, 0xbb, 0xbf, 0, 255]));
    const { text, bytes } = await ask({ asBytes: true });
    expect(text).toBe('');
    expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0, 255]));
  });

  it('takes characters that come in two pieces', async () => {
    answer = (_req, res) => {
      res.write(Buffer.from([0xc3]));
      setTimeout(() => res.end(Buffer.from([0xbc])), 20);
    };
    expect((await ask()).text).toBe('ü');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('takes %s, counts what comes out of it, and does not call it compressed', async (encoding, compress) => {
    answer = ({ url }, res) => {
      const body = compress(Buffer.from('x'.repeat(url === '/large' ? 100_000 : 500)));
      res.writeHead(200, { 'content-encoding': encoding }).end(body);
    };
    const { text, headers } = await ask();
    expect(text).toBe('x'.repeat(500));
    expect(headers['content-encoding']).toBeUndefined();
    expect(await failureOf(ask({}, '/large'))).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
  });

  it('fails on what only says that it is compressed', async () => {
    answer = (_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    expect(await failureOf(ask())).toMatchObject({ name: 'ExchangeFailed', code: 'Z_DATA_ERROR' });
  });

  it('takes as many bytes as it may, and not one more, however they come', async () => {
    answer = ({ url }, res) => {
      res.write('x'.repeat(600));
      res.end('x'.repeat(url === '/more' ? 401 : 400));
    };
    expect((await ask()).text).toHaveLength(1_000);
    expect(await failureOf(ask({}, '/more'))).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
  });

  it('ends an exchange that is cancelled, before or while the answer comes, with the reason', async () => {
    let gone = 0;
    for (const path of ['/head', '/body']) {
      const controller = new AbortController();
      answer = (_request, res) => {
        res.on('close', () => (gone += 1));
        if (path === '/body') res.write('some');
        setTimeout(() => controller.abort(new Error(`left ${path}`)), 50);
      };
      const exchange = failureOf(ask({ signal: controller.signal }, path));
      expect((await exchange).message).toBe(`left ${path}`);
    }
    await until(() => gone === 2);
    const aborted = AbortSignal.abort(new Error('never began'));
    expect((await failureOf(ask({ signal: aborted }))).message).toBe('never began');
  });

  it('fails when the connection breaks before or in the answer', async () => {
    answer = ({ url }, res) => {
      if (url === '/body') res.writeHead(200, { 'content-length': 100 }).write('some');
      setTimeout(() => res.destroy(), 20);
    };
    expect(await failureOf(ask({}, '/head'))).toMatchObject({ name: 'ExchangeFailed', code: 'ECONNRESET' });
    expect((await failureOf(ask({}, '/body'))).name).toBe('ExchangeFailed');
  });

  it('fails where nobody listens, where the name is unknown, and on what is no HTTP', async () => {
    expect(await failureOf(ask({ url: new URL('http://127.0.0.1:1/') }))).toMatchObject({ code: 'ECONNREFUSED' });
    expect((await failureOf(ask({ url: new URL('http://nowhere.invalid/') }))).code).toMatch(/^(ENOTFOUND|EAI_)/);
    const noise = createRawServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
    const { port } = noise.address() as AddressInfo;
    expect((await failureOf(ask({ url: new URL(`http://127.0.0.1:${port}/`) }))).code).toMatch(/^HPE_/);
    noise.close();
  });

  it('connects where a pinned look-up says', async () => {
    answer = ({ headers }, res) => res.end(headers.host);
    const { port } = new URL(origin());
    const lookup = ((_host: string, options: { all?: boolean }, found: (...args: unknown[]) => void) => {
      if (options.all === true) found(null, [{ address: '127.0.0.1', family: 4 }]);
      else found(null, '127.0.0.1', 4);
    }) as unknown as NonNullable<WireExchange['lookup']>;
    const { text } = await ask({ url: new URL(`http://elsewhere.invalid:${port}/`), lookup });
    expect(text).toBe(`elsewhere.invalid:${port}`);
  });

  it('never shows in an error what it was sent with', async () => {
    answer = (_req, res) => res.destroy();
    const headers = { Authorization: 'Bearer hush-hush' };
    const error = await failureOf(ask({ headers, method: 'PUT', data: 'hush-hush' }));
    expect(inspect(error, { depth: 9 })).not.toContain('hush');
  });
});

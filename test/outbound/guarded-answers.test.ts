import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createOutbound, type GuardLimits, type Outbound } from '../../src/outbound/index.js';
import { startConnectProxy, type ConnectProxy } from '../support/connect-proxy.js';
import { startPrivateSite, type PrivateSite } from '../support/private-site.js';
import { patiently } from '../support/patiently.js';

let answer: RequestListener = (_request, response) => void response.end('{}');
let site: PrivateSite;
let proxy: ConnectProxy;
const outbounds: Outbound[] = [];

/** The proxy leads the listed name to our own site: no socket here could stand on a public address. */
const fetchGuarded = (guard: GuardLimits = {}, init?: RequestInit): Promise<Response> => {
  const { caFile } = site;
  const outbound = createOutbound({ caFile, proxy: { https: proxy.url }, allowedHosts: ['*.acme.com'], guard });
  outbounds.push(outbound);
  return outbound.guardedFetch('https://client.acme.com/x.json', init);
};

beforeAll(async () => {
  site = await startPrivateSite((request, response) => answer(request, response), ['client.acme.com']);
  proxy = await startConnectProxy({ ports: { 443: site.port } });
});
afterEach(() => {
  for (const outbound of outbounds.splice(0)) outbound.close();
});
afterAll(async () => {
  await proxy.close();
  site.close();
});

describe('the answer to a guarded fetch', () => {
  it('comes with its status and headers, whole', async () => {
    answer = (_request, response) => void response.writeHead(404, { 'cache-control': 'max-age=60' }).end('{"a":1}');
    const response = await fetchGuarded();
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('max-age=60');
    expect(await response.json()).toEqual({ a: 1 });
    expect(proxy.authorities.at(-1)).toBe('client.acme.com:443');
  });

  it('may be empty', async () => {
    answer = (_request, response) => void response.writeHead(204).end();
    expect((await fetchGuarded()).status).toBe(204);
  });

  it.each([301, 302, 307, 308])(
    '[O17] is refused when it is a redirect (%d), which is not followed',
    async (status) => {
      answer = (_request, response) => void response.writeHead(status, { location: 'https://client.acme.com/y' }).end();
      const before = site.requests.length;
      const failure = fetchGuarded({}, { redirect: 'follow' });
      await expect(failure).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
      await expect(failure).rejects.toThrow('redirect');
      expect(site.requests).toHaveLength(before + 1);
    },
  );

  it('[O17] may have 5 KB and not a byte more', async () => {
    answer = (_request, response) => void response.end(Buffer.alloc(5 * 1024));
    expect((await (await fetchGuarded()).arrayBuffer()).byteLength).toBe(5 * 1024);
    answer = (_request, response) => void response.end(Buffer.alloc(5 * 1024 + 1));
    await expect(fetchGuarded()).rejects.toThrow('larger than 5120 bytes');
    expect((await (await fetchGuarded({ maxBytes: 6_000 })).arrayBuffer()).byteLength).toBe(5 * 1024 + 1);
  });

  it('is measured after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(1024 * 1024));
    answer = (_request, response) => void response.setHeader('content-encoding', 'gzip').end(bomb);
    expect(bomb.length).toBeLessThan(5 * 1024);
    await expect(fetchGuarded()).rejects.toThrow('larger than');
  });

  it('[O17] must be complete in time, however slowly it drips', async () => {
    let dripping: NodeJS.Timeout | undefined;
    answer = (_request, response) => {
      response.write('{');
      dripping = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(dripping));
    };
    const startedAt = Date.now();
    await expect(fetchGuarded({ timeoutMs: 300 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it('has 2.5 seconds when nothing else is said', async () => {
    answer = () => undefined;
    await patiently(async () => {
      const startedAt = Date.now();
      await expect(fetchGuarded()).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
      const tookMs = Date.now() - startedAt;
      expect(tookMs).toBeGreaterThan(2_400);
      expect(tookMs).toBeLessThan(4_000);
    });
  });

  it('is given up when the caller gives up', async () => {
    answer = () => undefined;
    const signal = AbortSignal.timeout(50);
    await expect(fetchGuarded({}, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

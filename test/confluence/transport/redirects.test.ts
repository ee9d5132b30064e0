import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { createRedirecting, type FirstHop } from '../../../src/confluence/transport/redirects.js';
import type { Exchange } from '../../../src/confluence/transport/exchange.js';
import type { WireResponse } from '../../../src/confluence/transport/wire-request.js';
import { createOutbound } from '../../../src/outbound/index.js';
import { caught } from '../../contract/caught.js';
import { answer, Upstream, useUpstream, write } from '../upstream.js';

const upstream = useUpstream();

const redirect =
  (location: string, status = 302) =>
  (req: IncomingMessage, res: Parameters<Upstream['handler']>[1]) =>
    req.url === '/wiki/end' ? answer(res, 200, { ok: true }) : void res.writeHead(status, { Location: location }).end();

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('of a read within the site are followed with credentials (%d)', async (status) => {
    upstream().handler = redirect('/wiki/end', status);
    expect(await upstream().send()).toEqual({ ok: true });
    expect(upstream().requests.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual(['Basic', 'Basic']);
  });

  it('[C7] to another origin go without credentials, and stay without on the way back', async () => {
    const other = new Upstream();
    await other.start();
    other.handler = redirect(`${upstream().origin}/wiki/end`);
    upstream().handler = redirect(`${other.origin}/elsewhere`);
    expect(await upstream().send()).toEqual({ ok: true });
    expect(upstream().requests[0]?.headers.authorization).toBeDefined();
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    expect(other.requests[0]?.headers.cookie).toBeUndefined();
    expect(upstream().requests[1]?.headers.authorization).toBeUndefined();
    other.stop();
  });

  it('[C7] are followed five times and no more', async () => {
    let left = 5;
    upstream().handler = (req, res) => redirect((left -= 1) === 0 ? '/wiki/end' : '/wiki/again')(req, res);
    expect(await upstream().send()).toEqual({ ok: true });
    upstream().handler = redirect('/wiki/again');
    const error = await caught(upstream().send());
    expect(error.message).toContain('too many');
    expect(upstream().requests).toHaveLength(6 + 6);
  });

  it('are not followed with a write', async () => {
    upstream().handler = redirect('/wiki/end', 307);
    const error = await caught(upstream().send(write));
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream().requests).toHaveLength(1);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://[fd00::1]/',
    'http://2852039166/',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'http://[',
  ])('[C8] to %s are refused, and the error does not tell where they led', async (location) => {
    upstream().handler = redirect(location);
    const error = await caught(upstream().send());
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).toMatch(/internal network|not a web address/);
    expect(error.message).not.toContain(location);
    expect(upstream().requests).toHaveLength(1);
  });

  it('to a name that does not exist are a failure of Confluence', async () => {
    upstream().handler = redirect('http://nowhere.invalid/');
    const error = await caught(upstream().send({ once: true }));
    expect(error.message).toContain('could not be resolved');
  });

  it('without a Location are an answer that nobody expected', async () => {
    upstream().handler = (_req, res) => void res.writeHead(304).end();
    expect((await caught(upstream().send())).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('a site on the public network', () => {
  // No socket can stand for a public address here, so the exchange is a script of answers.
  const follow = (location: string, siteUrl = 'https://192.0.0.8') => {
    const hops: Exchange[] = [];
    const script = (exchange: Exchange): Promise<WireResponse> => {
      hops.push(exchange);
      const headers = hops.length === 1 ? { location } : {};
      return Promise.resolve({ status: hops.length === 1 ? 302 : 200, headers, text: '' });
    };
    const site = new URL(siteUrl);
    const { findRoute } = createOutbound();
    const first: FirstHop = {
      method: 'GET',
      url: site,
      headers: {},
      data: undefined,
      signal: AbortSignal.timeout(5000),
    };
    return { hops, done: createRedirecting(script, site, { Authorization: 'Basic x' }, findRoute)(first) };
  };

  it('[C8] is never left for an unencrypted address', async () => {
    const { done, hops } = follow('http://8.8.8.8/');
    expect((await caught(done)).message).toContain('leaves https');
    expect(hops).toHaveLength(1);
  });

  it('on a private network is not left for another place without encryption either', async () => {
    const { done, hops } = follow('http://10.0.0.2/file', 'http://10.0.0.1');
    expect((await caught(done)).message).toContain('without encryption');
    expect(hops).toHaveLength(1);
  });

  it.each(['https://127.0.0.1/', 'https://localhost/', 'https://10.1.2.3/', 'https://[::1]/'])(
    '[C8] is never left for %s',
    async (location) => {
      const { done } = follow(location, 'https://8.8.8.8');
      expect((await caught(done)).message).toContain('internal network');
    },
  );

  it('can be left for another public address, which is pinned and gets no credentials', async () => {
    const { done, hops } = follow('https://user:pass@1.1.1.1/file', 'https://8.8.8.8');
    await done;
    expect(hops[1]?.url.href).toBe('https://1.1.1.1/file');
    expect(hops[1]?.headers).toEqual({});
    expect(hops[1]?.lookup).toBeDefined();
  });

  it('is not left for its own kind of network when that is one that nobody should be sent to', async () => {
    const { done } = follow('https://192.0.0.9/');
    expect((await caught(done)).message).toContain('internal network');
  });
});

describe('a site behind a proxy', () => {
  const follow = (allowedHosts: readonly string[], noProxy?: string) => {
    const hops: Exchange[] = [];
    const script = (exchange: Exchange): Promise<WireResponse> => {
      hops.push(exchange);
      const headers = hops.length === 1 ? { location: 'https://media.acme.invalid/file' } : {};
      return Promise.resolve({ status: hops.length === 1 ? 302 : 200, headers, text: '' });
    };
    const { findRoute } = createOutbound({ proxy: { https: 'http://127.0.0.1:1', noProxy }, allowedHosts });
    const url = new URL('https://wiki.acme.invalid');
    const first = { method: 'GET', url, headers: {}, data: undefined, signal: AbortSignal.timeout(5000) } as const;
    return { hops, done: createRedirecting(script, url, { Authorization: 'Basic x' }, findRoute)(first) };
  };

  it('is left for a listed host, which the proxy looks up, without credentials', async () => {
    const { done, hops } = follow(['media.acme.invalid']);
    await done;
    expect(hops[1]?.url.href).toBe('https://media.acme.invalid/file');
    expect(hops[1]?.headers).toEqual({});
    expect(hops[1]?.lookup).toBeUndefined();
  });

  it('is not left for another, and the operator learns from the hint and the log what to list', async () => {
    const { done, hops } = follow(['other.acme.invalid']);
    const error = await caught(done);
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.hint).toContain('OUTBOUND_ALLOWED_HOSTS');
    expect(error.message + error.hint).not.toContain('media.acme');
    expect((error.cause as Error).message).toContain('media.acme.invalid');
    expect(hops).toHaveLength(1);
  });

  it('is left with a look-up of our own where NO_PROXY names the host', async () => {
    const { done } = follow([], 'acme.invalid');
    await expect(done).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

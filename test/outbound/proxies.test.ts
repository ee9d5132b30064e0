import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createOutbound, type Outbound, type OutboundOptions } from '../../src/outbound/index.js';
import { getThrough as get } from './get-through.js';
import { startConnectProxy, type ConnectProxy } from '../support/connect-proxy.js';
import { createPrivateAuthority } from '../support/private-authority.js';
import { startPrivateSite, type PrivateSite } from '../support/private-site.js';

const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
const withCredentials = (url: string): string => url.replace('://', '://me:p%40ss@');

let site: PrivateSite;
let proxy: ConnectProxy;
let plainPort: number;
const plain = http.createServer((request, response) => response.end(`plain ${request.headers.host}${request.url}`));
const outbounds: Outbound[] = [];

const open = (proxySettings: OutboundOptions['proxy'], options: OutboundOptions = {}): Outbound => {
  const outbound = createOutbound({ caFile: site.caFile, proxy: proxySettings, ...options });
  outbounds.push(outbound);
  return outbound;
};

beforeAll(async () => {
  site = await startPrivateSite((_request, response) => void response.end('secure'), ['wiki.acme.com']);
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  plainPort = (plain.address() as AddressInfo).port;
  proxy = await startConnectProxy({ ports: { 443: site.port, 80: plainPort } });
});
afterEach(() => {
  for (const outbound of outbounds.splice(0)) outbound.close();
});
afterAll(async () => {
  await proxy.close();
  plain.close();
  plain.closeAllConnections();
  site.close();
});

describe('through a proxy', () => {
  it('https is tunnelled by name, with the credentials of the proxy, by exchanges and fetch alike', async () => {
    const outbound = open({ https: withCredentials(proxy.url) });
    const before = proxy.authorities.length;
    expect((await get(outbound, 'https://wiki.acme.com/x')).text).toBe('secure');
    expect(await (await outbound.fetch('https://wiki.acme.com/x')).text()).toBe('secure');
    expect(proxy.authorities.slice(before)).toEqual(['wiki.acme.com:443', 'wiki.acme.com:443']);
    expect(proxy.credentials.slice(-2)).toEqual([basic, basic]);
  });

  it('one tunnel serves one request after another', async () => {
    const outbound = open({ https: proxy.url });
    const before = proxy.authorities.length;
    for (const path of ['1', '2']) {
      await get(outbound, `https://wiki.acme.com/${path}`);
      await nextTurn();
    }
    expect(proxy.authorities).toHaveLength(before + 1);
  });

  it('plain http is asked for by its absolute URL, by exchanges and fetch alike', async () => {
    const outbound = open({ http: withCredentials(proxy.url) });
    const before = proxy.forwarded.length;
    expect((await get(outbound, 'http://wiki.acme.com/x?y=1')).text).toContain('plain wiki.acme.com');
    expect(await (await outbound.fetch('http://wiki.acme.com/x?y=1')).text()).toContain('plain wiki.acme.com');
    const url = 'http://wiki.acme.com/x?y=1';
    expect(proxy.forwarded.slice(before)).toEqual([url, url]);
    expect(proxy.credentials.slice(-2)).toEqual([basic, basic]);
  });

  it('a proxy that is itself spoken to over TLS must be trusted too', async () => {
    const authority = createPrivateAuthority('proxy authority');
    const stranger = await startConnectProxy({ tls: authority.issue('127.0.0.1'), ports: { 443: site.port } });
    await expect(get(open({ https: stranger.url }), 'https://wiki.acme.com')).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|ISSUER|VERIFY/),
    });
    await stranger.close();
  });

  it('a proxy over TLS takes both kinds of requests', async () => {
    const both = await startConnectProxyOfSite();
    const outbound = open({ https: both.url, http: both.url }, { caFile: both.caFile });
    expect((await get(outbound, 'http://wiki.acme.com/x')).text).toContain('plain wiki.acme.com');
    expect(await (await outbound.fetch('http://wiki.acme.com/x')).text()).toContain('plain wiki.acme.com');
    await expect(get(outbound, 'https://wiki.acme.com/x')).rejects.toThrow();
    expect(both.authorities).toEqual(['wiki.acme.com:80', 'wiki.acme.com:80', 'wiki.acme.com:443']);
    await both.close();
  });

  it.each([403, 407, 502])("a refusal with %d is a failure, never the target's answer", async (status) => {
    const refusing = await startConnectProxy();
    refusing.refuseWith(status);
    const outbound = open({ https: withCredentials(refusing.url) });
    const failure = await get(outbound, 'https://wiki.acme.com').catch((error: unknown) => error);
    const cause = { message: `The proxy answered ${status} to CONNECT.` };
    expect(failure).toMatchObject({ name: 'ExchangeFailed', code: 'PROXY_FAILED', cause });
    expect(inspect(failure)).not.toMatch(/p@ss|p%40ss|never/);
    const fetchFailure = await outbound.fetch('https://wiki.acme.com').catch((error: unknown) => error);
    expect(fetchFailure).toBeInstanceOf(Error);
    expect(inspect(fetchFailure)).not.toMatch(/p@ss|p%40ss/);
    await refusing.close();
  });

  it('a proxy that nobody listens on is a failure to connect', async () => {
    await expect(get(open({ https: 'http://127.0.0.1:1' }), 'https://wiki.acme.com')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('a proxy that hangs up is a failure at once, of exchanges and fetch alike', async () => {
    let connections = 0;
    const rude = net.createServer((socket) => {
      connections += 1;
      // A socket that nobody reads from does not see that the other side has gone, and stays open for good.
      socket
        .on('error', () => undefined)
        .resume()
        .end();
    });
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(rude.address() as AddressInfo).port}`;
    const outbound = open({ https: url, http: url });
    for (const target of ['https://wiki.acme.com', 'http://wiki.acme.com']) {
      await expect(get(outbound, target)).rejects.toThrow();
      await expect(outbound.fetch(target, { signal: AbortSignal.timeout(5_000) })).rejects.toThrow('fetch failed');
    }
    // The guard of undici's pools may try a connection once more; nothing goes on.
    expect(connections).toBeLessThanOrEqual(8);
    rude.close();
  });

  it('a redirect that a fetch follows is judged anew', async () => {
    const leading = await startPrivateSite((_request, response) => {
      response.writeHead(302, { location: 'https://wiki.acme.com/' }).end();
    });
    const outbound = open({ https: proxy.url, noProxy: '127.0.0.1' }, { caFile: leading.caFile });
    const before = proxy.authorities.length;
    await expect(outbound.fetch(leading.origin)).rejects.toThrow('fetch failed');
    expect(proxy.authorities.slice(before)).toEqual(['wiki.acme.com:443']);
    leading.close();
  });
});

/** A proxy over TLS whose authority is known by a bundle of its own. */
async function startConnectProxyOfSite(): Promise<ConnectProxy & { caFile: string }> {
  const known = await startPrivateSite(() => undefined);
  const tls = known.issue('127.0.0.1');
  const both = await startConnectProxy({ tls, ports: { 80: plainPort, 443: site.port } });
  const close = async (): Promise<void> => {
    await both.close();
    known.close();
  };
  return { ...both, caFile: known.caFile, close };
}

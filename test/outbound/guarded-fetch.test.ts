import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import net, { type AddressInfo } from 'node:net';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { createOutbound, pinnedLookup, type Outbound, type OutboundOptions } from '../../src/outbound/index.js';
import { createTrust } from '../../src/outbound/trust.js';

let connects = 0;
const countConnect = (): void => void (connects += 1);
const listener = net.createServer((socket) => socket.destroy()).on('connection', countConnect);
let port: number;
const outbounds: Outbound[] = [];

const open = (options: OutboundOptions = {}): Outbound => {
  const outbound = createOutbound(options);
  outbounds.push(outbound);
  return outbound;
};
const resolvingTo =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: net.isIP(address) })));

/** On port 443, where a guarded fetch would go, if this machine lets us; the attempts are counted in any case. */
async function listen(): Promise<number> {
  for (const wanted of [443, 0]) {
    const done = await new Promise<boolean>((resolve) => {
      listener.once('error', () => resolve(false));
      listener.listen(wanted, '127.0.0.1', () => resolve(true));
    });
    if (done) break;
  }
  return (listener.address() as AddressInfo).port;
}

beforeAll(async () => {
  port = await listen();
  subscribe('undici:client:beforeConnect', countConnect);
});
beforeEach(() => void (connects = 0));
afterEach(() => {
  for (const outbound of outbounds.splice(0)) outbound.close();
});
afterAll(() => {
  unsubscribe('undici:client:beforeConnect', countConnect);
  listener.close();
});

describe('a guarded fetch opens no connection', () => {
  it.each([
    'http://client.acme.com/x.json',
    'https://client.acme.com',
    'https://client.acme.com/',
    'https://client.acme.com/?x=y',
    'https://client.acme.com/x.json#part',
    'https://me:secret@client.acme.com/x.json',
    'https://client.acme.com:8443/x.json',
    'https://127.0.0.1:PORT/x.json',
    'https://localhost:PORT/x.json',
    'https://127.0.0.1/x.json',
    'https://[::1]/x.json',
    'https://[::ffff:127.0.0.1]/x.json',
    'https://[::ffff:169.254.169.254]/x.json',
    'https://[64:ff9b::a9fe:a9fe]/x.json',
    'https://[2606:4700::1111]/x.json',
    'https://8.8.8.8/x.json',
    'https://2130706433/x.json',
    'https://0x7f.1/x.json',
    'https://localhost/x.json',
    'https://localhost./x.json',
    'https://a.localhost/x.json',
    'https://metadata.google.internal/x.json',
    'https://metadata/x.json',
    'https://printer.local/x.json',
    'https://router.lan/x.json',
    'https://1.0.0.127.in-addr.arpa/x.json',
    'file:///etc/passwd',
    'not a url',
  ])('for %s', async (url) => {
    const { guardedFetch } = open({ resolve: resolvingTo('127.0.0.1') });
    await expect(guardedFetch(url.replace('PORT', String(port)))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(connects).toBe(0);
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:169.254.169.254'],
    ['64:ff9b::a9fe:a9fe'],
    ['::ffff:0:7f00:1'],
    ['2002:7f00:1::'],
    ['2001:0:7f00:1::'],
    ['2606:4700::5efe:127.0.0.1'],
    ['169.254.169.254'],
    ['10.0.0.1'],
    ['0.0.0.0'],
    ['fd00::1'],
    ['8.8.8.8', '127.0.0.1'],
  ])('[O16] for a public name that leads to %s', async (...addresses) => {
    const { guardedFetch } = open({ resolve: resolvingTo(...addresses) });
    const failure = guardedFetch('https://rebind.acme.com/x.json');
    await expect(failure).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(failure).rejects.not.toThrow(addresses[0]);
    expect(connects).toBe(0);
  });

  it('through a proxy, where nobody can judge what the name leads to', async () => {
    const { guardedFetch } = open({ proxy: { https: `http://127.0.0.1:${port}` }, allowedHosts: ['other.acme.com'] });
    const failure = guardedFetch('https://client.acme.com/x.json');
    await expect(failure).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(failure).rejects.toThrow('OUTBOUND_ALLOWED_HOSTS');
    expect(connects).toBe(0);
  });

  it('for a name that does not exist', async () => {
    const { guardedFetch } = open({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(guardedFetch('https://client.acme.com/x.json')).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    expect(connects).toBe(0);
  });

  it('when the look-up takes too long', async () => {
    const { guardedFetch } = open({ resolve: () => new Promise(() => undefined), guard: { timeoutMs: 20 } });
    await expect(guardedFetch('https://client.acme.com/x.json')).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(connects).toBe(0);
  });

  it('when the caller has given up before', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(open().guardedFetch('https://client.acme.com/x.json', { signal })).rejects.toThrow('gone');
    expect(connects).toBe(0);
  });
});

describe('a guarded fetch without a proxy', () => {
  it('connects to the address that was judged, whatever the name would lead to', async () => {
    const lookup = await pinnedLookup('x', () => true, resolvingTo('127.77.1.9'));
    if (lookup === undefined) throw new Error('the look-up was refused');
    const guardedFetch = createGuardedFetch({
      trust: createTrust(),
      findRoute: () => Promise.resolve({ kind: 'pinned', lookup }),
      fetchByProxy: fetch,
    });
    const failure = await guardedFetch('https://client.acme.com/x.json').catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      cause: { cause: { code: 'ECONNREFUSED', address: '127.77.1.9', port: 443 } },
    });
    expect(connects).toBe(1);
  });
});

import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { getGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOutbound } from '../../../../src/outbound/index.js';
import {
  authorize,
  authorizeUrl,
  openConsent,
  redeem,
  redirectUri,
  refresh,
  startRealm,
  type Client,
  type Realm,
  type Tokens,
} from '../fixtures/realm.js';
import { Visitor, type Visit } from '../../../support/visitor.js';

// The provider looks for Node's own dispatcher, which the test runner's global object lacks.
Object.assign(globalThis, { [Symbol.for('undici.globalDispatcher.1')]: getGlobalDispatcher() });

const toText = (url: string | URL | Request): string => (url instanceof Request ? url.url : url.toString());

const clientOf = (id: string): Client => ({ id, redirectUri, verifier: 'v'.repeat(43) });

async function ask(realm: Realm, id: string): Promise<Visit> {
  const visitor = new Visitor();
  return visitor.follow(await visitor.get(authorizeUrl(realm, clientOf(id)), { Accept: 'application/json' }));
}

describe("a client's metadata document", () => {
  let realm: Realm;
  let serve: RequestListener;
  const host = createServer((req, res) => serve(req, res));
  const fetched: string[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    // What a public name would lead to, here.
    const guardedFetch: typeof fetch = (url, init) => {
      fetched.push(toText(url));
      return fetch(`http://127.0.0.1:${port}${new URL(toText(url)).pathname}`, init);
    };
    realm = await startRealm({ changes: { guardedFetch } });
  });
  afterAll(async () => {
    await realm.close();
    host.close();
  });

  const document = (id: string, more: object = {}): RequestListener => {
    const text = JSON.stringify({ client_id: id, client_name: 'Documented', redirect_uris: [redirectUri], ...more });
    return (_req, res) => res.writeHead(200, { 'Content-Type': 'application/json' }).end(text);
  };

  it('is registration enough, for a login and its renewal', async () => {
    const client = clientOf('https://client.example/good.json');
    serve = document(client.id);
    const { page } = await openConsent(realm, client);
    expect(page.text).toContain('Documented');
    expect(page.text).toContain('client.example');
    const code = (await authorize(realm, client)).searchParams.get('code') ?? '';
    const tokens = (await (await redeem(realm, client, code)).json()) as Tokens;
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(200);
    expect(fetched.filter((url) => url === client.id)).toHaveLength(1);
  });

  it('takes a native client on any port', async () => {
    const client = clientOf('https://client.example/port.json');
    serve = document(client.id, { redirect_uris: ['http://localhost/callback', 'https://evil.example/x'] });
    const { page } = await openConsent(realm, client, { redirect_uri: 'http://localhost:3000/callback' });
    expect(page.status).toBe(200);
    const refused = await openConsent(realm, client, { redirect_uri: 'https://evil.example/x' });
    expect(refused.page.status).toBe(400);
  });

  it.each<[string, RequestListener]>([
    ['another client_id', document('https://client.example/other.json')],
    ['a secret', document('https://client.example/a-secret.json', { client_secret: 's' })],
    [
      'a shared secret as its proof',
      document('https://client.example/x', { token_endpoint_auth_method: 'client_secret_post' }),
    ],
    [
      'no allowed redirect',
      document('https://client.example/no-allowed-redirect.json', { redirect_uris: ['https://evil.example/'] }),
    ],
    ['HTML', (_req, res) => res.end('<html>')],
    ['a list', (_req, res) => res.end('[]')],
    ['a redirect', (_req, res) => res.writeHead(302, { Location: '/elsewhere' }).end()],
    ['an error', (_req, res) => res.writeHead(500).end()],
    ['a megabyte', (_req, res) => res.end(' '.repeat(1_000_000))],
  ])('[O17] is refused when it is or holds %s', async (what, listener) => {
    serve = listener;
    const answer = await ask(realm, `https://client.example/${what.replaceAll(' ', '-')}.json`);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toHaveProperty(
      'error',
      expect.stringMatching(/^invalid_(client|client_metadata|redirect_uri)$/),
    );
  });

  it('[O17] is given up when it comes too slowly', async () => {
    serve = (_req, res) => void res.writeHead(200).write('{');
    const begun = performance.now();
    expect((await ask(realm, 'https://client.example/slow.json')).status).toBe(400);
    expect(performance.now() - begun).toBeLessThan(3500);
  });

  it('[O5] is fetched ten times a minute for one address at the most', async () => {
    const limited = await startRealm({
      changes: { guardedFetch: (url) => (fetched.push(toText(url)), Promise.reject(new Error('no'))) },
    });
    const before = fetched.length;
    for (let n = 0; n < 14; n++) await ask(limited, `https://client.example/many-${n}.json`);
    expect(fetched.length - before).toBe(10);
    await limited.close();
  });
});

describe('an address that a stranger gives as its client_id', () => {
  let realm: Realm;
  let connections = 0;
  const inside = createTcpServer((socket) => {
    connections++;
    socket.destroy();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { guardedFetch } = createOutbound({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    realm = await startRealm({ changes: { guardedFetch } });
  });
  afterAll(async () => {
    await realm.close();
    inside.close();
  });

  it.each([
    'http://client.example/x.json',
    'https://client.example',
    'https://client.example/',
    'https://client.example/x.json#part',
    'https://user@client.example/x.json',
    'https://client.example/../x.json',
    'https://client.example:PORT/x.json',
    'https://127.0.0.1:PORT/x.json',
    'https://127.0.0.1/x.json',
    'https://2130706433/x.json',
    'https://0x7f.1/x.json',
    'https://[::1]/x.json',
    'https://[::ffff:169.254.169.254]/x.json',
    'https://[64:ff9b::a9fe:a9fe]/x.json',
    'https://metadata.google.internal/x.json',
    'https://localhost/x.json',
    'https://rebinding.example.com/x.json',
  ])('[O16] leads nowhere: %s', async (template) => {
    const id = template.replace('PORT', String((inside.address() as AddressInfo).port));
    const answer = await ask(realm, id);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_client' });
    expect(connections).toBe(0);
  });
});

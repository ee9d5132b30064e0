import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { customFetch, discovery } from 'openid-client';
import { createRemoteKeySource } from '../../src/auth/key-source.js';
import { applicationDefaultIdToken } from '../../src/client/index.js';
import { createApiClient } from '../../src/api/client/create-api-client.js';
import { createTransport } from '../../src/confluence/transport/create-transport.js';
import { createOutbound, type Outbound, type OutboundOptions } from '../../src/outbound/index.js';
import { callFirst, load } from '../api/api-server.js';
import { createMemoryLog } from '../http/memory-log.js';
import { read } from '../confluence/upstream.js';
import { startConnectProxy, type ConnectProxy } from '../support/connect-proxy.js';
import { createTestKey } from '../support/keys.js';
import { startPrivateSite, type PrivateSite } from '../support/private-site.js';

// google-auth-library loads slowly and tries a failed token request again.
jest.setTimeout(30_000);

const key = createTestKey('k1');
const redirectUri = 'https://client.acme.com/callback';
const tokenHost = 'oauth2.googleapis.com';

const answer: RequestListener = ({ url = '', headers }, response) => {
  const bodies: Record<string, unknown> = {
    '/wiki/api/v2/pages/7': { ok: true },
    '/keys': { keys: [key.jwk] },
    '/.well-known/openid-configuration': {
      issuer: `https://${headers.host}`,
      jwks_uri: `https://${headers.host}/keys`,
    },
    '/token': { id_token: 'minted', access_token: 'a', expires_in: 60 },
    '/sector': [redirectUri],
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(bodies[url]));
};

/** Each of the libraries that reach the network, asking the site for what it asks a real one. */
const consumers: Record<string, (outbound: Outbound, origin: string) => Promise<unknown>> = {
  'axios, for Confluence': (agents, origin) => {
    const credentials = { kind: 'none' } as const;
    const log = createMemoryLog([]);
    const limits = { timeoutMs: 5_000, maxConcurrency: 2, userAgent: 'test/1' };
    const transport = createTransport({ root: `${origin}/wiki`, agents, credentials, log, ...limits });
    return transport.forCall({})({ ...read, once: true });
  },
  'axios, for other APIs': async (agents, origin) => {
    const tool = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/keys' };
    const { apis } = await load({
      apis: { keys: { base_url: origin, credentials: 'none', tools: { get_keys: tool } } },
    });
    const options = { agents, log: createMemoryLog([]), userAgent: 'test/1' };
    return Promise.all(apis.map((api) => callFirst(createApiClient(api, options))));
  },
  'jose, for key sets': ({ fetch }, origin) =>
    createRemoteKeySource(`${origin}/keys`, fetch)({ alg: 'RS256', kid: 'k1' }, { payload: '', signature: '' }),
  'openid-client, for discovery': ({ fetch }, origin) =>
    discovery(new URL(origin), 'client', undefined, undefined, {
      [customFetch]: (url, init) => fetch(url, init as RequestInit),
    }),
  'google-auth-library, for its tokens': ({ fetch }, origin) =>
    // The library knows its token endpoint by heart; the site stands in for it.
    applicationDefaultIdToken('https://svc.example', {
      fetch: (input, init) =>
        fetch(String(input instanceof Request ? input.url : input).replace(`https://${tokenHost}`, origin), init),
    }),
  'oidc-provider, for what clients name': async ({ fetch }, origin) => {
    // It says at length that a provider needs more than a fetch.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const provider = new Provider('http://127.0.0.1:1', {
      fetch,
      subjectTypes: ['pairwise'],
      pairwiseIdentifier: () => 'x',
      clients: [
        {
          client_id: 'c',
          client_secret: 's',
          redirect_uris: [redirectUri],
          subject_type: 'pairwise',
          sector_identifier_uri: `${origin}/sector`,
        },
      ],
    });
    if ((await provider.Client.find('c')) === undefined) throw new Error('the client was not found');
  },
};

let site: PrivateSite;
let proxy: ConnectProxy;
const outbounds: Outbound[] = [];
const credentialsFile = join(tmpdir(), `service-account-${process.pid}.json`);
const savedCredentials = process.env['GOOGLE_APPLICATION_CREDENTIALS'];

const open = (options: OutboundOptions): Outbound => {
  const outbound = createOutbound(options);
  outbounds.push(outbound);
  return outbound;
};

beforeAll(async () => {
  site = await startPrivateSite(answer, [tokenHost]);
  proxy = await startConnectProxy({ ports: { 443: site.port } });
  const account = { type: 'service_account', client_email: 'bot@acme.iam.gserviceaccount.com' };
  writeFileSync(credentialsFile, JSON.stringify({ ...account, private_key: key.privateKeyPem }));
  process.env['GOOGLE_APPLICATION_CREDENTIALS'] = credentialsFile;
});
afterEach(() => {
  for (const outbound of outbounds.splice(0)) outbound.close();
});
afterAll(async () => {
  if (savedCredentials === undefined) delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
  else process.env['GOOGLE_APPLICATION_CREDENTIALS'] = savedCredentials;
  rmSync(credentialsFile);
  await proxy.close();
  site.close();
});

describe.each(Object.entries(consumers))('%s', (_name, ask) => {
  it('trusts a private authority by the CA bundle, and not without it', async () => {
    const before = site.requests.length;
    await expect(ask(open({}), site.origin)).rejects.toThrow();
    expect(site.requests).toHaveLength(before);
    await ask(open({ caFile: site.caFile }), site.origin);
    expect(site.requests.length).toBeGreaterThan(before);
  });

  it('goes through the proxy, and not where NO_PROXY names the host', async () => {
    const authority = new URL(site.origin).host;
    const before = proxy.authorities.length;
    await ask(open({ caFile: site.caFile, proxy: { https: proxy.url } }), site.origin);
    expect(proxy.authorities.slice(before)).toEqual([authority]);
    await ask(open({ caFile: site.caFile, proxy: { https: proxy.url, noProxy: '127.0.0.1' } }), site.origin);
    expect(proxy.authorities).toHaveLength(before + 1);
  });

  it('trusts nobody more because of a proxy', async () => {
    const before = site.requests.length;
    await expect(ask(open({ proxy: { https: proxy.url } }), site.origin)).rejects.toThrow();
    expect(site.requests).toHaveLength(before);
  });
});

describe('a Google ID token', () => {
  it("is minted at Google's own token endpoint through the proxy", async () => {
    const { fetch } = open({ caFile: site.caFile, proxy: { https: proxy.url } });
    expect(await applicationDefaultIdToken('https://svc.example', { fetch })).toBe('minted');
    expect(proxy.authorities.at(-1)).toBe(`${tokenHost}:443`);
  });
});

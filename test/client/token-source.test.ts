import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationDefaultIdToken, bearerToken, googleIdToken, noToken } from '../../src/client/index.js';
import { createTestKey } from '../support/keys.js';

/** An unsigned token: the source reads its expiry, it does not verify it. */
function tokenExpiringAt(seconds: number, extra = ''): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ exp: seconds, extra })}.signature`;
}

describe('bearerToken and noToken', () => {
  it('sends the token as a bearer, or nothing at all', async () => {
    expect(await bearerToken('abc').headers()).toEqual({ authorization: 'Bearer abc' });
    expect(await noToken().headers()).toEqual({});
  });
});

describe('googleIdToken', () => {
  it('sends the same token in both headers, since Cloud Run strips the signature of one', async () => {
    const token = tokenExpiringAt(3600);
    const source = googleIdToken({ audience: 'https://a', fetchIdToken: () => Promise.resolve(token), now: () => 0 });
    const bearer = `Bearer ${token}`;
    expect(await source.headers()).toEqual({ authorization: bearer, 'x-serverless-authorization': bearer });
  });

  it.each([
    ['Could not load the default credentials. Browse to x', /has no Application Default Credentials/],
    ['Cannot fetch ID token in this environment, use GCE or set x', /belong to a person, and cannot give ID tokens/],
    ['invalid_grant\nmore lines', /Could not get a Google ID token: invalid_grant. Check/],
  ])('says why none could be had: %j', async (message, reason) => {
    const source = googleIdToken({ audience: 'https://a', fetchIdToken: () => Promise.reject(new Error(message)) });
    await expect(source.headers()).rejects.toThrow(reason);
  });

  // The library's own warning came before our sentence, and spoke of promises that were rejected.
  it('says nothing of what the library warns of where there is no metadata server', async () => {
    const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    Object.assign(process.env, {
      ...{ HOME: tmpdir(), METADATA_SERVER_DETECTION: 'ping-only' },
      GCE_METADATA_HOST: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const warned: string[] = [];
    const note = (warning: Error) => warned.push(warning.name);
    process.on('warning', note);
    try {
      await expect(applicationDefaultIdToken('https://a')).rejects.toThrow(/Could not get a Google ID token/);
      await new Promise(setImmediate);
      expect(warned).toEqual([]);
    } finally {
      process.off('warning', note);
      delete process.env.GCE_METADATA_HOST;
      delete process.env.METADATA_SERVER_DETECTION;
      server.close();
    }
  });

  it('mints a new token five minutes before the old one expires, and not earlier', async () => {
    let minted = 0;
    let now = 0;
    const fetchIdToken = (): Promise<string> => Promise.resolve(tokenExpiringAt(3600 * ++minted));
    const source = googleIdToken({ audience: 'https://a', fetchIdToken, now: () => now });
    await source.headers();
    now = (3600 - 301) * 1000;
    await source.headers();
    expect(minted).toBe(1);
    now = (3600 - 299) * 1000;
    await source.headers();
    expect(minted).toBe(2);
  });

  it('mints once for requests that ask at the same time', async () => {
    let minted = 0;
    const fetchIdToken = async (): Promise<string> => {
      minted += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return tokenExpiringAt(9_999_999_999);
    };
    const source = googleIdToken({ audience: 'https://a', fetchIdToken });
    await Promise.all([source.headers(), source.headers(), source.headers()]);
    expect(minted).toBe(1);
  });

  it('tries again after a failure instead of remembering it', async () => {
    let tries = 0;
    const fetchIdToken = (): Promise<string> =>
      ++tries === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(tokenExpiringAt(9_999_999_999));
    const source = googleIdToken({ audience: 'https://a', fetchIdToken });
    await expect(source.headers()).rejects.toThrow('no network');
    await expect(source.headers()).resolves.toHaveProperty('authorization');
  });

  it("asks Google's token endpoint through the fetch that it is given", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'google-'));
    const file = join(folder, 'account.json');
    const { privateKeyPem: pem } = createTestKey('account');
    writeFileSync(file, JSON.stringify({ type: 'service_account', client_email: 'bot@acme.com', private_key: pem }));
    const saved = process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = file;
    const asked: string[] = [];
    const token = tokenExpiringAt(9_999_999_999);
    const source = googleIdToken({
      audience: 'https://a',
      fetch: (input) => {
        asked.push(input instanceof Request ? input.url : String(input));
        return Promise.resolve(Response.json({ id_token: token }));
      },
    });
    expect(await source.headers()).toHaveProperty('authorization', `Bearer ${token}`);
    expect(asked).toEqual(['https://oauth2.googleapis.com/token']);
    if (saved === undefined) delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    else process.env['GOOGLE_APPLICATION_CREDENTIALS'] = saved;
    rmSync(folder, { recursive: true });
  });

  it('refuses a token without an expiry, which could never be renewed in time', async () => {
    const noExpiry = `x.${Buffer.from('{}').toString('base64url')}.y`;
    const source = googleIdToken({ audience: 'https://a', fetchIdToken: () => Promise.resolve(noExpiry) });
    await expect(source.headers()).rejects.toThrow('no expiry');
  });
});

describe('applicationDefaultIdToken', () => {
  let metadata: Server;
  const asked: string[] = [];
  const names = ['GCE_METADATA_HOST', 'METADATA_SERVER_DETECTION', 'GOOGLE_APPLICATION_CREDENTIALS', 'HOME'] as const;
  const saved = names.map((name) => [name, process.env[name]] as const);

  beforeEach(async () => {
    metadata = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('Metadata-Flavor', 'Google');
      response.end(request.url?.includes('/identity') ? tokenExpiringAt(9_999_999_999, 'metadata') : 'project');
    });
    await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
    process.env['GCE_METADATA_HOST'] = `127.0.0.1:${(metadata.address() as AddressInfo).port}`;
    process.env['METADATA_SERVER_DETECTION'] = 'assume-present';
    delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    process.env['HOME'] = '/nonexistent';
  });

  afterEach(async () => {
    for (const [name, value] of saved) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    metadata.closeAllConnections();
    await new Promise((resolve) => metadata.close(resolve));
  });

  /** A fetch that stands in for Google, and remembers where it was asked. */
  function google(answers: Record<string, object>) {
    const seen: string[] = [];
    const fetch = (input: string | URL | Request) => {
      const url = input instanceof Request ? input.url : String(input);
      seen.push(url);
      const found = Object.entries(answers).find(([part]) => url.includes(part))?.[1] ?? {};
      return Promise.resolve(Response.json(found));
    };
    return { seen, fetch };
  }
  const credentialsFile = (content: object): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'key-')), 'key.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const idToken = tokenExpiringAt(9_999_999_999, 'google');

  it('trades the key of a named file for a token', async () => {
    const key = { type: 'service_account', client_email: 'a@b.iam.gserviceaccount.com' };
    const { privateKeyPem: private_key } = createTestKey('account');
    const { fetch, seen } = google({ '/token': { id_token: idToken } });
    const keyFile = credentialsFile({ ...key, private_key });
    expect(await applicationDefaultIdToken('https://svc.example', { keyFile, fetch })).toBe(idToken);
    expect(seen.map((url) => new URL(url).pathname)).toEqual(['/token']);
  });

  it('asks for the token of the account that the credentials impersonate', async () => {
    const { fetch, seen } = google({
      generateIdToken: { token: idToken },
      '/token': { access_token: 'of-the-person', expires_in: 3600, token_type: 'Bearer' },
    });
    const keyFile = credentialsFile({
      type: 'impersonated_service_account',
      service_account_impersonation_url:
        'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/agent@acme.iam.gserviceaccount.com:generateAccessToken',
      source_credentials: { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' },
    });
    expect(await applicationDefaultIdToken('https://svc.example', { keyFile, fetch })).toBe(idToken);
    expect(seen.at(-1)).toContain('agent@acme.iam.gserviceaccount.com:generateIdToken');
  });

  it('says why when the named file is not there', async () => {
    await expect(applicationDefaultIdToken('https://svc.example', { keyFile: '/nowhere.json' })).rejects.toThrow(
      /^Could not get a Google ID token: GOOGLE_APPLICATION_CREDENTIALS names \/nowhere\.json, which cannot be read\.$/,
    );
  });

  it('asks the metadata server for a token of exactly this audience', async () => {
    const token = await applicationDefaultIdToken('https://svc.example');
    expect(token).toBe(tokenExpiringAt(9_999_999_999, 'metadata'));
    expect(asked.find((url) => url.includes('/identity'))).toContain(`audience=${encodeURI('https://svc.example')}`);
  });
});

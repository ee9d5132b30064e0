import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  askForTokens,
  authorize,
  createClient,
  openConsent,
  register,
  startRealm,
  type Realm,
} from '../fixtures/realm.js';

let realm: Realm;
beforeAll(async () => {
  realm = await startRealm();
});
afterAll(() => realm.close());

describe('registration', () => {
  it('takes a client that says only where it listens, as a native one', async () => {
    const response = await register(realm, { redirect_uris: ['http://localhost:1234/callback'] });
    expect(response.status).toBe(201);
    const client = await response.json();
    expect(client).toMatchObject({
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    expect(client).not.toHaveProperty('client_secret');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://evil.example/cb',
    'https://evil.example/cb',
  ])('[O3] refuses a client that listens at %s alone', async (uri) => {
    const response = await register(realm, { redirect_uris: [uri] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_redirect_uri' });
  });

  // Neither the URI nor the setting was named, so nobody could tell what to allow.
  it('names the URI and the setting, in the answer and in the log', async () => {
    const uri = 'https://flows.example/rest/oauth2-credential/callback';
    const response = await register(realm, { redirect_uris: [uri] });
    const { error_description: text } = (await response.json()) as { error_description: string };
    expect(text).toContain(uri);
    expect(text).toContain('OAUTH_ALLOWED_REDIRECT_URIS');
    expect(realm.logged).toContainEqual(
      expect.objectContaining({ event: 'redirect_uri_refused', redirect_uris: [uri], allowed: 0 }),
    );
  });

  it.each(['https://evil.example/"\\\n', `https://evil.example/${'x'.repeat(5000)}`])(
    'says what a stranger wrote in harmless characters and at a readable length (case %#)',
    async (uri) => {
      const response = await register(realm, { redirect_uris: [uri] });
      const { error_description: text } = (await response.json()) as { error_description: string };
      expect(text).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,400}$/);
    },
  );

  it('drops what is not allowed and keeps the rest', async () => {
    const response = await register(realm, { redirect_uris: ['https://evil.example/', 'https://app.example/cb'] });
    expect(await response.json()).toMatchObject({ redirect_uris: ['https://app.example/cb'], application_type: 'web' });
  });

  it.each([
    [[]],
    [undefined],
    ['http://127.0.0.1/'],
    [[7]],
    [Array.from({ length: 1000 }, (_, n) => `http://127.0.0.1:${n + 1}/`)],
  ])('[O5] refuses a list of redirect URIs that is none, or too long (case %#)', async (redirect_uris) => {
    const response = await register(realm, { redirect_uris });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_redirect_uri' });
  });

  // An object out of JSON can say that its toString is a text, and cannot be made one.
  it.each([
    { redirect_uris: [{ toString: 'x' }] },
    { redirect_uris: [[{ toString: null, valueOf: 1 }]] },
    { redirect_uris: [{ valueOf: 1 }] },
    { redirect_uris: ['http://127.0.0.1/'], grant_types: [{ toString: 1 }] },
    { redirect_uris: ['http://127.0.0.1/'], response_types: [{ toString: 1 }] },
    { redirect_uris: ['http://127.0.0.1/'], client_name: { toString: 1 } },
    { redirect_uris: ['http://127.0.0.1/'], id_token_signed_response_alg: { toString: 1 } },
  ])('[O5] refuses an object where a text belongs (case %#)', async (metadata) => {
    const response = await register(realm, metadata);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/),
    });
  });

  it('leaves out what it does not offer instead of refusing the client', async () => {
    const response = await register(realm, {
      scope: 'openid confluence:read email offline_access',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code', 'token'],
      jwks_uri: 'http://169.254.169.254/',
    });
    expect(response.status).toBe(201);
    const registered = (await response.json()) as object;
    expect(registered).toMatchObject({
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    });
    // Consents limit what a client gets; a registration would limit it for ever.
    expect(registered).not.toHaveProperty('scope');
  });

  it('[O5] refuses what is no registration', async () => {
    const send = (body: string) =>
      fetch(`${realm.baseUrl}/register`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    for (const body of ['[]', 'null', '{', '"x"']) expect((await send(body)).status).toBe(400);
    const large = await send(JSON.stringify({ redirect_uris: ['x'.repeat(1_000_000)] }));
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ error_description: expect.stringContaining('too large') });
  });

  it('lets pages of any origin register, without credentials', async () => {
    const preflight = await fetch(`${realm.baseUrl}/register`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://inspector.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('knows a client with a secret by its secret', async () => {
    const response = await register(realm, { token_endpoint_auth_method: 'client_secret_post' });
    const { client_id, client_secret } = (await response.json()) as Record<string, string>;
    const ask = (secret?: string) =>
      askForTokens(realm, { grant_type: 'refresh_token', refresh_token: 'x', client_id, client_secret: secret });
    expect((await ask()).status).toBe(401);
    expect((await ask('wrong')).status).toBe(401);
    expect(await (await ask(client_secret)).json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('clients that are forgotten', () => {
  it('[O6] are told so in the word that makes them register again', async () => {
    const response = await askForTokens(realm, {
      grant_type: 'refresh_token',
      refresh_token: 'x',
      client_id: 'unknown',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('[O5] are those that nobody used within a day', async () => {
    const [unused, used] = [await createClient(realm), await createClient(realm)];
    const code = (await authorize(realm, used)).searchParams.get('code') ?? '';
    const { redeem } = await import('../fixtures/realm.js');
    expect((await redeem(realm, used, code)).status).toBe(200);
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'queueMicrotask'],
      now: Date.now() + 25 * 3_600_000,
    });
    expect((await openConsent(realm, unused)).page.status).toBe(400);
    expect((await openConsent(realm, used)).page.status).toBe(200);
    jest.useRealTimers();
  });
});

describe('a flood of registrations', () => {
  it('[O5] is stopped, and told when to come back', async () => {
    const flooded = await startRealm({ perMinute: 100 });
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let n = 0; n < 22; n++) {
      last = await register(flooded);
      statuses.push(last.status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last?.json()).toMatchObject({ error: 'temporarily_unavailable' });
    await flooded.close();
  });
});

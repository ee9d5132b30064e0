import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRealm, type Realm } from '../fixtures/realm.js';

let realm: Realm;
beforeAll(async () => {
  realm = await startRealm();
});
afterAll(() => realm.close());

const places = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];

/** An exchange as it stands on the wire: clients of node refuse to send some of these. */
function raw(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(realm.baseUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
}

describe("the authorization server's metadata", () => {
  it.each(places)('says at %s what there is, and no more', async (place) => {
    const response = await fetch(realm.baseUrl + place);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await response.json()).toEqual({
      issuer: realm.baseUrl,
      authorization_endpoint: `${realm.baseUrl}/authorize`,
      token_endpoint: `${realm.baseUrl}/token`,
      registration_endpoint: `${realm.baseUrl}/register`,
      revocation_endpoint: `${realm.baseUrl}/revoke`,
      jwks_uri: `${realm.baseUrl}/jwks`,
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      id_token_signing_alg_values_supported: ['ES256'],
      response_modes_supported: ['query'],
      response_types_supported: ['code'],
      scopes_supported: ['confluence:read', 'confluence:write', 'confluence:delete'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
      revocation_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    });
  });

  it.each([
    ['a Host header', ['Host: evil.example']],
    ['X-Forwarded-Host', ['Host: x', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https']],
    ['Forwarded', ['Host: x', 'Forwarded: host=evil.example;proto=https']],
    ['X-Forwarded-Prefix', ['Host: x', 'X-Forwarded-Prefix: /evil.example']],
  ])('[O18] does not believe %s', async (_what, headers) => {
    for (const place of places) {
      const answer = await raw([`GET ${place} HTTP/1.1`, ...headers, 'Connection: close']);
      expect(answer).toContain(`"token_endpoint":"${realm.baseUrl}/token"`);
      expect(answer).not.toContain('evil.example');
    }
  });

  it('[O18] does not believe a request that names the whole address', async () => {
    const answer = await raw([
      `GET http://evil.example${places[0]} HTTP/1.1`,
      'Host: evil.example',
      'Connection: close',
    ]);
    expect(answer).toContain(`"token_endpoint":"${realm.baseUrl}/token"`);
    expect(answer).not.toContain('evil.example');
  });

  it('publishes public keys alone', async () => {
    const { keys } = (await (await fetch(`${realm.baseUrl}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig' });
      expect(key).not.toHaveProperty('d');
    }
  });
});

describe("the resource's metadata", () => {
  it.each([
    ['/.well-known/oauth-protected-resource/mcp-server/mcp', ''],
    ['/.well-known/oauth-protected-resource/mcp-server/mcp/', '/'],
    ['/.well-known/oauth-protected-resource', ''],
  ])('[O19] names at %s the form that was asked for, and this server', async (place, slash) => {
    const response = await fetch(realm.baseUrl + place);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toMatchObject({
      resource: realm.mcpUrl + slash,
      authorization_servers: [realm.baseUrl],
      scopes_supported: ['confluence:read', 'confluence:write', 'confluence:delete'],
    });
  });

  it.each(['', '/'])('is where a request without a token is sent (slash: "%s")', async (slash) => {
    const response = await fetch(realm.mcpUrl + slash, { method: 'POST' });
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain(
      `resource_metadata="${realm.baseUrl}/.well-known/oauth-protected-resource/mcp-server/mcp${slash}"`,
    );
    expect(challenge).toContain('scope="confluence:read"');
    expect(challenge).not.toContain('offline_access');
  });
});

describe('the paths', () => {
  it.each([
    '/authorize/a/b',
    '/oauth',
    '/oauth/other',
    '/oauth/interaction',
    '/userinfo',
    '/request',
    '/session/end',
    '/me',
  ])('do not hold %s', async (path) => {
    const response = await fetch(realm.baseUrl + path, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toHaveProperty('request_id');
  });

  it.each(['/token', '/revoke', '/register'])('answer another method than POST at %s in OAuth terms', async (path) => {
    const response = await fetch(realm.baseUrl + path);
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('are logged by their pattern, never with what was sent', async () => {
    await fetch(`${realm.baseUrl}/oauth/callback?code=top-secret&state=s`);
    expect(JSON.stringify(realm.logged)).not.toContain('top-secret');
    expect(realm.logged.at(-1)).toMatchObject({ event: 'http_request', route: '/oauth/callback' });
  });
});

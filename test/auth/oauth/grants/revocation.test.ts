import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT, importJWK } from 'jose';
import { createSigningKeys } from '../../../../src/auth/oauth/provider/signing-keys.js';
import { createKeyring, createMemoryStore, type StateStore } from '../../../../src/state/index.js';
import {
  callMcp,
  createClient,
  logIn,
  refresh,
  secret,
  startRealm,
  type Client,
  type Realm,
} from '../fixtures/realm.js';

let realm: Realm;
let client: Client;
beforeAll(async () => {
  realm = await startRealm();
  client = await createClient(realm);
});
afterAll(() => realm.close());

function revoke(clientId: string, token: string): Promise<Response> {
  return fetch(`${realm.baseUrl}/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: clientId }),
  });
}

describe('revoking', () => {
  it('[J27] ends the grant: the next request is challenged, and the upstream tokens are gone', async () => {
    const tokens = await logIn(realm, client);
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
    expect((await revoke(client.id, tokens.refresh_token)).status).toBe(200);
    const refused = await callMcp(realm, tokens.access_token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(400);
    expect(realm.credentials.at(-1)).toMatch(/^drop /);
  });

  it('[J27] is seen by one look into the store for each request, and nothing is written for it', async () => {
    const asked: string[] = [];
    const store = createMemoryStore();
    const own = await startRealm({
      store: new Proxy(store, {
        get(target, name: keyof StateStore) {
          asked.push(name);
          return Reflect.get(target, name) as unknown;
        },
      }),
    });
    const someone = await createClient(own);
    const tokens = await logIn(own, someone);
    for (let n = 0; n < 2; n++) {
      asked.length = 0;
      expect((await callMcp(own, tokens.access_token)).status).toBe(200);
      expect(asked).toEqual(['get']);
    }
    await own.close();
  });

  it("is not for another client's token", async () => {
    const tokens = await logIn(realm, client);
    const other = await createClient(realm);
    expect((await revoke(other.id, tokens.refresh_token)).status).toBe(200);
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
  });

  it('says nothing about tokens that are not known', async () => {
    expect((await revoke(client.id, 'unknown')).status).toBe(200);
  });

  it('can be done from within, when the upstream has forgotten the person', async () => {
    const tokens = await logIn(realm, client);
    await realm.server.revokeGrant(String(decodeJwt(tokens.access_token)['grant_id']));
    expect((await callMcp(realm, tokens.access_token)).status).toBe(401);
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(400);
  });
});

describe('what is no access token of ours', () => {
  async function forge(typ: string, changes: object = {}): Promise<string> {
    const tokens = await logIn(realm, client);
    const [key] = (await createSigningKeys(createKeyring([secret]))).privateKeys;
    if (key === undefined) throw new Error('no key');
    return new SignJWT({ ...decodeJwt(tokens.access_token), ...changes })
      .setProtectedHeader({ alg: 'ES256', typ, kid: key.kid })
      .sign(await importJWK(key, 'ES256'));
  }

  it('[J16] is refused although our key signed it', async () => {
    expect((await callMcp(realm, await forge('at+jwt'))).status).toBe(200);
    expect((await callMcp(realm, await forge('JWT'))).status).toBe(401);
    expect((await callMcp(realm, await forge('at+jwt', { aud: `${realm.mcpUrl}/` }))).status).toBe(401);
    expect((await callMcp(realm, await forge('at+jwt', { aud: [realm.mcpUrl, 'x'] }))).status).toBe(401);
    expect((await callMcp(realm, await forge('at+jwt', { grant_id: undefined }))).status).toBe(401);
    expect((await callMcp(realm, await forge('at+jwt', { grant_id: 'unknown' }))).status).toBe(401);
    expect((await callMcp(realm, await forge('at+jwt', { scope: ['confluence:delete'] }))).status).toBe(401);
  });

  it('[J28] is refused when the upstream made it', async () => {
    const foreign = await forge('at+jwt', { iss: realm.upstream.issuer });
    expect((await callMcp(realm, foreign)).status).toBe(401);
    expect((await callMcp(realm, 'an-opaque-upstream-token')).status).toBe(401);
  });
});

describe('what a person may do', () => {
  it('is worked out anew at every request and every refresh', async () => {
    let allowed: 'confluence:read' | 'confluence:delete' | undefined = 'confluence:delete';
    const { expandScopes } = await import('../../../../src/auth/index.js');
    const grantFor = () => ({
      scopes: expandScopes(allowed ? [allowed] : []),
      tools: new Set(['t']),
      spaces: new Set(['ENG']),
    });
    const changing = await startRealm({ changes: { grants: { grantFor } } });
    const ours = await createClient(changing);
    const tokens = await logIn(changing, ours, { scope: 'confluence:delete' });
    const seen = () => changing.server.verifier.verify(tokens.access_token);
    expect(await seen()).toMatchObject({
      tools: new Set(['t']),
      spaces: new Set(['ENG']),
      subject: 'u-ada',
      mode: 'oauth',
    });
    expect((await seen()).scopes.size).toBe(3);
    allowed = 'confluence:read';
    expect([...(await seen()).scopes]).toEqual(['confluence:read']);
    expect([...((await seen()).grantable ?? [])]).toEqual(['confluence:read']);
    const refreshed = await refresh(changing, ours, tokens.refresh_token);
    expect(await refreshed.json()).toMatchObject({ scope: 'confluence:read' });
    await changing.close();
  });

  it('is nothing any more once they are off the list', async () => {
    const { createMemoryStore } = await import('../../../../src/state/index.js');
    const store = createMemoryStore();
    const open = await startRealm({ store });
    const tokens = await logIn(open, await createClient(open));
    const changes = { allowedEmails: [], allowedDomains: ['other.example'], baseUrl: open.baseUrl };
    const closed = await startRealm({ store, changes });
    await expect(closed.server.verifier.verify(tokens.access_token)).rejects.toMatchObject({ reason: 'not_allowed' });
    await open.close();
    await closed.close();
  });
});

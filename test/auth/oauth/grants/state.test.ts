import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../../../src/errors.js';
import { createMemoryStore, type StateStore } from '../../../../src/state/index.js';
import {
  authorizeUrl,
  callMcp,
  createClient,
  logIn,
  openConsent,
  redeem,
  authorize,
  refresh,
  register,
  startRealm,
  type Realm,
} from '../fixtures/realm.js';
import { Visitor } from '../../../support/visitor.js';

const realms: Realm[] = [];
afterEach(async () => {
  for (const realm of realms.splice(0)) await realm.close();
});

async function start(...given: Parameters<typeof startRealm>): Promise<Realm> {
  const realm = await startRealm(...given);
  realms.push(realm);
  return realm;
}

/** A store that can be taken away and given back; it remembers every text that it was handed. */
function createSwitchedStore() {
  const inner = createMemoryStore();
  const written: string[] = [];
  const control = { away: false, written };
  const store = new Proxy(inner, {
    get(target, name: keyof StateStore) {
      return (...given: never[]) => {
        if (control.away) return Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'The state store is away.'));
        written.push(...given.filter((value) => typeof value === 'string'));
        return (target[name] as (...args: never[]) => unknown)(...given);
      };
    },
  });
  return { store, control };
}

describe('while the state store is away', () => {
  it('every endpoint answers 503 in OAuth terms, and all is well again afterwards', async () => {
    const { store, control } = createSwitchedStore();
    const realm = await start({ store });
    const client = await createClient(realm);
    const tokens = await logIn(realm, client);
    const { visitor, page } = await openConsent(realm, client);
    const code = (await authorize(realm, client)).searchParams.get('code') ?? '';

    control.away = true;
    const json = { Accept: 'application/json' };
    for (const response of [
      await register(realm),
      await redeem(realm, client, code),
      await refresh(realm, client, tokens.refresh_token),
      await fetch(`${realm.baseUrl}/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: client.id, token: 'x' }),
      }),
      await fetch(authorizeUrl(realm, client), { headers: json }),
      await fetch(page.url, { headers: { ...json, Cookie: cookiesFor(visitor, realm, page.url) } }),
    ]) {
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        error: 'temporarily_unavailable',
        error_description: expect.any(String),
      });
    }
    const shown = await new Visitor().get(authorizeUrl(realm, client));
    expect(shown.status).toBe(503);
    expect(shown.text).toContain('Not available at the moment');
    const answered = await callMcp(realm, tokens.access_token);
    expect(answered.status).toBe(503);
    expect(answered.headers.get('www-authenticate')).toBeNull();
    expect((await fetch(`${realm.baseUrl}/.well-known/oauth-authorization-server`)).status).toBe(200);

    control.away = false;
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
    expect((await redeem(realm, client, code)).status).toBe(200);
    expect((await refresh(realm, client, tokens.refresh_token)).status).toBe(200);
    expect((await visitor.get(page.url)).status).toBe(200);
  });
});

function cookiesFor(visitor: Visitor, realm: Realm, url: string): string {
  const { pathname } = new URL(url);
  const jar = visitor.jar.get(new URL(realm.baseUrl).host) ?? [];
  return jar
    .filter(({ path }) => pathname.startsWith(path))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

describe('what the store is given', () => {
  it('[O22] holds no token, code, secret or person that could be read', async () => {
    const { store, control } = createSwitchedStore();
    const realm = await start({ store });
    const response = await register(realm, { token_endpoint_auth_method: 'client_secret_post' });
    const { client_secret: secret } = (await response.json()) as { client_secret: string };
    const client = await createClient(realm);
    const code = (await authorize(realm, client)).searchParams.get('code') ?? '';
    const tokens = (await (await redeem(realm, client, code)).json()) as {
      access_token: string;
      refresh_token: string;
    };
    const all = control.written.join('\n');
    expect(control.written.length).toBeGreaterThan(10);
    for (const text of [
      secret,
      code,
      tokens.refresh_token,
      tokens.access_token,
      'ada@example.com',
      'u-ada',
      client.id,
    ]) {
      expect(all.toLowerCase()).not.toContain(text.toLowerCase());
    }
  });

  it('[O22] is worth nothing with another key', async () => {
    const store = createMemoryStore();
    const first = await start({ store });
    const client = await createClient(first);
    const tokens = await logIn(first, client);
    const second = await start({ store, secrets: [new Uint8Array(32).fill(9)], changes: { baseUrl: first.baseUrl } });
    expect((await refresh(second, client, tokens.refresh_token)).status).toBe(401);
    await expect(second.server.verifier.verify(tokens.access_token)).rejects.toMatchObject({ reason: 'unknown_key' });
  });

  it('survives a new key put before the old one, and another replica', async () => {
    const store = createMemoryStore();
    const first = await start({ store });
    const client = await createClient(first);
    const tokens = await logIn(first, client);
    const { secret } = await import('../fixtures/realm.js');
    const second = await start({
      store,
      secrets: [new Uint8Array(32).fill(9), secret],
      changes: { baseUrl: first.baseUrl },
    });
    expect(await second.server.verifier.verify(tokens.access_token)).toMatchObject({ subject: 'u-ada' });
    const renewed = await refresh(second, client, tokens.refresh_token, { resource: first.mcpUrl });
    const { access_token: newer } = (await renewed.json()) as { access_token: string };
    expect(await second.server.verifier.verify(newer)).toMatchObject({ subject: 'u-ada' });
    await expect(first.server.verifier.verify(newer)).rejects.toMatchObject({ reason: 'unknown_key' });
    await first.server.revokeGrant((await second.server.verifier.verify(newer)).grantId ?? '');
    await expect(second.server.verifier.verify(newer)).rejects.toMatchObject({ reason: 'grant_revoked' });
  });
});

describe('the console', () => {
  it('stays silent: everything goes to our log', async () => {
    const { runProbe } = await import('../fixtures/console-probe.js');
    expect(await runProbe()).toEqual({ stdout: '', stderr: '' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as first from '@modelcontextprotocol/sdk/client/auth.js';
import * as second from '@modelcontextprotocol/client';
import { approve, callMcp, logInUpstream, redirectUri, startRealm, type Realm } from '../fixtures/realm.js';
import { OauthMemory } from '../../../support/oauth-memory.js';
import { Visitor } from '../../../support/visitor.js';

let realm: Realm;
beforeAll(async () => {
  realm = await startRealm();
});
afterAll(() => realm.close());

/** The person's half: from the URL that the client opened to the one that it gets back. */
async function walk(url: URL): Promise<URLSearchParams> {
  const visitor = new Visitor();
  const page = await visitor.follow(await visitor.get(url.href));
  const callback = await logInUpstream(realm, visitor, await approve(visitor, page));
  const end = await visitor.follow(await visitor.get(callback), (next) => next.startsWith(redirectUri));
  return new URL(end.headers.get('location') ?? '').searchParams;
}

describe.each<[string, { auth: (provider: never, options: never) => Promise<string> }]>([
  ['1.x', first],
  ['2.x', second],
])('the MCP SDK %s', (_version, { auth }) => {
  it.each(['', '/'])('finds its way in and renews its token (slash: "%s")', async (slash) => {
    const memory = new OauthMemory(redirectUri);
    const serverUrl = realm.mcpUrl + slash;
    const begin = { serverUrl, scope: 'confluence:read' };
    expect(await auth(memory as never, begin as never)).toBe('REDIRECT');
    expect(memory.client).toBeDefined();
    const answer = await walk(memory.url ?? new URL('about:blank'));
    const finish = { serverUrl, authorizationCode: answer.get('code'), iss: answer.get('iss') };
    expect(await auth(memory as never, finish as never)).toBe('AUTHORIZED');
    const token = memory.saved?.access_token ?? '';
    expect((await callMcp(realm, token)).status).toBe(200);
    expect(await auth(memory as never, { serverUrl } as never)).toBe('AUTHORIZED');
    expect(memory.saved?.access_token).not.toBe(token);
    expect((await callMcp(realm, memory.saved?.access_token ?? '')).status).toBe(200);
  });

  it('registers again when its registration is forgotten', async () => {
    const memory = new OauthMemory(redirectUri);
    // Both are stamped as the newer client does it.
    const issuer = realm.baseUrl;
    memory.saveClientInformation({ client_id: 'forgotten', issuer });
    memory.saveTokens({ access_token: 'old', token_type: 'Bearer', refresh_token: 'old', issuer });
    expect(await auth(memory as never, { serverUrl: realm.mcpUrl } as never)).toBe('REDIRECT');
    expect(memory.clientInformation()?.client_id).not.toBe('forgotten');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as first from '@modelcontextprotocol/sdk/client/auth.js';
import * as second from '@modelcontextprotocol/client';
import { approve, callMcp, logInUpstream, redirectUri, startRealm, type Realm } from './fixtures/realm.js';
import { Visitor } from './fixtures/visitor.js';

let realm: Realm;
beforeAll(async () => {
  realm = await startRealm();
});
afterAll(() => realm.close());

/** What an application remembers between the two halves of a login. */
class Memory {
  client: { client_id: string } | undefined;
  saved: { access_token: string; token_type: string; refresh_token?: string } | undefined;
  verifier = '';
  discovery: unknown;
  url: URL | undefined;
  readonly redirectUrl = redirectUri;
  readonly clientMetadata = { client_name: 'SDK client', redirect_uris: [redirectUri] };

  state = (): string => 'sdk-state';
  clientInformation = () => this.client;
  saveClientInformation = (client: { client_id: string; issuer?: string }): void => void (this.client = client);
  tokens = () => this.saved;
  saveTokens = (tokens: { access_token: string; token_type: string; refresh_token?: string; issuer?: string }): void =>
    void (this.saved = tokens);
  redirectToAuthorization = (url: URL): void => void (this.url = url);
  saveCodeVerifier = (verifier: string): void => void (this.verifier = verifier);
  codeVerifier = (): string => this.verifier;
  saveDiscoveryState = (state: unknown): void => void (this.discovery = state);
  discoveryState = () => this.discovery;
  invalidateCredentials = (what: string): void => {
    if (what === 'all' || what === 'client') this.client = undefined;
    if (what === 'all' || what === 'tokens') this.saved = undefined;
  };
}

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
    const memory = new Memory();
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
    const memory = new Memory();
    // Both are stamped as the newer client does it.
    const issuer = realm.baseUrl;
    memory.saveClientInformation({ client_id: 'forgotten', issuer });
    memory.saveTokens({ access_token: 'old', token_type: 'Bearer', refresh_token: 'old', issuer });
    expect(await auth(memory as never, { serverUrl: realm.mcpUrl } as never)).toBe('REDIRECT');
    expect(memory.clientInformation()?.client_id).not.toBe('forgotten');
  });
});

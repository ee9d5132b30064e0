import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createOidcUpstream, type OidcUpstreamOptions } from '../../../../src/auth/oauth/upstream/oidc-upstream.js';
import {
  UpstreamGrantDeadError,
  UpstreamLoginError,
  type Upstream,
  type UpstreamIdentity,
} from '../../../../src/auth/oauth/upstream/upstream.js';
import { IdentityProvider } from './identity-provider.js';

const redirectUri = 'https://mcp.example/auth/callback';

let provider: IdentityProvider;
beforeEach(async () => {
  provider = await new IdentityProvider().start();
});
afterEach(() => provider.stop());

const open = (options: Partial<OidcUpstreamOptions> = {}): Upstream =>
  createOidcUpstream({
    configUrl: `${provider.issuer}/.well-known/openid-configuration`,
    clientId: 'client',
    fetch,
    ...options,
  });

const kim = { sub: 'u1', email: 'Kim@Acme.Example', email_verified: true, name: 'Kim' };

/** A whole login; the claims get the right nonce unless they bring one. */
async function logIn(upstream: Upstream, claims: Record<string, unknown> = kim): Promise<UpstreamIdentity> {
  const { url, transaction } = await upstream.begin(redirectUri);
  provider.claims = { nonce: new URL(url).searchParams.get('nonce'), ...claims };
  return upstream.finish(`http://internal:8080/auth/callback?code=c1&state=${transaction.state}`, transaction);
}

describe('a login at an OpenID provider', () => {
  it('goes there with PKCE, state and nonce, as a public client without a secret', async () => {
    const upstream = open();
    expect(upstream.displayName).toBe(new URL(provider.issuer).host);
    expect(await upstream.authorizationOrigin()).toBe(provider.issuer);
    const { url, transaction } = await upstream.begin(redirectUri);
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(query).toEqual({
      client_id: 'client',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(transaction.codeVerifier).digest('base64url'),
    });
    provider.claims = { ...kim, nonce: transaction.nonce };
    await upstream.finish(`${redirectUri}?code=c1&state=${transaction.state}`, transaction);
    expect(Object.fromEntries(provider.forms[0] ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'client',
      code: 'c1',
      code_verifier: transaction.codeVerifier,
      redirect_uri: redirectUri,
    });
  });

  it('shows its secret as a confidential client', async () => {
    await logIn(open({ clientSecret: 'hush', name: 'Acme' }));
    expect(provider.forms[0]?.get('client_secret')).toBe('hush');
  });

  it('names the person by a verified e-mail, and keeps the tokens', async () => {
    const identity = await logIn(open());
    expect(identity).toEqual({
      issuer: provider.issuer,
      subject: 'u1',
      name: 'kim@acme.example',
      verifiedEmail: 'kim@acme.example',
      organizationId: null,
      tokens: {
        accessToken: 'access-1',
        refreshToken: 'refresh-1',
        scopes: ['openid', 'email', 'profile'],
        expiresAtMs: expect.any(Number),
      },
    });
    expect(provider.paths).toContain('/jwks');
    expect(provider.paths).not.toContain('/userinfo');
  });

  it.each([[false], ['true'], [1], [undefined]])('trusts no e-mail whose email_verified is %p', async (verified) => {
    const identity = await logIn(open(), { ...kim, email_verified: verified });
    expect([identity.verifiedEmail, identity.name]).toEqual([undefined, 'Kim']);
  });

  it('asks the UserInfo endpoint for an e-mail that is not in the ID token, and believes it about the same person alone', async () => {
    provider.userinfo = { sub: 'u1', email: 'kim@acme.example', email_verified: true, org_id: 'acme' };
    const identity = await logIn(open(), { sub: 'u1' });
    expect([identity.verifiedEmail, identity.organizationId]).toEqual(['kim@acme.example', 'acme']);
    provider.userinfo = { sub: 'u2', email: 'boss@acme.example', email_verified: true };
    await expect(logIn(open(), { sub: 'u1' })).rejects.toThrow(UpstreamLoginError);
    provider.metadata = { userinfo_endpoint: undefined };
    const unknown = await logIn(open(), { sub: 'u1', preferred_username: 'kim' });
    expect([unknown.verifiedEmail, unknown.name]).toEqual([undefined, 'kim']);
  });

  it.each([
    [{ organization_id: 'a', org_id: 'b', hd: 'c' }, 'a'],
    [{ org_id: 'b', hd: 'c' }, 'b'],
    [{ hd: 'acme.example' }, 'acme.example'],
    [{ org_id: 7 }, null],
  ])('reads the organization of %j', async (claims, expected) => {
    expect((await logIn(open(), { ...kim, ...claims })).organizationId).toBe(expected);
  });

  it.each([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another client', { aud: 'other' }],
    ['of another login', { nonce: 'other' }],
    ['without a subject', { sub: undefined }],
  ])('is refused with an ID token %s', async (_what, claims) => {
    await expect(logIn(open(), { ...kim, ...claims })).rejects.toThrow(UpstreamLoginError);
  });

  it('is refused with an ID token that the provider did not sign', async () => {
    provider.forges = true;
    await expect(logIn(open())).rejects.toThrow(UpstreamLoginError);
  });

  it('asks for a login that can be renewed where the provider offers one, and without where this client may not', async () => {
    provider.metadata = { scopes_supported: ['openid', 'offline_access'] };
    const upstream = open();
    const { url, transaction } = await upstream.begin(redirectUri);
    const asked = (from: string): (string | null)[] =>
      ['scope', 'prompt', 'access_type'].map((name) => new URL(from).searchParams.get(name));
    expect(asked(url)).toEqual(['openid email profile offline_access', 'consent', null]);
    const refusal = `${redirectUri}?error=invalid_scope&state=${transaction.state}`;
    await expect(upstream.finish(refusal, transaction)).rejects.toThrow(UpstreamLoginError);
    expect(asked((await upstream.begin(redirectUri)).url)).toEqual(['openid email profile', null, null]);
    provider.metadata = { issuer: 'https://accounts.google.com' };
    expect(asked((await open().begin(redirectUri)).url)).toEqual(['openid email profile', 'consent', 'offline']);
  });

  it('discovers once for all who ask, and again after it failed', async () => {
    provider.isAway = true;
    const upstream = open();
    await expect(upstream.begin(redirectUri)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    provider.isAway = false;
    await Promise.all([upstream.begin(redirectUri), upstream.begin(redirectUri), upstream.authorizationOrigin()]);
    expect(provider.paths).toEqual(Array(2).fill('/.well-known/openid-configuration'));
    provider.isAway = true;
    await expect(logIn(upstream)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

describe("a refresh of an OpenID provider's tokens", () => {
  it('keeps the old refresh token and scopes where no new ones come', async () => {
    const upstream = open();
    const { tokens } = await logIn(upstream);
    provider.tokenAnswer = ({ refresh_token: _dropped, ...answer }) => ({ status: 200, body: answer });
    const fresh = await upstream.refresh(tokens);
    expect(fresh).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1', scopes: tokens.scopes });
    expect(provider.forms[1]?.get('refresh_token')).toBe('refresh-1');
  });

  it('knows a dead grant from a provider that is away or refuses this service', async () => {
    const upstream = open();
    const { tokens } = await logIn(upstream);
    const says = (status: number, error: string) => () => ({ status, body: { error } });
    provider.tokenAnswer = says(400, 'invalid_grant');
    await expect(upstream.refresh(tokens)).rejects.toThrow(UpstreamGrantDeadError);
    for (const answer of [says(401, 'invalid_client'), says(400, 'unauthorized_client'), says(500, 'invalid_grant')]) {
      provider.tokenAnswer = answer;
      await expect(upstream.refresh(tokens)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    }
    const { accessToken, expiresAtMs, scopes } = tokens;
    await expect(upstream.refresh({ accessToken, expiresAtMs, scopes })).rejects.toThrow(UpstreamGrantDeadError);
  });
});

describe('a login that is forgotten', () => {
  it('is revoked where the provider can do that, and never fails', async () => {
    const upstream = open();
    const { tokens } = await logIn(upstream);
    await upstream.revoke(tokens);
    expect([provider.paths.at(-1), provider.forms.at(-1)?.get('token')]).toEqual(['/revoke', 'refresh-1']);
    provider.isAway = true;
    await expect(upstream.revoke(tokens)).resolves.toBeUndefined();
    provider.isAway = false;
    provider.metadata = { revocation_endpoint: undefined };
    const [other, asked] = [open(), provider.forms.length];
    await other.revoke(tokens);
    expect(provider.forms.length).toBe(asked);
  });
});

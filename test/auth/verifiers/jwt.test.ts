import { describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../../src/auth/index.js';
import type { JwtOptions, Principal } from '../../../src/auth/index.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../../support/keys.js';

const key = createTestKey('key-1');
const good = { issuer: 'https://login.example', audience: 'https://mcp.example', publicKey: key.publicKeyPem };

async function principalOf(claims: Record<string, unknown>): Promise<Principal> {
  const authenticator = await createAuthenticator({ jwt: good, defaultScopes: ['confluence:read'] });
  const token = forgeJwt({
    key,
    claims: { iss: good.issuer, aud: good.audience, sub: 'ada', exp: secondsFromNow(600), ...claims },
  });
  return authenticator.authenticate({ authorization: [`Bearer ${token}`] });
}

async function scopesOf(claims: Record<string, unknown>): Promise<string[]> {
  return [...(await principalOf(claims)).scopes];
}

describe('the principal of a signed token', () => {
  it('is its issuer and subject', async () => {
    expect(await principalOf({ organization_id: 'acme', email: 'boss@corp.example' })).toEqual({
      id: 'jwt:https://login.example:ada',
      mode: 'jwt',
      issuer: 'https://login.example',
      subject: 'ada',
      name: 'ada',
      organizationId: 'acme',
      scopes: new Set(['confluence:read']),
      tools: new Set(),
      spaces: null,
      grantId: null,
      grantable: null,
      email: null,
      claimedEmail: null,
      keys: ['jwt:ada'],
    });
  });

  it.each([
    [{ organization_id: 'acme', org_id: 'other' }, 'acme'],
    [{ org_id: 'acme' }, 'acme'],
    [{ org_id: 42 }, null],
    [{ org_id: 'a\r\nX-Injected: 1' }, null],
    [{}, null],
  ])('takes the organization of %j', async (claims, organizationId) => {
    expect(await principalOf(claims)).toMatchObject({ organizationId });
  });
});

describe('the scopes of a signed token', () => {
  const write = ['confluence:read', 'confluence:write'];

  it.each([
    ['scope', { scope: 'openid confluence:write' }],
    ['scp as text', { scp: 'confluence:write offline_access' }],
    ['scp as a list', { scp: ['confluence:write'] }],
    ['permissions', { permissions: ['confluence:write', 42, null] }],
    ['several claims together', { scope: 'confluence:read', permissions: ['confluence:write'] }],
  ])('come from %s', async (_, claims) => {
    expect(await scopesOf(claims)).toEqual(write);
  });

  it('are the default ones when the token holds none of ours', async () => {
    for (const claims of [{}, { scope: '' }, { scope: 'openid email' }, { scope: 7, scp: {}, permissions: null }]) {
      expect(await scopesOf(claims)).toEqual(['confluence:read']);
    }
  });

  it('are no wider for words that only look like ours', async () => {
    const lookalikes = ['confluence:*', 'CONFLUENCE:DELETE', 'confluence:delete,confluence:write', '*', '__proto__'];
    expect(await scopesOf({ permissions: lookalikes })).toEqual(['confluence:read']);
  });

  it('do not come from tool names, which only listed tokens can grant', async () => {
    const { tools, scopes } = await principalOf({ permissions: ['confluence_delete_page'] });
    expect([...tools]).toEqual([]);
    expect([...scopes]).toEqual(['confluence:read']);
  });
});

describe('settings that are refused at the start', () => {
  it.each<[string, Partial<JwtOptions>, string]>([
    ['no issuer', { issuer: '' }, 'an issuer and an audience'],
    ['no audience', { audience: '' }, 'an issuer and an audience'],
    ['no key', { publicKey: undefined }, 'a public key or a key set URL'],
    ['two sources of keys', { jwksUrl: 'https://login.example/certs' }, 'and not both'],
    ['a key set that is not a URL', { publicKey: undefined, jwksUrl: '/certs' }, 'not an http or https URL'],
    ['HS256', { algorithms: ['HS256'] }, '"HS256" is not an asymmetric one'],
    ['HS512 beside RS256', { algorithms: ['RS256', 'HS512'] }, '"HS512" is not'],
    ['none', { algorithms: ['none'] }, '"none" is not'],
    ['an unknown algorithm', { algorithms: ['RS1'] }, '"RS1" is not'],
    ['no algorithm', { algorithms: [] }, 'at least one algorithm'],
  ])('%s', async (_, changes, message) => {
    await expect(createAuthenticator({ jwt: { ...good, ...changes }, defaultScopes: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
  });
});

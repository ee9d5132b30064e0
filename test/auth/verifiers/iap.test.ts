import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../../src/auth/index.js';
import type { Authenticator } from '../../../src/auth/index.js';
import { startJwksServer } from '../../support/jwks-server.js';
import type { JwksServer } from '../../support/jwks-server.js';
import { createTestEcKey, createTestKey, forgeJwt, hmacWith, secondsFromNow } from '../../support/keys.js';
import type { TestKey } from '../../support/keys.js';

const audience = '/projects/123456789012/locations/europe-west1/services/confluence-mcp';
const key = createTestEcKey('iap-1');
const jwtKey = createTestKey('jwt-1');
let jwks: JwksServer;
let authenticator: Authenticator;

const claims = {
  iss: 'https://cloud.google.com/iap',
  aud: audience,
  sub: 'accounts.google.com:112233',
  email: 'Ada@Corp.example',
  hd: 'corp.example',
};

function assertion(changes: Record<string, unknown> = {}, signer: TestKey = key): string {
  const times = { iat: secondsFromNow(0), exp: secondsFromNow(600) };
  return forgeJwt({ key: signer, claims: { ...claims, ...times, ...changes } });
}

const bearer = forgeJwt({
  key: jwtKey,
  claims: { iss: 'https://login.example', aud: 'mcp', sub: 'eve', exp: secondsFromNow(600) },
});

function outcome(iapAssertion: string[], authorization: string[] = []): Promise<string> {
  return authenticator.authenticate({ authorization, iapAssertion }).then(
    ({ id }) => id,
    (error: { status: number; error?: string; reason: string }) =>
      `${error.status} ${error.error ?? '-'} ${error.reason}`,
  );
}

beforeAll(async () => {
  jwks = await startJwksServer(key);
  authenticator = await createAuthenticator({
    iap: { audience, jwksUrl: jwks.url },
    jwt: { issuer: 'https://login.example', audience: 'mcp', publicKey: jwtKey.publicKeyPem },
    grants: { 'iap:ada@corp.example': { scopes: ['confluence:write'], spaces: ['ENG'] } },
    defaultScopes: ['confluence:read'],
  });
});
afterAll(() => jwks.close());

describe('an assertion of the Identity-Aware Proxy', () => {
  it('names the caller, with the grants of the e-mail', async () => {
    const principal = await authenticator.authenticate({ authorization: [], iapAssertion: [assertion()] });
    expect(principal).toMatchObject({
      id: 'iap:https://cloud.google.com/iap:accounts.google.com:112233',
      mode: 'iap',
      name: 'ada@corp.example',
      organizationId: 'corp.example',
      scopes: new Set(['confluence:read', 'confluence:write']),
      spaces: new Set(['ENG']),
    });
  });

  it('may carry no e-mail, and then has the default scopes', async () => {
    const iapAssertion = [assertion({ email: undefined, hd: undefined })];
    expect(await authenticator.authenticate({ authorization: [], iapAssertion })).toMatchObject({
      name: 'accounts.google.com:112233',
      organizationId: null,
      scopes: new Set(['confluence:read']),
    });
  });

  it('gives the e-mail of another identity provider no grant of ours', async () => {
    const email = 'securetoken.google.com/project:ada@corp.example';
    const principal = await authenticator.authenticate({
      authorization: [],
      iapAssertion: [assertion({ email, hd: undefined, sub: 'securetoken.google.com/project:1' })],
    });
    expect([...principal.scopes]).toEqual(['confluence:read']);
  });

  it('alone decides: no other token helps without it, nor spoils it', async () => {
    expect(authenticator.modes).toEqual(['iap', 'jwt']);
    expect(await outcome([], [`Bearer ${bearer}`])).toBe('401 - no_assertion');
    expect(await outcome(['garbage'], [`Bearer ${bearer}`])).toBe('401 invalid_token malformed_token');
    expect(await outcome([assertion()], ['Basic x'])).toMatch(/^iap:/);
    expect(await outcome([])).toBe('401 - no_assertion');
  });

  it('[J19] comes once', async () => {
    expect(await outcome([assertion(), assertion()])).toBe('400 invalid_request several_identity_headers');
  });

  it.each([
    ['another audience', { aud: audience.replace('europe-west1', 'us-east1') }, 'wrong_audience'],
    ['a longer audience', { aud: `${audience}/` }, 'wrong_audience'],
    ['several audiences', { aud: [audience, 'other'] }, 'wrong_audience'],
    ['another issuer', { iss: 'https://cloud.google.com/iap/' }, 'invalid_claims'],
    ['an old expiry', { exp: secondsFromNow(-60) }, 'expired'],
    ['no expiry', { exp: undefined }, 'invalid_claims'],
    ['no subject', { sub: undefined }, 'invalid_claims'],
    ['a time to come', { iat: secondsFromNow(600) }, 'not_yet_valid'],
  ])('is refused with %s', async (_, changes, reason) => {
    expect(await outcome([assertion(changes)])).toBe(`401 invalid_token ${reason}`);
  });

  it('is refused with another key or algorithm', async () => {
    expect(await outcome([assertion({}, createTestEcKey('iap-1'))])).toBe('401 invalid_token bad_signature');
    expect(await outcome([assertion({}, createTestEcKey('iap-2'))])).toBe('401 invalid_token unknown_key');
    expect(await outcome([assertion({}, createTestKey('iap-1'))])).toBe('401 invalid_token algorithm_not_allowed');
    const symmetric = forgeJwt({ key, claims, header: { alg: 'HS256' }, signature: hmacWith(key.publicKeyPem) });
    expect(await outcome([symmetric])).toBe('401 invalid_token algorithm_not_allowed');
    const unsigned = forgeJwt({ key, claims, header: { alg: 'none' }, signature: () => '' });
    expect(await outcome([unsigned])).toBe('401 invalid_token algorithm_not_allowed');
  });

  it('of 200 KB is not looked at', async () => {
    expect(await outcome(['a'.repeat(200_000)])).toBe('401 invalid_token token_too_large');
  });
});

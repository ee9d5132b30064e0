import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator, type KeyFetch } from '../../src/auth/index.js';
import { createOidcUpstream } from '../../src/auth/oauth/upstream/oidc-upstream.js';
import { UpstreamLoginError } from '../../src/auth/oauth/upstream/upstream.js';
import { isAppError } from '../../src/errors.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../support/keys.js';
import { IdentityProvider } from './oauth/upstream/identity-provider.js';

type Json = Record<string, unknown>;
type Bend = (answer: Json) => unknown;

const bends = (key: string): [how: string, bend: Bend][] => [
  ['is left out', ({ [key]: _gone, ...rest }) => rest],
  ['is null', (answer) => ({ ...answer, [key]: null })],
];
const sweep = (keys: readonly string[]) => keys.flatMap((key) => bends(key).map(([how, bend]) => ({ key, how, bend })));

describe('a key set of Google that lacks something', () => {
  const key = createTestKey('google-1');
  const jwk = { ...key.jwk, alg: 'RS256', use: 'sig', kty: 'RSA', kid: 'google-1' } as Json;
  const aud = 'https://mcp-123.europe-west1.run.app';
  const claims = {
    iss: 'https://accounts.google.com',
    aud,
    sub: '1',
    email: 'ada@corp.example',
    email_verified: true,
    hd: 'corp.example',
  };

  async function outcome(body: string): Promise<string> {
    const fetch: KeyFetch = () => Promise.resolve(new Response(body));
    const authenticator = await createAuthenticator({
      google: { audiences: [aud], jwksUrl: 'https://keys.example/certs', allowedDomains: ['corp.example'] },
      ...{ defaultScopes: [], fetch },
    });
    const token = forgeJwt({ key, claims: { ...claims, iat: secondsFromNow(0), exp: secondsFromNow(600) } });
    return authenticator.authenticate({ authorization: [`Bearer ${token}`] }).then(
      ({ name }) => name,
      (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
    );
  }

  it.each(sweep(['kid', 'alg', 'use', 'kty', 'n', 'e']))(
    'lets in who it vouches for, or nobody: $key $how',
    async ({ key: name, how, bend }) => {
      const isOptional = name === 'use' || name === 'alg';
      const wanted = isOptional && how === 'is left out' ? /^ada@/ : /^(?:ada@|401 |503 keys_unavailable)/;
      expect(await outcome(JSON.stringify({ keys: [bend(jwk)] }))).toMatch(wanted);
    },
  );

  it.each(['', 'null', '{}', '{"keys":null}', '{"keys":[null]}', '{"keys":{}}', '[]', '<html>', '{"keys":[]}'])(
    'keeps everybody out, in words, when it is %j',
    async (body) => {
      expect(await outcome(body)).toMatch(/^(?:401 unknown_key|503 keys_unavailable)$/);
    },
  );
});

describe('a login with Google whose answers lack something', () => {
  let provider: IdentityProvider;
  beforeAll(async () => {
    provider = await new IdentityProvider().start();
  });
  afterAll(() => provider.stop());

  /** All that https://accounts.google.com/.well-known/openid-configuration lists. */
  const document = [
    ...['issuer', 'authorization_endpoint', 'device_authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'],
    ...['revocation_endpoint', 'jwks_uri', 'response_types_supported', 'response_modes_supported'],
    ...['subject_types_supported', 'id_token_signing_alg_values_supported', 'scopes_supported', 'claims_supported'],
    ...['token_endpoint_auth_methods_supported', 'code_challenge_methods_supported', 'grant_types_supported'],
  ];
  const answers: [path: string, keys: readonly string[]][] = [
    ['/.well-known/openid-configuration', document],
    ['/token', ['access_token', 'expires_in', 'id_token', 'scope', 'token_type', 'refresh_token']],
    ['/userinfo', ['sub', 'name', 'given_name', 'picture', 'email', 'email_verified', 'locale', 'hd']],
  ];
  const full: Record<string, Json> = {
    '/.well-known/openid-configuration': {
      ...{
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        subject_types_supported: ['public'],
      },
      ...{ scopes_supported: ['openid', 'email', 'profile'], claims_supported: ['sub'], grant_types_supported: ['x'] },
      ...{ token_endpoint_auth_methods_supported: ['client_secret_post'], code_challenge_methods_supported: ['S256'] },
      device_authorization_endpoint: 'https://google.example/device',
    },
    '/token': { scope: 'openid email' },
    '/userinfo': { ...{ sub: 'u1', name: 'Kim', email: 'kim@acme.example', email_verified: true }, hd: 'acme.example' },
  };
  const cases = answers.flatMap(([path, keys]) => sweep(keys).map((one) => ({ path, ...one })));

  it.each(cases)('works, or says what is wrong: $path, $key $how', async ({ path, bend }) => {
    const bent: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      const at = new URL(answer.url).pathname;
      const body = { ...((await answer.json()) as Json), ...full[at] };
      return Response.json(at === path ? bend(body) : body, { status: answer.status });
    };
    const upstream = createOidcUpstream({
      configUrl: `${provider.issuer}/.well-known/openid-configuration`,
      ...{ clientId: 'client', clientSecret: 'hush', name: 'Google', fetch: bent },
    });
    const logIn = async () => {
      await upstream.authorizationOrigin();
      const { url, transaction } = await upstream.begin('https://mcp.example/auth/callback');
      provider.claims = { sub: 'u1', nonce: new URL(url).searchParams.get('nonce') };
      const callback = `https://mcp.example/auth/callback?code=c1&state=${transaction.state}`;
      const person = await upstream.finish(callback, transaction);
      if (person.tokens.refreshToken !== undefined) await upstream.refresh(person.tokens);
      await upstream.revoke(person.tokens);
      return person;
    };
    const outcome = await logIn().catch((error: unknown) => error);
    if (!(outcome instanceof Error)) return expect(outcome).toMatchObject({ subject: 'u1' });
    expect(isAppError(outcome) || outcome instanceof UpstreamLoginError).toBe(true);
    expect(outcome.message).toMatch(/Google|does not belong to this login/);
    expect(outcome.message).not.toMatch(/undefined|Cannot read|locked|Invalid URL/);
  });
});

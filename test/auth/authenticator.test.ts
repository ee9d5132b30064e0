import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator, createDevIssuer, parseStaticTokens } from '../../src/auth/index.js';
import type { Authenticator, AuthOptions, DevIssuer } from '../../src/auth/index.js';
import { startJwksServer } from '../support/jwks-server.js';
import type { JwksServer } from '../support/jwks-server.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../support/keys.js';
import { patiently } from '../support/patiently.js';

const issuer = 'https://login.example';
const audience = 'https://mcp.example';
const opaqueToken = 'opaque-token-of-more-than-32-characters';
const googleKey = createTestKey('google-1');
const jwtKey = createTestKey('jwt-1');
let google: JwksServer;
let devIssuer: DevIssuer;
let all: AuthOptions;
let everything: Authenticator;

function jwt(signer = jwtKey, changes: Record<string, unknown> = {}): string {
  return forgeJwt({
    key: signer,
    claims: { iss: issuer, aud: audience, sub: 'ada', exp: secondsFromNow(600), ...changes },
  });
}

function googleToken(signer = googleKey): string {
  return jwt(signer, { iss: 'https://accounts.google.com', email: 'ada@corp.example', email_verified: true });
}

async function outcome(authorization: string[], of = everything): Promise<string> {
  return of.authenticate({ authorization }).then(
    ({ id }) => id,
    (error: { status: number; error?: string; reason: string }) =>
      `${error.status} ${error.error ?? '-'} ${error.reason}`,
  );
}

beforeAll(async () => {
  google = await startJwksServer(googleKey);
  devIssuer = await createDevIssuer({ baseUrl: 'http://localhost:8080' });
  all = {
    google: { audiences: [audience], allowedEmails: ['ada@corp.example'], jwksUrl: google.url },
    jwt: { issuer, audience, publicKey: jwtKey.publicKeyPem },
    dev: devIssuer,
    static: {
      tokens: parseStaticTokens({ [opaqueToken]: { user_id: 'bot', permissions: ['confluence:read'] } }),
      knownTools: [],
    },
    defaultScopes: ['confluence:read'],
  };
  everything = await createAuthenticator(all);
});
afterAll(() => google.close());

describe('the order of the modes', () => {
  it('is fixed', () => {
    expect(everything.modes).toEqual(['google-oidc', 'dev', 'jwt', 'static']);
  });

  it('sends each token to the mode of its issuer, and other tokens to the list', async () => {
    const { access_token: devToken } = await devIssuer.sign({ subject: 'dev' });
    expect(await outcome([`Bearer ${googleToken()}`])).toBe('google-oidc:https://accounts.google.com:ada');
    expect(await outcome([`Bearer ${devToken}`])).toBe('dev:http://localhost:8080/dev:dev');
    expect(await outcome([`Bearer ${jwt()}`])).toBe('jwt:https://login.example:ada');
    expect(await outcome([`Bearer ${opaqueToken}`])).toBe('static:static:bot');
  });

  it('makes the answer of the mode final: a key of one issuer is worth nothing for another', async () => {
    expect(await outcome([`Bearer ${googleToken(jwtKey)}`])).toBe('401 invalid_token unknown_key');
    expect(await outcome([`Bearer ${jwt(googleKey)}`])).toBe('401 invalid_token bad_signature');
    expect(await outcome([`Bearer ${jwt(jwtKey, { iss: devIssuer.issuer })}`])).toBe('401 invalid_token bad_signature');
  });

  it('refuses an issuer whose mode is off, although the key is known', async () => {
    const onlyJwt = await createAuthenticator({ jwt: all.jwt, defaultScopes: [] });
    expect(await outcome([`Bearer ${googleToken()}`], onlyJwt)).toBe('401 invalid_token unknown_issuer');
    expect(await outcome([`Bearer ${opaqueToken}`], onlyJwt)).toBe('401 invalid_token unknown_token');
  });

  it('[J25] never looks up a JWT in the list, even where the list is the only mode', async () => {
    const onlyStatic = await createAuthenticator({ static: all.static, defaultScopes: [] });
    expect(await outcome([`Bearer ${jwt()}`], onlyStatic)).toBe('401 invalid_token unknown_issuer');
  });
});

describe('a request', () => {
  it('[J1] without a token is a 401 that names no error', async () => {
    expect(await outcome([])).toBe('401 - no_token');
  });

  it('[J19] with two Authorization headers is a 400, whichever is good', async () => {
    const good = `Bearer ${jwt()}`;
    expect(await outcome([good, 'Bearer bad'])).toBe('400 invalid_request several_authorization_headers');
    expect(await outcome(['Bearer bad', good])).toBe('400 invalid_request several_authorization_headers');
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer ', 'Bearer a b', ''])('[J21] with %j is a 401', async (header) => {
    expect(await outcome([header])).toBe('401 invalid_token malformed_header');
  });

  it.each([
    ['two parts', (token: string) => token.slice(0, token.lastIndexOf('.'))],
    ['four parts', (token: string) => `${token}.x`],
    ['padding', (token: string) => `${token}==`],
  ])('[J17] with a JWT of %s is a 401', async (_, spoil) => {
    expect(await outcome([`Bearer ${spoil(jwt())}`])).toBe('401 invalid_token unknown_token');
  });

  it('[J18] with a token of 200 KB is a 401 in no time', async () => {
    await patiently(async () => {
      const startedMs = performance.now();
      expect(await outcome([`Bearer ${'a'.repeat(200_000)}`])).toBe('401 invalid_token token_too_large');
      expect(performance.now() - startedMs).toBeLessThan(50);
    });
  });

  it('gets a refusal that repeats nothing of its token', async () => {
    const { message } = (await everything
      .authenticate({ authorization: [`Bearer ${jwt(googleKey)}`] })
      .catch((error: unknown) => error)) as Error;
    for (const part of jwt(googleKey).split('.')) expect(message).not.toContain(part);
  });
});

describe('without authentication', () => {
  it('everybody is the anonymous principal, with or without a token', async () => {
    const open = await createAuthenticator({ none: true, defaultScopes: [] });
    expect(open.modes).toEqual(['none']);
    expect(await outcome([], open)).toBe('none:local:anonymous');
    expect(await outcome(['Bearer whatever'], open)).toBe('none:local:anonymous');
    expect(await outcome(['Bearer a', 'Bearer b'], open)).toBe('400 invalid_request several_authorization_headers');
  });

  it('no other mode may be on', async () => {
    await expect(createAuthenticator({ ...all, none: true })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('settings that cannot stand together', () => {
  it('are refused when no mode is on', async () => {
    await expect(createAuthenticator({ defaultScopes: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each(['https://accounts.google.com', 'accounts.google.com', 'http://localhost:8080/dev'])(
    'are refused when two modes have the issuer %s',
    async (shared) => {
      const options = { ...all, jwt: { issuer: shared, audience, publicKey: jwtKey.publicKeyPem } };
      await expect(createAuthenticator(options)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(`one issuer: ${shared}`),
      });
    },
  );
});

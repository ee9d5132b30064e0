import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AuthError, createAuthenticator, parseStaticTokens } from '../../src/auth/index.js';
import type { Authenticator } from '../../src/auth/index.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../support/keys.js';
import { upTo } from '../support/thorough.js';

const issuer = 'https://login.example';
const key = createTestKey('key-1');
let authenticator: Authenticator;

async function isRefused(authorization: string): Promise<void> {
  await authenticator.authenticate({ authorization: [authorization] }).then(
    () => {
      throw new Error('let in');
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(AuthError);
      expect((error as AuthError).status).toBe(401);
    },
  );
}

const segment = fc.oneof(
  fc.base64String().map((text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
  fc.json().map((text) => Buffer.from(text).toString('base64url')),
  fc.constant(Buffer.from('{"alg":"RS256"}').toString('base64url')),
  fc.constant(Buffer.from(`{"iss":"${issuer}"}`).toString('base64url')),
);

beforeAll(async () => {
  authenticator = await createAuthenticator({
    jwt: { issuer, audience: 'us', publicKey: key.publicKeyPem },
    static: {
      tokens: parseStaticTokens({ ['a-known-token-of-32-characters-or-more']: { user_id: 'a', permissions: [] } }),
      knownTools: [],
    },
    defaultScopes: [],
  });
});

describe('anything that nobody signed', () => {
  it('[J21] is a 401, whatever the header holds', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), isRefused));
    await fc.assert(fc.asyncProperty(fc.string(), (text) => isRefused(`Bearer ${text}`)));
  });

  it('[J17] is a 401, whatever has the form of a JWT', async () => {
    const jwt = fc.tuple(segment, segment, segment).map((parts) => `Bearer ${parts.join('.')}`);
    await fc.assert(fc.asyncProperty(jwt, isRefused), { numRuns: upTo(500) });
  });

  it('[J2][J7] is a 401, whatever parameters stand beside an unsigned claim to our issuer', async () => {
    const claims = { iss: issuer, aud: 'us', sub: 'a', exp: secondsFromNow(600) };
    const header = fc.dictionary(
      fc.constantFrom('alg', 'typ', 'kid', 'crit', 'b64', 'jwk', 'zip', 'cty'),
      fc.jsonValue(),
    );
    const forged = header.map((changes) => forgeJwt({ key, claims, header: changes, signature: () => 'AAAA' }));
    await fc.assert(
      fc.asyncProperty(forged, (token) => isRefused(`Bearer ${token}`)),
      { numRuns: upTo(500) },
    );
  });

  it('is never a defect: odd claims under a good signature are a 401 or let in', async () => {
    const claims = fc.dictionary(fc.constantFrom('exp', 'nbf', 'iat', 'aud', 'sub', 'scope', 'org_id'), fc.jsonValue());
    const token = claims.map((odd) =>
      forgeJwt({ key, claims: { iss: issuer, aud: 'us', sub: 'a', exp: secondsFromNow(600), ...odd } }),
    );
    await fc.assert(
      fc.asyncProperty(token, async (sent) => {
        const result = await authenticator.authenticate({ authorization: [`Bearer ${sent}`] }).catch((e: unknown) => e);
        if (result instanceof Error) expect(result).toMatchObject({ name: 'AuthError', status: 401 });
        else expect(result).toMatchObject({ mode: 'jwt', scopes: new Set() });
      }),
      { numRuns: upTo(200) },
    );
  });
});

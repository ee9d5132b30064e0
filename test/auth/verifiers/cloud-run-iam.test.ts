import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuthError, createAuthenticator, parseStaticTokens } from '../../../src/auth/index.js';
import type { Authenticator, AuthOptions } from '../../../src/auth/index.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../../support/keys.js';

const key = createTestKey('key-1');
const opaqueToken = 'opaque-token-of-more-than-32-characters';
const google = {
  iss: 'https://accounts.google.com',
  aud: 'https://mcp.example',
  sub: '112233',
  email: 'ada@corp.example',
  email_verified: true,
  hd: 'corp.example',
};
const options: AuthOptions = {
  cloudRunIam: { probe: { requireOn: () => Promise.resolve() } },
  jwt: { issuer: 'https://login.example', audience: 'mcp', publicKey: key.publicKeyPem },
  static: {
    tokens: parseStaticTokens({ [opaqueToken]: { user_id: 'bot', permissions: ['confluence:read'] } }),
    knownTools: [],
  },
  grants: {
    'google:ada@corp.example': { scopes: ['confluence:delete'], spaces: ['ENG'] },
    'google:@my-project.iam.gserviceaccount.com': { scopes: ['confluence:write'] },
  },
  defaultScopes: ['confluence:read'],
};
let authenticator: Authenticator;

/** As a token comes out of Cloud Run's check. */
function stripped(changes: Record<string, unknown> = {}): string {
  const claims = { ...google, iat: secondsFromNow(0), exp: secondsFromNow(600), ...changes };
  return `Bearer ${forgeJwt({ key, claims, signature: () => 'SIGNATURE_REMOVED_BY_GOOGLE' })}`;
}

const ownToken = `Bearer ${forgeJwt({
  key,
  claims: { iss: 'https://login.example', aud: 'mcp', sub: 'bob', exp: secondsFromNow(600) },
})}`;

function ask(serverless: string[], authorization: string[] = [], of = authenticator) {
  return of.authenticate({ authorization, serverlessAuthorization: serverless });
}

function outcome(serverless: string[], authorization: string[] = [], of = authenticator): Promise<string> {
  return ask(serverless, authorization, of).then(
    ({ name }) => name,
    (error: { status: number; error?: string; reason: string }) =>
      `${error.status} ${error.error ?? '-'} ${error.reason}`,
  );
}

beforeAll(async () => {
  authenticator = await createAuthenticator(options);
});

describe('X-Serverless-Authorization', () => {
  it('names the caller whom Cloud Run checked, with the grants of google:', async () => {
    expect(authenticator.modes).toEqual(['jwt', 'static', 'cloud-run-iam']);
    expect(await ask([stripped()])).toMatchObject({
      id: 'cloud-run-iam:https://accounts.google.com:112233',
      name: 'ada@corp.example',
      organizationId: 'corp.example',
      scopes: new Set(['confluence:read', 'confluence:write', 'confluence:delete']),
      spaces: new Set(['ENG']),
      claimedEmail: null,
    });
  });

  it('names a service account with the grants of its project, or by its subject when it has no e-mail', async () => {
    const email = 'agent@my-project.iam.gserviceaccount.com';
    const account = await ask([stripped({ email, hd: undefined, sub: '99' })]);
    expect([account.name, ...account.scopes]).toEqual([email, 'confluence:read', 'confluence:write']);
    const plain = await ask([stripped({ email: undefined, hd: undefined, sub: '99' })]);
    expect([plain.name, ...plain.scopes]).toEqual(['99', 'confluence:read']);
  });

  it.each([false, 'true', undefined])('gives no grant to an e-mail with email_verified %j', async (email_verified) => {
    const principal = await ask([stripped({ email_verified })]);
    expect([principal.name, ...principal.scopes]).toEqual(['112233', 'confluence:read']);
  });

  it('counts alone: a stripped Authorization beside it is worth nothing', async () => {
    const eve = stripped({ sub: '666', email: 'eve@corp.example' });
    expect(await outcome([eve], [stripped()])).toBe('eve@corp.example');
    expect((await ask([eve], [stripped()])).scopes).toEqual(new Set(['confluence:read']));
    expect(await outcome(['Bearer bad'], [stripped()])).toBe('401 invalid_token malformed_token');
  });

  it.each([
    ['another issuer', { iss: 'https://accounts.google.com.evil.example' }, 'unknown_issuer'],
    ['no issuer', { iss: undefined }, 'unknown_issuer'],
    ['an old expiry', { exp: secondsFromNow(-60) }, 'expired'],
    ['no expiry', { exp: undefined }, 'invalid_claims'],
    ['a written expiry', { exp: '9999999999' }, 'invalid_claims'],
    ['a time to come', { nbf: secondsFromNow(600) }, 'not_yet_valid'],
    ['no subject', { sub: undefined }, 'invalid_claims'],
    ['a subject with a line break', { sub: 'a\nb' }, 'invalid_claims'],
  ])('is refused with %s', async (_, changes, reason) => {
    expect(await outcome([stripped(changes)])).toBe(`401 invalid_token ${reason}`);
  });

  it('is refused with its signature, good or bad: then nobody checked it on the way', async () => {
    const claims = { ...google, exp: secondsFromNow(600) };
    expect(await outcome([`Bearer ${forgeJwt({ key, claims })}`])).toBe('401 invalid_token not_checked');
    expect(await outcome([`Bearer ${forgeJwt({ key, claims, signature: () => '' })}`])).toBe(
      '401 invalid_token not_checked',
    );
  });

  it('[J19] comes once and as a bearer token', async () => {
    expect(await outcome([stripped(), stripped()])).toBe('400 invalid_request several_identity_headers');
    expect(await outcome([''])).toBe('401 invalid_token malformed_header');
    expect(await outcome(['Basic x'])).toBe('401 invalid_token malformed_header');
  });

  it('has no influence where the mode is off', async () => {
    const without = await createAuthenticator({ ...options, cloudRunIam: undefined });
    expect(await outcome([stripped()], [], without)).toBe('401 - no_token');
    expect(await outcome([stripped()], [stripped()], without)).toBe('401 invalid_token signature_removed');
    expect(await outcome(['garbage'], [ownToken], without)).toBe('bob');
  });
});

describe('an Authorization whose signature was removed', () => {
  it('alone is the shared invoker with the default scopes, whatever it claims; the e-mail is only told', async () => {
    expect(await ask([], [stripped()])).toMatchObject({
      id: 'cloud-run-iam:cloud-run:cloud-run-invoker',
      name: 'cloud-run-invoker',
      organizationId: null,
      scopes: new Set(['confluence:read']),
      tools: new Set(),
      spaces: null,
      claimedEmail: 'ada@corp.example',
    });
    expect(await ask([], [stripped({ email: 'a\nb' })])).toMatchObject({ claimedEmail: null });
  });
});

describe('an Authorization that can be verified here', () => {
  it('goes to the verifier of its issuer or to the list, and that answer is final', async () => {
    expect(await outcome([stripped()], [ownToken])).toBe('bob');
    expect(await outcome([stripped()], [`Bearer ${opaqueToken}`])).toBe('bot');
    expect(await outcome([stripped()], ['Bearer unknown'])).toBe('401 invalid_token unknown_token');
    expect(await outcome([stripped()], [`${ownToken}x`])).toBe('401 invalid_token bad_signature');
    expect(await outcome([stripped()], ['Basic x'])).toBe('401 invalid_token malformed_header');
  });
});

describe('a request with neither header', () => {
  it('is told that the front end may have kept them', async () => {
    const error = await ask([]).catch((reason: unknown) => reason as AuthError);
    expect(error).toMatchObject({ status: 401, error: undefined, reason: 'no_identity' });
    expect((error as AuthError).message).toMatch(/Neither Authorization nor X-Serverless-Authorization arrived/);
  });
});

describe('while IAM is not known to be on', () => {
  it('the mode refuses everybody, and the other modes go on', async () => {
    const probe = { requireOn: () => Promise.reject(new AuthError('iam_is_off')) };
    const off = await createAuthenticator({ ...options, cloudRunIam: { probe } });
    const refused = '503 temporarily_unavailable iam_is_off';
    expect(await outcome([stripped()], [], off)).toBe(refused);
    expect(await outcome([], [stripped()], off)).toBe(refused);
    expect(await outcome([], [ownToken], off)).toBe('bob');
  });
});

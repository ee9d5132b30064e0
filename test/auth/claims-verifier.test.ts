import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../src/auth/index.js';
import type { Authenticator } from '../../src/auth/index.js';
import { startJwksServer } from '../support/jwks-server.js';
import type { JwksServer } from '../support/jwks-server.js';
import { createTestKey, forgeJwt, hmacWith, secondsFromNow, signWith } from '../support/keys.js';
import type { ForgedJwt } from '../support/keys.js';
import { moveClock, restoreClock } from '../support/move-clock.js';

const issuer = 'https://login.example';
const audience = 'https://mcp.example/mcp-server/mcp';
const key = createTestKey('key-1');
const otherKey = createTestKey('key-1');
let jwks: JwksServer;
let attacker: JwksServer;
let byKeySet: Authenticator;
let byPem: Authenticator;

function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { iss: issuer, aud: audience, sub: 'ada', iat: secondsFromNow(0), exp: secondsFromNow(600), ...changes };
}

function token(changes: Record<string, unknown> = {}, forged: Partial<ForgedJwt> = {}): string {
  return forgeJwt({ key, claims: claims(changes), ...forged });
}

function tokenWithRaw(claim: string): string {
  const { exp: _, ...rest } = claims();
  return token({}, { claims: `${JSON.stringify(rest).slice(0, -1)},${claim}}` });
}

async function outcomeOf(sent: string, authenticator: Authenticator): Promise<string> {
  return authenticator.authenticate({ authorization: [`Bearer ${sent}`] }).then(
    ({ subject }) => subject,
    (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
  );
}

/** Both ways to know the key must agree. */
async function outcome(sent: string): Promise<string> {
  const [first, second] = await Promise.all([outcomeOf(sent, byKeySet), outcomeOf(sent, byPem)]);
  expect(second).toBe(first);
  return first;
}

beforeAll(async () => {
  [jwks, attacker] = await Promise.all([startJwksServer(key), startJwksServer(otherKey)]);
  const defaultScopes = ['confluence:read'] as const;
  byKeySet = await createAuthenticator({ jwt: { issuer, audience, jwksUrl: jwks.url }, defaultScopes });
  byPem = await createAuthenticator({ jwt: { issuer, audience, publicKey: key.publicKeyPem }, defaultScopes });
});
afterEach(restoreClock);
afterAll(() => Promise.all([jwks.close(), attacker.close()]));

describe('the signature', () => {
  it('lets in a token of the right key', async () => {
    expect(await outcome(token())).toBe('ada');
  });

  it.each(['none', 'nOnE', 'None', ''])('[J2] refuses the algorithm %j without a signature', async (alg) => {
    expect(await outcome(token({}, { header: { alg }, signature: () => '' }))).toMatch(/^401 /);
  });

  it('[J2] refuses the algorithm none with the signature of a good token', async () => {
    expect(await outcome(token({}, { header: { alg: 'none' } }))).toBe('401 algorithm_not_allowed');
  });

  it.each([
    ['the PEM', key.publicKeyPem],
    ['the PEM without its last line break', key.publicKeyPem.trim()],
    ['the JWK', JSON.stringify(key.jwk)],
  ])('[J3] refuses HS256 with %s of the public key as the secret', async (_, secret) => {
    const forged = token({}, { header: { alg: 'HS256' }, signature: hmacWith(secret) });
    expect(await outcome(forged)).toBe('401 algorithm_not_allowed');
  });

  it.each(['RS384', 'PS256', 'ES256'])('refuses %s, which was not chosen', async (alg) => {
    expect(await outcome(token({}, { header: { alg } }))).toBe('401 algorithm_not_allowed');
  });

  it('refuses another key under the same id', async () => {
    expect(await outcome(token({}, { signature: signWith(otherKey) }))).toBe('401 bad_signature');
  });

  it('[J17] refuses a payload that was changed after signing, and a signature with one bit changed', async () => {
    const [header, payload = '', signature = ''] = token().split('.');
    const changed = Buffer.from(JSON.stringify(claims({ sub: 'eve' }))).toString('base64url');
    const bits = Buffer.from(signature, 'base64url');
    bits.writeUInt8(bits.readUInt8(7) ^ 1, 7);
    expect(await outcome([header, changed, signature].join('.'))).toBe('401 bad_signature');
    expect(await outcome([header, payload, bits.toString('base64url')].join('.'))).toBe('401 bad_signature');
  });

  it('says what to do about a signature that Cloud Run removed', async () => {
    const sent = token({}, { signature: () => 'SIGNATURE_REMOVED_BY_GOOGLE' });
    expect(await outcome(sent)).toBe('401 signature_removed');
    const refusal = byPem.authenticate({ authorization: [`Bearer ${sent}`] });
    await expect(refusal).rejects.toThrow('X-Serverless-Authorization');
  });

  it('[J6] takes no key and no address of a key from the token', async () => {
    const fromAttacker = { signature: signWith(otherKey) };
    const { kid: _, ...jwk } = otherKey.jwk;
    for (const header of [{ jwk }, { jku: attacker.url }, { x5u: attacker.url }, { x5c: ['MIIB'] }]) {
      expect(await outcome(token({}, { header, ...fromAttacker }))).toBe('401 bad_signature');
    }
    expect(attacker.requests).toEqual([]);
  });

  it.each([
    ['an unknown critical parameter', { crit: ['x'], x: 1 }],
    ['an unencoded payload', { crit: ['b64'], b64: false }],
    ['an empty list of critical parameters', { crit: [] }],
  ])('[J7] refuses %s', async (_, header) => {
    expect(await outcome(token({}, { header }))).toMatch(/^401 (malformed_token|bad_signature)$/);
  });

  it.each(['at+jwt', 'application/at+jwt', 'AT+JWT', 'jwt', undefined])('takes the type %j', async (typ) => {
    expect(await outcome(token({}, { header: { typ } }))).toBe('ada');
  });

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', '', ['JWT'], 7])(
    '[J16] refuses the type %j, made for another end',
    async (typ) => {
      expect(await outcome(token({}, { header: { typ } }))).toBe('401 wrong_type');
    },
  );
});

describe('issuer and audience', () => {
  it.each([`${issuer}.evil.com`, `${issuer}/`, 'http://login.example', issuer.toUpperCase(), '', [issuer], undefined])(
    '[J12] refuses the issuer %j',
    async (iss) => {
      expect(await outcome(token({ iss }))).toBe('401 unknown_issuer');
    },
  );

  it.each([
    ['other', 'https://other.example'],
    ['two others', ['https://other.example', 'https://third.example']],
    ['ours and another', [audience, 'https://other.example']],
    ['ours twice', [audience, audience]],
    ['ours with a slash', `${audience}/`],
    ['a prefix of ours', audience.slice(0, -1)],
    ['ours in capitals', audience.toUpperCase()],
    ['an empty list', []],
    ['an object', { 0: audience, length: 1 }],
  ])('[J10][J11] refuses the audience when it is %s', async (_, aud) => {
    expect(await outcome(token({ aud }))).toBe('401 wrong_audience');
  });

  it('[J10] refuses a token for nobody in particular', async () => {
    expect(await outcome(token({ aud: undefined }))).toBe('401 invalid_claims');
  });

  it('takes a list with ours alone, which some issuers always write', async () => {
    expect(await outcome(token({ aud: [audience] }))).toBe('ada');
  });
});

describe('times', () => {
  it.each([
    ['long ago', { exp: secondsFromNow(-3600) }, '401 expired'],
    ['just beyond the tolerance', { exp: secondsFromNow(-32) }, '401 expired'],
    ['missing', { exp: undefined }, '401 invalid_claims'],
    ['null', { exp: null }, '401 invalid_claims'],
    ['text', { exp: String(secondsFromNow(600)) }, '401 invalid_claims'],
    ['beyond any date', { exp: 1e308 }, '401 invalid_claims'],
    ['in milliseconds', { exp: Date.now() * 1000 }, '401 invalid_claims'],
  ])('[J8] refuses an expiry that is %s', async (_, changes, reason) => {
    expect(await outcome(token(changes))).toBe(reason);
  });

  it('[J8] refuses an expiry that overflows to infinity', async () => {
    expect(await outcome(tokenWithRaw('"exp":1e400'))).toBe('401 invalid_claims');
  });

  it('forgives a clock that is a few seconds off', async () => {
    const changes = { exp: secondsFromNow(-20), nbf: secondsFromNow(20), iat: secondsFromNow(20) };
    expect(await outcome(token(changes))).toBe('ada');
  });

  it.each([
    ['nbf is ten minutes ahead', { nbf: secondsFromNow(600) }, '401 not_yet_valid'],
    ['iat is an hour ahead', { iat: secondsFromNow(3600), exp: secondsFromNow(7200) }, '401 not_yet_valid'],
    ['nbf is text', { nbf: '0' }, '401 invalid_claims'],
    ['iat is text', { iat: '0' }, '401 invalid_claims'],
  ])('[J9] refuses a token when %s', async (_, changes, reason) => {
    expect(await outcome(token(changes))).toBe(reason);
  });

  it('[J8] refuses a good token as soon as it has expired, though it was good a moment ago', async () => {
    const sent = token({ exp: secondsFromNow(20) });
    expect(await outcome(sent)).toBe('ada');
    moveClock(60_000);
    expect(await outcome(sent)).toBe('401 expired');
  });
});

describe('the subject', () => {
  it.each([undefined, '', 42, null, 'a\nb', 'a\u0000b', 'ada\u202e', 'a\u200bda', 'x'.repeat(256)])(
    'is refused when it is %j',
    async (sub) => {
      expect(await outcome(token({ sub }))).toBe('401 invalid_claims');
    },
  );

  it('may be in any script', async () => {
    expect(await outcome(token({ sub: 'Zoë 東京' }))).toBe('Zoë 東京');
  });
});

describe('what is remembered of a token', () => {
  it('is its claims for a minute, after which the key set decides again', async () => {
    const withdrawn = createTestKey('withdrawn');
    const server = await startJwksServer(withdrawn);
    const authenticator = await createAuthenticator({
      jwt: { issuer, audience, jwksUrl: server.url },
      defaultScopes: [],
    });
    const sent = forgeJwt({ key: withdrawn, claims: claims({ exp: secondsFromNow(3600) }) });
    expect(await outcomeOf(sent, authenticator)).toBe('ada');
    server.publish(key);
    moveClock(50_000);
    expect(await outcomeOf(token(), authenticator)).toBe('ada');
    expect(await outcomeOf(sent, authenticator)).toBe('ada');
    moveClock(15_000);
    expect(await outcomeOf(sent, authenticator)).toBe('401 unknown_key');
    await server.close();
  });

  it('is never shared by two tokens that differ in the signature only', async () => {
    const sent = token();
    expect(await outcome(sent)).toBe('ada');
    expect(await outcome(`${sent.slice(0, sent.lastIndexOf('.'))}.AAAA`)).toBe('401 bad_signature');
  });
});

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createAuthenticator } from '../../src/auth/index.js';
import type { Authenticator, JwtOptions, KeyFetch } from '../../src/auth/index.js';
import { startJwksServer } from '../support/jwks-server.js';
import type { JwksServer } from '../support/jwks-server.js';
import { createTestEcKey, createTestKey, forgeJwt, secondsFromNow } from '../support/keys.js';
import type { TestKey } from '../support/keys.js';
import { moveClock, restoreClock } from '../support/move-clock.js';

const issuer = 'https://login.example';
const audience = 'https://mcp.example';
const key = createTestKey('key-1');
const nextKey = createTestKey('key-2');
const ecKey = createTestEcKey('ec-1');
const shortKey = createTestKey('short', 1024);
let jwks: JwksServer;
let authenticator: Authenticator;
let serial = 0;

function create(options: Partial<JwtOptions>, fetch?: KeyFetch): Promise<Authenticator> {
  return createAuthenticator({ jwt: { issuer, audience, ...options }, defaultScopes: [], fetch });
}

/** Always a new token, so that none is remembered. */
function token(signer: TestKey = key, header: Record<string, unknown> = {}, signature?: () => string): string {
  const claims = { iss: issuer, aud: audience, sub: 'ada', exp: secondsFromNow(9000), jti: String((serial += 1)) };
  return forgeJwt({ key: signer, claims, header, ...(signature && { signature }) });
}

async function outcome(sent: string, of = authenticator): Promise<string> {
  return of.authenticate({ authorization: [`Bearer ${sent}`] }).then(
    ({ subject }) => subject,
    (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
  );
}

beforeEach(async () => {
  jwks = await startJwksServer(key);
  authenticator = await create({ jwksUrl: jwks.url });
});
afterEach(async () => {
  restoreClock();
  await jwks.close();
});

describe('a key set that answers', () => {
  it('is not asked before the first token, and once for many at the same time', async () => {
    expect(jwks.requests).toHaveLength(0);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(token())));
    expect(new Set(outcomes)).toEqual(new Set(['ada']));
    expect(jwks.requests).toEqual(['/certs']);
  });

  it('[J5] is asked once for a thousand tokens with made-up key ids', async () => {
    const outcomes: string[] = [];
    // Signed by nobody: a key that is not known verifies nothing.
    const signature = () => 'A'.repeat(342);
    for (let i = 0; i < 1000; i += 1) outcomes.push(await outcome(token(key, { kid: `made-up-${i}` }, signature)));
    expect(new Set(outcomes)).toEqual(new Set(['401 unknown_key']));
    expect(jwks.requests).toHaveLength(1);
  });

  it.each(['wrong', '../../etc/passwd', 'k'.repeat(10_000), '', "' OR 1=1 --", '__proto__'])(
    '[J4] treats the key id %.20j as a name that nobody has',
    async (kid) => {
      expect(await outcome(token(key, { kid }))).toBe('401 unknown_key');
      expect(jwks.requests).toEqual(['/certs']);
    },
  );

  it.each([42, null, ['key-1'], { kid: 'key-1' }])('[J4] refuses the key id %j, which is no text', async (kid) => {
    expect(await outcome(token(key, { kid }))).toMatch(/^401 /);
  });

  it('finds a new key after half a minute, and forgets a withdrawn one', async () => {
    expect(await outcome(token())).toBe('ada');
    jwks.publish(nextKey);
    expect(await outcome(token(nextKey))).toBe('401 unknown_key');
    moveClock(31_000);
    expect(await outcome(token(nextKey))).toBe('ada');
    expect(await outcome(token(key))).toBe('401 unknown_key');
    expect(jwks.requests).toHaveLength(2);
  });

  it('is enough for a token without a key id while it holds one key, and not when it holds two', async () => {
    expect(await outcome(token(key, { kid: undefined }))).toBe('ada');
    jwks.publish(key, nextKey);
    const withTwo = await create({ jwksUrl: jwks.url });
    expect(await outcome(token(key, { kid: undefined }), withTwo)).toBe('401 unknown_key');
  });

  it('gives no use to an RSA key shorter than 2048 bits', async () => {
    jwks.publish(shortKey);
    expect(await outcome(token(shortKey))).toBe('401 unknown_key');
  });

  it('is fetched by the function that was given', async () => {
    const asked: string[] = [];
    const fetchKeys: KeyFetch = (url, options) => {
      asked.push(url);
      return fetch(url, options);
    };
    expect(await outcome(token(), await create({ jwksUrl: jwks.url }, fetchKeys))).toBe('ada');
    expect(asked).toEqual([jwks.url]);
  });
});

describe('a key set that does not answer', () => {
  it.each(['fail', 'garbage', 'redirect'] as const)(
    '[J26] keeps everybody out with a 503 while it does %s',
    async (behaviour) => {
      jwks.behave(behaviour);
      expect(await outcome(token())).toBe('503 keys_unavailable');
      expect(jwks.requests).toEqual(['/certs']);
    },
  );

  it('is left alone for ten seconds after a failure, and then asked again', async () => {
    jwks.behave('fail');
    for (let i = 0; i < 50; i += 1) expect(await outcome(token())).toBe('503 keys_unavailable');
    expect(jwks.requests).toHaveLength(1);
    jwks.behave('serve');
    moveClock(9_000);
    expect(await outcome(token())).toBe('503 keys_unavailable');
    moveClock(2_000);
    expect(await outcome(token())).toBe('ada');
    expect(jwks.requests).toHaveLength(2);
  });

  it.each([-3_600_000, -86_400_000])(
    'is asked again though the clock was set back by %d ms meanwhile',
    async (jump) => {
      jwks.behave('fail');
      expect(await outcome(token())).toBe('503 keys_unavailable');
      jwks.behave('serve');
      moveClock(jump);
      expect(await outcome(token())).toBe('ada');
      jwks.publish(nextKey);
      moveClock(jump);
      expect(await outcome(token(nextKey))).toBe('401 unknown_key');
      moveClock(31_000);
      expect(await outcome(token(nextKey))).toBe('ada');
    },
  );

  it('[J26] is waited for five seconds at most', async () => {
    jwks.behave('hang');
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const patience = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 50));
    try {
      expect(await outcome(token())).toBe('503 keys_unavailable');
      expect(patience.mock.calls).toEqual([[5_000]]);
    } finally {
      patience.mockRestore();
    }
  });

  it('[J26] leaves its known keys in use for an hour', async () => {
    expect(await outcome(token())).toBe('ada');
    jwks.behave('fail');
    moveClock(11 * 60_000);
    expect(await outcome(token())).toBe('ada');
    expect(await outcome(token(nextKey))).toBe('503 keys_unavailable');
    expect(jwks.requests).toHaveLength(2);
    moveClock(50 * 60_000);
    expect(await outcome(token())).toBe('503 keys_unavailable');
  });

  it('keeps a token of a wrong algorithm out without being asked', async () => {
    expect(await outcome(token(key, { alg: 'HS256' }))).toBe('401 algorithm_not_allowed');
    expect(jwks.requests).toHaveLength(0);
  });

  it('does not tell the caller where it is', async () => {
    await jwks.close();
    const refusal = await authenticator.authenticate({ authorization: [`Bearer ${token()}`] }).catch((e: Error) => e);
    expect(refusal).toMatchObject({ status: 503, error: 'temporarily_unavailable', reason: 'keys_unavailable' });
    expect((refusal as Error).message).not.toContain('127.0.0.1');
  });
});

describe('a public key in PEM', () => {
  it('may have its line breaks written as escapes', async () => {
    const escaped = await create({ publicKey: key.publicKeyPem.replaceAll('\n', '\\n') });
    expect(await outcome(token(), escaped)).toBe('ada');
  });

  it('serves whatever key id the token has, and each of several algorithms', async () => {
    const pem = await create({ publicKey: key.publicKeyPem, algorithms: ['RS512', 'RS256'] });
    expect(await outcome(token(key, { kid: 'any' }), pem)).toBe('ada');
    expect(await outcome(token(key, { alg: 'RS512' }), pem)).toBe('401 bad_signature');
  });

  it('may be an elliptic curve key', async () => {
    const pem = await create({ publicKey: ecKey.publicKeyPem, algorithms: ['ES256'] });
    expect(await outcome(token(ecKey), pem)).toBe('ada');
  });

  it.each([
    ['not PEM', 'secret', ['RS256']],
    ['a private key', key.privateKeyPem, ['RS256']],
    ['a key of another kind', ecKey.publicKeyPem, ['RS256']],
    ['one that fits only some algorithms', key.publicKeyPem, ['RS256', 'ES256']],
    ['too short', shortKey.publicKeyPem, ['RS256']],
  ])('is refused at the start when it is %s, and not repeated', async (_, publicKey, algorithms) => {
    const start = create({ publicKey, algorithms });
    await expect(start).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      hint: expect.stringContaining('BEGIN PUBLIC KEY'),
    });
    await expect(start).rejects.not.toThrow(publicKey);
  });
});

describe('asking whether keys can be had', () => {
  it('says yes from the first answer on, for as long as known keys are good', async () => {
    await authenticator.checkKeys?.();
    expect(jwks.requests).toHaveLength(1);
    jwks.behave('fail');
    moveClock(3_500_000);
    await authenticator.checkKeys?.();
    moveClock(200_000);
    await expect(authenticator.checkKeys?.()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('has no question for a key that was given', async () => {
    const { checkKeys } = await create({ publicKey: key.publicKeyPem });
    expect(checkKeys).toBeUndefined();
  });
});

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createAuthenticator, createKeyPair, signToken } from '../../src/auth/index.js';
import type { KeyPair } from '../../src/auth/index.js';
import { createTestEcKey } from '../support/keys.js';

let pair: KeyPair;

beforeAll(async () => {
  pair = await createKeyPair();
});

describe('a key pair', () => {
  it('is RSA 2048, its key set holding the public half alone', () => {
    const publicKey = createPublicKey(pair.publicKeyPem);
    expect(createPrivateKey(pair.privateKeyPem).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect(publicKey.export({ format: 'jwk' })).toMatchObject({ n: pair.jwks.keys[0]?.n });
    expect(Object.keys(pair.jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('is another one each time', async () => {
    expect((await createKeyPair()).publicKeyPem).not.toBe(pair.publicKeyPem);
  });
});

describe('a signed token', () => {
  it('is let in by a service that has the public key', async () => {
    const token = await signToken({
      privateKeyPem: pair.privateKeyPem,
      subject: 'ada',
      issuer: 'https://login.example',
      audience: 'https://mcp.example',
      scope: 'confluence:write',
      expiresIn: '1h',
    });
    const authenticator = await createAuthenticator({
      jwt: { issuer: 'https://login.example', audience: 'https://mcp.example', publicKey: pair.publicKeyPem },
      defaultScopes: [],
    });
    const principal = await authenticator.authenticate({ authorization: [`Bearer ${token}`] });
    expect(principal).toMatchObject({ subject: 'ada', scopes: new Set(['confluence:read', 'confluence:write']) });
  });

  it('names its key as the key set does, or as it is told', async () => {
    const input = { privateKeyPem: pair.privateKeyPem, subject: 'ada', expiresIn: 60 };
    const header = { alg: 'RS256', typ: 'JWT', kid: pair.jwks.keys[0]?.kid };
    expect(decodeProtectedHeader(await signToken(input))).toEqual(header);
    expect(decodeProtectedHeader(await signToken({ ...input, kid: 'mine' }))).toEqual({ ...header, kid: 'mine' });
  });

  it('holds only the claims it was given', async () => {
    const claims = decodeJwt(await signToken({ privateKeyPem: pair.privateKeyPem, subject: 'ada', expiresIn: 60 }));
    expect(claims).toEqual({ sub: 'ada', iat: expect.any(Number), exp: expect.any(Number) });
  });

  it.each([
    [90, 90],
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['7d', 604_800],
  ])('lives for %j', async (expiresIn, seconds) => {
    const claims = decodeJwt(await signToken({ privateKeyPem: pair.privateKeyPem, subject: 'ada', expiresIn }));
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(seconds);
  });

  it.each([0, -1, 1.5, NaN, Infinity, '', '0h', '-1h', '1h ago', '1 fortnight', '99999999999d'])(
    'cannot live for %j',
    async (expiresIn) => {
      const signing = signToken({ privateKeyPem: pair.privateKeyPem, subject: 'ada', expiresIn });
      await expect(signing).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('life') });
    },
  );

  it('can be made with a key in the older PKCS #1 form', async () => {
    const privateKeyPem = createPrivateKey(pair.privateKeyPem).export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(decodeJwt(await signToken({ privateKeyPem, subject: 'ada', expiresIn: 60 }))).toMatchObject({ sub: 'ada' });
  });

  it('cannot be made with anything but an RSA private key, which is never repeated', async () => {
    const encrypted = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    }).privateKey;
    for (const privateKeyPem of ['secret', pair.publicKeyPem, createTestEcKey('ec').privateKeyPem, encrypted]) {
      const signing = signToken({ privateKeyPem, subject: 'ada', expiresIn: 60 });
      await expect(signing).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: 'The key is not an unencrypted RSA private key in PEM.',
      });
    }
  });
});

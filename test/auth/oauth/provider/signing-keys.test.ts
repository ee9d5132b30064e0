import { importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from '@jest/globals';
import { createSigningKeys } from '../../../../src/auth/oauth/provider/signing-keys.js';

describe('signing keys', () => {
  it('are the same from the same secret, in every replica, and others from another', async () => {
    const [one, again, other] = await Promise.all(
      [1, 1, 2].map((n) => createSigningKeys([new Uint8Array(32).fill(n)])),
    );
    expect(again).toEqual(one);
    expect(other?.publicKeys[0]).not.toEqual(one?.publicKeys[0]);
  });

  it.each([0, 1, 255])('are good ones, whatever the secret is (every byte %i)', async (byte) => {
    const { privateKeys, publicKeys } = await createSigningKeys([new Uint8Array(32).fill(byte)]);
    const [secretHalf, publicHalf] = [privateKeys[0], publicKeys[0]];
    if (secretHalf === undefined || publicHalf === undefined) throw new Error('no key');
    expect(publicHalf).not.toHaveProperty('d');
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(secretHalf, 'ES256'));
    await expect(jwtVerify(token, await importJWK(publicHalf, 'ES256'))).resolves.toBeDefined();
  });
});

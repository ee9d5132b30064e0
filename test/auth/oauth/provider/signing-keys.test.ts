import { createPrivateKey, createPublicKey } from 'node:crypto';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from '@jest/globals';
import { createSigningKeys } from '../../../../src/auth/oauth/provider/signing-keys.js';
import { createKeyring } from '../../../../src/state/index.js';

const keysOf = (...bytes: number[]) =>
  createSigningKeys(createKeyring(bytes.map((byte) => new Uint8Array(32).fill(byte))));

describe('signing keys', () => {
  it('are the same from the same secret, in every replica, and others from another', async () => {
    const [one, again, other] = await Promise.all([keysOf(1), keysOf(1), keysOf(2)]);
    expect(again).toEqual(one);
    expect(other.publicKeys[0]).not.toEqual(one.publicKeys[0]);
  });

  it.each([0, 1, 255])('are good ones, whatever the secret is (every byte %i)', async (byte) => {
    const { privateKeys, publicKeys } = await keysOf(byte);
    const [secretHalf, publicHalf] = [privateKeys[0], publicKeys[0]];
    if (secretHalf === undefined || publicHalf === undefined) throw new Error('no key');
    expect(publicHalf).not.toHaveProperty('d');
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(secretHalf, 'ES256'));
    await expect(jwtVerify(token, await importJWK(publicHalf, 'ES256'))).resolves.toBeDefined();
    // Node's own arithmetic agrees that both halves belong together.
    const derived = createPublicKey(createPrivateKey({ key: { ...secretHalf }, format: 'jwk' })).export({
      format: 'jwk',
    });
    expect(derived).toMatchObject({ x: publicHalf.x, y: publicHalf.y });
  });

  it('of an earlier secret, and of the earlier derivation, still verify, and the newest signs', async () => {
    const [{ privateKeys }, before] = await Promise.all([keysOf(2, 1), keysOf(1)]);
    expect(privateKeys).toHaveLength(4);
    expect(privateKeys.map(({ kid }) => kid)).toEqual(expect.arrayContaining(before.privateKeys.map(({ kid }) => kid)));
    expect(privateKeys[0]?.kid).toBe((await keysOf(2)).privateKeys[0]?.kid);
  });

  it('of version 0.1 are known by the ids that they had', async () => {
    const [, old] = (await keysOf(7)).privateKeys;
    expect(old?.kid).toBe('AuDIueI16X4v7opDtfjra1aILhHws6KXH1ZJraO6hIk');
  });
});

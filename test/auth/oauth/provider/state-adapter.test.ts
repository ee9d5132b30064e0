import { describe, expect, it, jest } from '@jest/globals';
import { createGrantStore } from '../../../../src/auth/oauth/grants/grant-store.js';
import { loadOidcProvider } from '../../../../src/auth/oauth/provider/load-oidc-provider.js';
import { createStateAdapter } from '../../../../src/auth/oauth/provider/state-adapter.js';
import { createMemoryStore } from '../../../../src/state/index.js';

const login = { issuer: 'https://idp.example', subject: 'u', name: 'u', verifiedEmail: null, organizationId: null };

async function setUp() {
  const store = createMemoryStore();
  const grants = createGrantStore(store, { drop: () => Promise.resolve() });
  const { errors } = await loadOidcProvider();
  await grants.open('g', login);
  const payload = { grantId: 'g', exp: Math.floor(Date.now() / 1000) + 60 };
  return { grants, payload, adapterFor: createStateAdapter({ store, grants, errors, successor: (id) => `${id}+` }) };
}

describe('what the provider remembers', () => {
  it('lets one of many consume a code at the same moment, and the grant lives', async () => {
    const { grants, payload, adapterFor } = await setUp();
    const codes = adapterFor('AuthorizationCode');
    await codes.upsert('c', payload, 60);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => codes.consume('c')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await grants.find('g')).toBeDefined();
    await expect(codes.consume('gone')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('lets two renew with one refresh token at the same moment', async () => {
    const { grants, payload, adapterFor } = await setUp();
    const tokens = adapterFor('RefreshToken');
    await tokens.upsert('r', payload, 60);
    await Promise.all([tokens.consume('r'), tokens.consume('r')]);
    expect(await grants.find('g')).toBeDefined();
    expect(await tokens.find('r')).not.toHaveProperty('consumed', expect.anything());
  });

  // The disk was full between the two writes: whoever came back after half a minute was taken for a thief.
  it('takes a refresh token for the newest as long as its successor could not be kept, and then for half a minute', async () => {
    const { payload, adapterFor } = await setUp();
    const tokens = adapterFor('RefreshToken');
    const isUsed = async () => (await tokens.find('r'))?.consumed !== undefined;
    const later = (seconds: number) =>
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout'], now: Date.now() + seconds * 1000 });
    await tokens.upsert('r', { ...payload, exp: payload.exp + 3600 }, 3600);
    await tokens.consume('r');
    later(600);
    expect(await isUsed()).toBe(false);
    await tokens.consume('r');
    await tokens.upsert('r+', { ...payload, exp: payload.exp + 3600 }, 3600);
    later(29);
    expect(await isUsed()).toBe(false);
    await tokens.consume('r');
    later(2);
    expect(await isUsed()).toBe(true);
    jest.useRealTimers();
  });

  it('never brings a revoked grant back', async () => {
    const { grants, adapterFor } = await setUp();
    await grants.revoke('g');
    await grants.complete('g', { accountId: 'a' });
    await grants.keepAlive('g');
    expect(await grants.find('g')).toBeUndefined();
    expect(await adapterFor('Grant').find('g')).toBeUndefined();
  });

  it('keeps no session, and looks nothing up by other names', async () => {
    const { adapterFor } = await setUp();
    const sessions = adapterFor('Session');
    await sessions.upsert('s', { accountId: 'a' }, 60);
    expect(await sessions.find('s')).toBeUndefined();
    expect(await sessions.findByUid('s')).toBeUndefined();
    expect(await sessions.findByUserCode('s')).toBeUndefined();
    await sessions.destroy('s');
  });
});

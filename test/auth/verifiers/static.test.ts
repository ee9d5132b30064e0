import { describe, expect, it } from '@jest/globals';
import { createAuthenticator, hashToken, parseStaticTokens } from '../../../src/auth/index.js';
import type { Authenticator } from '../../../src/auth/index.js';

const plain = 'plain-token-that-is-long-enough-0123456789';
const hashed = 'hashed-token-that-is-long-enough-0123456789';
const knownTools = ['confluence_add_comment', 'hello'];

function create(file: Record<string, unknown>): Promise<Authenticator> {
  return createAuthenticator({
    static: { tokens: parseStaticTokens(file), knownTools },
    defaultScopes: ['confluence:delete'],
  });
}

const listed = create({
  [plain]: { user_id: 'ada', organization_id: 'acme/eu', permissions: ['confluence:write', 'hello'] },
  [hashToken(hashed)]: { user_id: 'bot', permissions: ['confluence_add_comment'] },
});

async function outcome(token: string): Promise<string> {
  return (await listed).authenticate({ authorization: [`Bearer ${token}`] }).then(
    ({ subject }) => subject,
    (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
  );
}

describe('a listed token', () => {
  it('is its user with the listed scopes and tools', async () => {
    expect(await (await listed).authenticate({ authorization: [`Bearer ${plain}`] })).toEqual({
      id: 'static:static/acme%2Feu:ada',
      mode: 'static',
      issuer: 'static/acme%2Feu',
      subject: 'ada',
      name: 'ada',
      organizationId: 'acme/eu',
      scopes: new Set(['confluence:read', 'confluence:write']),
      tools: new Set(['hello']),
      spaces: null,
      grantId: null,
      grantable: null,
      email: null,
      claimedEmail: null,
      keys: ['static:acme/eu/ada', 'static:ada'],
    });
  });

  it('may be listed by its hash, and a tool name grants no scope, not even a default one', async () => {
    const principal = await (await listed).authenticate({ authorization: [`Bearer ${hashed}`] });
    expect(principal).toMatchObject({ id: 'static:static:bot', scopes: new Set() });
    expect([...principal.tools]).toEqual(['confluence_add_comment']);
  });

  it('makes two people of one user id in two organizations', async () => {
    const twins = await create({
      [plain]: { user_id: 'admin', organization_id: 'a', permissions: [] },
      [hashed]: { user_id: 'admin', organization_id: 'b', permissions: [] },
    });
    const [first, second] = await Promise.all(
      [plain, hashed].map((token) => twins.authenticate({ authorization: [`Bearer ${token}`] })),
    );
    expect(first?.id).not.toBe(second?.id);
  });

  it.each([
    ['a prefix', plain.slice(0, -1)],
    ['a longer one', `${plain}0`],
    ['one character off', `P${plain.slice(1)}`],
    ['other case', plain.toUpperCase()],
    ['the hash instead of the token', hashToken(hashed).replace(':', '-')],
    ['the bare digest', hashToken(hashed).slice('sha256:'.length)],
    ['another', 'x'.repeat(40)],
    ['a short one', 'a'],
  ])('[J23] is not %s', async (_, token) => {
    expect(await outcome(token)).toBe('401 unknown_token');
  });

  it.each([
    ['a NUL', `${plain}\0`],
    ['Unicode', `${plain.slice(0, -1)}\uff19`],
    ['the hash form', hashToken(hashed)],
  ])('[J23] cannot be sent with %s', async (_, token) => {
    expect(await outcome(token)).toBe('401 malformed_header');
  });
});

describe('a permission that is neither a scope nor a tool', () => {
  it.each(['confluence_drop_database', 'confluence:admin', 'Hello', '__proto__', '*'])(
    'is refused at the start: %s',
    async (permission) => {
      const file = {
        [plain]: { user_id: 'ada', permissions: ['hello'] },
        [hashed]: { user_id: 'bot', permissions: ['hello', permission] },
      };
      const start = create(file);
      await expect(start).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: `Entry 2 of the static tokens: "${permission}" is not a permission.`,
      });
    },
  );
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isAppError } from '../../src/errors.js';
import { hashToken, parseStaticTokens } from '../../src/auth/index.js';

const token = 'a-token-that-is-long-enough-0123456789';
const owner = { user_id: 'ada', organization_id: 'acme', permissions: ['confluence:read'] };

function faultOf(json: unknown): string {
  try {
    parseStaticTokens(json);
  } catch (error) {
    if (isAppError(error) && error.code === 'INVALID_INPUT') return `${error.message} ${error.hint ?? ''}`;
    throw error;
  }
  return 'accepted';
}

describe('the static-token file', () => {
  it('is read entry by entry, a token and its hash meaning the same', () => {
    const digest = createHash('sha256').update(token).digest();
    const parsed = { digest, userId: 'ada', organizationId: 'acme', permissions: ['confluence:read'], position: 1 };
    expect(parseStaticTokens({ [token]: owner })).toEqual([parsed]);
    expect(parseStaticTokens({ [hashToken(token)]: owner })).toEqual([parsed]);
    expect(parseStaticTokens({ [hashToken(token).replace(/[a-f]/g, (c) => c.toUpperCase())]: owner })).toEqual([
      parsed,
    ]);
  });

  it.each([
    { user_id: 'ada', permissions: [] },
    { user_id: 'ada', organization_id: null, permissions: [] },
  ])('needs no organization: %j', (entry) => {
    expect(parseStaticTokens({ [token]: entry })).toMatchObject([{ organizationId: null, permissions: [] }]);
  });

  it.each([[null], [[]], ['text'], [42], [undefined]])('is refused when it is %j', (json) => {
    expect(faultOf(json)).toContain('not a JSON object');
  });

  it('is refused when it lists nobody', () => {
    expect(faultOf({})).toContain('hold no token');
  });

  it.each([
    ['of 31 characters', 'a'.repeat(31)],
    ['with a space', `${token} ${token}`],
    ['that no header can carry', `${token}\u00e9`],
    ['of several kilobytes', 'a'.repeat(4097)],
    ['named __proto__', '__proto__'],
  ])('is refused for a token %s, which is not shown', (_, bad) => {
    const fault = faultOf(JSON.parse(`{"${token}": ${JSON.stringify(owner)}, "${bad}": ${JSON.stringify(owner)}}`));
    expect(fault).toContain('Entry 2 of the static tokens needs a token of 32 to 4096');
    expect(fault).not.toContain(bad);
    expect(fault).not.toContain(token);
  });

  it('takes a token of exactly 32 characters', () => {
    expect(faultOf({ ['a'.repeat(32)]: owner })).toBe('accepted');
  });

  it.each(['sha256:abc', `sha256:${'g'.repeat(64)}`, `sha256:${'a'.repeat(63)}`])(
    'is refused for the hash %s',
    (hash) => {
      expect(faultOf({ [hash]: owner })).toContain('Entry 1 of the static tokens is not "sha256:" and 64 hex digits.');
    },
  );

  it('is refused for a JWT, which would never be looked up', () => {
    const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.${'s'.repeat(40)}`;
    expect(faultOf({ [jwt]: owner })).toContain('Entry 1 of the static tokens is a JWT');
  });

  it('is refused when a token stands in it twice, once hashed', () => {
    const fault = faultOf({ [token]: owner, ['b'.repeat(40)]: owner, [hashToken(token)]: owner });
    expect(fault).toContain('Entry 3 of the static tokens is the same token as entry 1.');
  });

  it.each([
    ['no user', { permissions: [] }, 'at user_id.'],
    ['an empty user', { user_id: '', permissions: [] }, 'at user_id.'],
    ['a user with a line break', { user_id: 'a\nb', permissions: [] }, 'at user_id.'],
    ['no permissions', { user_id: 'ada' }, 'at permissions.'],
    ['permissions as text', { user_id: 'ada', permissions: 'confluence:read' }, 'at permissions.'],
    ['a permission that is a number', { user_id: 'ada', permissions: ['hello', 7] }, 'at permissions.1.'],
    ['an organization that is a number', { ...owner, organization_id: 7 }, 'at organization_id.'],
    ['a word nobody knows', { ...owner, expires_at: '2030' }, 'has a wrong form.'],
    ['an owner that is text', 'ada', 'has a wrong form.'],
  ])('is refused for an entry with %s', (_, entry, place) => {
    const fault = faultOf({ [token]: entry });
    expect(fault).toContain('Entry 1 of the static tokens has a wrong form');
    expect(fault).toContain(place);
    expect(fault).not.toContain(token);
  });
});

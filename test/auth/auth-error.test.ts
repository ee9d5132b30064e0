import { describe, expect, it } from '@jest/globals';
import { AuthError } from '../../src/auth/index.js';

describe('a refusal', () => {
  it.each([
    ['no_token', 401, undefined],
    ['several_authorization_headers', 400, 'invalid_request'],
    ['expired', 401, 'invalid_token'],
    ['not_allowed', 403, 'access_denied'],
    ['keys_unavailable', 503, 'temporarily_unavailable'],
  ] as const)('for %s is a %i with the word %s', (reason, status, error) => {
    expect(new AuthError(reason)).toMatchObject({ name: 'AuthError', reason, status, error });
  });

  it('keeps the failure behind it for the log, out of its message', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7:443');
    const refusal = new AuthError('keys_unavailable', { cause });
    expect(refusal.cause).toBe(cause);
    expect(refusal.message).not.toContain('10.0.0.7');
    expect('cause' in new AuthError('expired')).toBe(false);
  });
});

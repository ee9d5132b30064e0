import { describe, expect, it } from '@jest/globals';
import { expandScopes, isScope, anonymousPrincipal, localPrincipal, scopes } from '../../src/auth/index.js';

describe('scopes', () => {
  it.each([
    [[], []],
    [['confluence:read'], ['confluence:read']],
    [['confluence:write'], ['confluence:read', 'confluence:write']],
    [['confluence:delete'], ['confluence:read', 'confluence:write', 'confluence:delete']],
    [
      ['confluence:delete', 'confluence:read'],
      ['confluence:read', 'confluence:write', 'confluence:delete'],
    ],
    [['openid', 'confluence:*', '__proto__'], []],
  ])('%j grant %j', (granted, expected) => {
    expect([...expandScopes(granted)]).toEqual(expected);
  });

  it('are known by their exact names', () => {
    expect(['confluence:read', 'Confluence:read', 'confluence', 'constructor'].map(isScope)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('callers without a token', () => {
  it('have every scope, so that policy alone limits them, and no tool of their own', () => {
    for (const principal of [anonymousPrincipal(), localPrincipal()]) {
      expect([...principal.scopes]).toEqual([...scopes]);
      expect([...principal.tools]).toEqual([]);
      expect(principal.organizationId).toBeNull();
    }
  });

  it('are told apart in the audit log', () => {
    expect(anonymousPrincipal()).toMatchObject({ id: 'none:local:anonymous', mode: 'none', name: 'anonymous' });
    expect(localPrincipal()).toMatchObject({ id: 'stdio:local:user', mode: 'stdio', name: 'local user' });
  });
});

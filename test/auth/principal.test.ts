import { describe, expect, it } from '@jest/globals';
import { expandScopes, isScope } from '../../src/auth/index.js';

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

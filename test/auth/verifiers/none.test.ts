import { describe, expect, it } from '@jest/globals';
import { anonymousPrincipal, localPrincipal, scopes } from '../../../src/auth/index.js';

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

import { createPrincipal } from '../create-principal.js';
import { scopes } from '../principal.js';
import type { Principal } from '../principal.js';

/** Everybody, where authentication is off; policy alone limits what they can do. */
export function anonymousPrincipal(): Principal {
  return createPrincipal({ mode: 'none', issuer: 'local', subject: 'anonymous', name: 'anonymous', scopes });
}

/** The local user behind stdio. */
export function localPrincipal(): Principal {
  return createPrincipal({ mode: 'stdio', issuer: 'local', subject: 'user', name: 'local user', scopes });
}

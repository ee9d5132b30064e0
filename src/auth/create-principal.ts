import { expandScopes } from './principal.js';
import type { AuthMode, Principal } from './principal.js';

export interface PrincipalParts {
  mode: AuthMode;
  issuer: string;
  subject: string;
  name: string;
  organizationId?: string | null;
  scopes: Iterable<string>;
  tools?: Iterable<string>;
  spaces?: Iterable<string> | null;
  grantId?: string | null;
}

/** A principal from what a verifier found out; scopes are closed under implication. */
export function createPrincipal(parts: PrincipalParts): Principal {
  const { mode, issuer, subject, name } = parts;
  return {
    id: `${mode}:${issuer}:${subject}`,
    mode,
    issuer,
    subject,
    name,
    organizationId: parts.organizationId ?? null,
    scopes: expandScopes(parts.scopes),
    tools: new Set(parts.tools),
    spaces: parts.spaces === undefined || parts.spaces === null ? null : new Set(parts.spaces),
    grantId: parts.grantId ?? null,
  };
}

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
  grantable?: Iterable<string> | null;
  claimedEmail?: string | null;
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
    spaces: parts.spaces ? new Set(parts.spaces) : null,
    grantId: parts.grantId ?? null,
    grantable: parts.grantable ? expandScopes(parts.grantable) : null,
    claimedEmail: parts.claimedEmail ?? null,
  };
}

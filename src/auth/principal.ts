/** The scopes of this service, weakest first; each one implies those before it. */
export const scopes = ['confluence:read', 'confluence:write', 'confluence:delete'] as const;
/** One of the scopes that a token can carry; each includes those before it. */
export type Scope = (typeof scopes)[number];

/** The scope that a call needs; reading has one of its own, and deleting does not come with writing. */
export function scopeOf(effect: 'read' | 'create' | 'update' | 'delete'): Scope {
  if (effect === 'read') return 'confluence:read';
  return effect === 'delete' ? 'confluence:delete' : 'confluence:write';
}

/** The ways to prove who is calling, one verifier each. */
export type AuthMode = 'iap' | 'oauth' | 'google-oidc' | 'dev' | 'jwt' | 'static' | 'cloud-run-iam' | 'none' | 'stdio';

/**
 * Who is calling and what the token lets them do. A principal is mode + issuer + subject: equal e-mails of two
 * issuers are two people. Nothing in here is a credential, so it may be logged.
 */
export interface Principal {
  /** `mode:issuer:subject`, the key for rate limits, caches and audit. */
  readonly id: string;
  readonly mode: AuthMode;
  readonly issuer: string;
  readonly subject: string;
  /** What a person recognises: an e-mail or a user id. */
  readonly name: string;
  readonly organizationId: string | null;
  /** Granted scopes, already closed under implication (write holds read). */
  readonly scopes: ReadonlySet<Scope>;
  /** Tool names granted one by one, without their scope (static permissions). */
  readonly tools: ReadonlySet<string>;
  /** Space keys that a grant narrows this caller to, as written there; null leaves it to the space policy. */
  readonly spaces: ReadonlySet<string> | null;
  /** The grant of our own authorization server behind an `oauth` caller; null for everybody else. */
  readonly grantId: string | null;
  /** The most that this person could be granted, for callers who can ask for more (`oauth`); null for everybody else. */
  readonly grantable: ReadonlySet<Scope> | null;
  /** Verified, in lower case: told in the audit log beside the subject, where the issuer is Google. */
  readonly email: string | null;
  /** An e-mail that stood in the request without any proof: for the audit log, and for nothing else. */
  readonly claimedEmail: string | null;
  /** What operators' files may call this caller, the most exact first: `google:SUBJECT`, `google:EMAIL`, `google:@DOMAIN`. */
  readonly keys: readonly string[];
}

/** Whether a word is one of the scopes, to the letter. */
export function isScope(value: string): value is Scope {
  return (scopes as readonly string[]).includes(value);
}

/** Closes a list of scopes under implication: `confluence:delete` holds write and read. Unknown words are dropped. */
export function expandScopes(granted: Iterable<string>): ReadonlySet<Scope> {
  const strongest = Math.max(-1, ...[...granted].map((word) => (scopes as readonly string[]).indexOf(word)));
  return new Set(scopes.slice(0, strongest + 1));
}

/**
 * What a verifier knows. What it leaves out of `tools` grants none; without `spaces` the space policy alone decides.
 */
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
  email?: string | null | undefined;
  claimedEmail?: string | null;
  /** Default: the mode and the subject. */
  keys?: readonly string[] | undefined;
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
    email: parts.email ?? null,
    claimedEmail: parts.claimedEmail ?? null,
    keys: parts.keys ?? [`${mode}:${subject}`],
  };
}

/** Everybody, where authentication is off; policy alone limits what they can do. */
export function anonymousPrincipal(): Principal {
  return createPrincipal({ mode: 'none', issuer: 'local', subject: 'anonymous', name: 'anonymous', scopes });
}

/** The local user behind stdio. */
export function localPrincipal(): Principal {
  return createPrincipal({ mode: 'stdio', issuer: 'local', subject: 'user', name: 'local user', scopes });
}

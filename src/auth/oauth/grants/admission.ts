import { domainOf } from '../../allow-list.js';
import type { Entitlement, Grants } from '../../grants.js';
import { expandScopes } from '../../principal.js';
import type { Scope } from '../../principal.js';
import type { Login } from './grant-store.js';

/** Who may log in, and what each may do once they have. */
export interface AdmissionOptions {
  /** Verified e-mail addresses in lower case; `any` lets in whoever the upstream knows. */
  readonly allowedEmails: 'any' | readonly string[];
  readonly allowedDomains: readonly string[];
  /** What each person may do here at the most, whatever their client asks for. */
  readonly grants: Pick<Grants, 'grantFor'>;
}

/** Works out anew, each time, what a person may do now; undefined for somebody who may not come in. */
export type Admission = (login: Login) => Entitlement | undefined;

/**
 * Judges a login by its verified e-mail address alone: one that the upstream does not vouch for opens nothing but
 * `any`.
 */
export function createAdmission({ allowedEmails, allowedDomains, grants }: AdmissionOptions): Admission {
  const emails = new Set(allowedEmails === 'any' ? [] : allowedEmails);
  const domains = new Set(allowedDomains);
  const isListed = (email: string | null): boolean =>
    email !== null && (emails.has(email) || domains.has(domainOf(email)));
  return ({ subject, verifiedEmail: email }) =>
    allowedEmails === 'any' || isListed(email) ? grants.grantFor({ prefix: 'oauth', subject, email }) : undefined;
}

/** The scopes among those asked for that the person may have. */
export function scopesWithin(asked: Iterable<string>, { scopes }: Pick<Entitlement, 'scopes'>): Scope[] {
  return [...expandScopes(asked)].filter((scope) => scopes.has(scope));
}

/** What a client asks a person for. Asking for nothing of ours is asking to read. */
export function askedScopes(parameter: unknown): Scope[] {
  const known = expandScopes(typeof parameter === 'string' ? parameter.split(' ') : []);
  return known.size > 0 ? [...known] : ['confluence:read'];
}

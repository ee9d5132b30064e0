import { AppError } from '../../errors.js';
import { AuthError } from '../auth-error.js';
import { createClaimsVerifier, isPrintable } from '../claims-verifier.js';
import type { VerifiedClaims } from '../claims-verifier.js';
import { createPrincipal } from '../create-principal.js';
import { createRemoteKeySource } from '../key-source.js';
import type { KeyFetch } from '../key-source.js';
import type { Principal, Scope } from '../principal.js';
import type { TokenVerifier } from './token-verifier.js';

export interface GoogleOidcOptions {
  /** Exact audiences: the URLs of this service. */
  audiences: readonly string[];
  /** People and service accounts by e-mail. */
  allowedEmails?: readonly string[];
  /** A person's `hd`, or `PROJECT.iam.gserviceaccount.com` for the service accounts of a project. */
  allowedDomains?: readonly string[];
  jwksUrl?: string | undefined;
}

const googleKeys = 'https://www.googleapis.com/oauth2/v3/certs';
const issuer = 'https://accounts.google.com';
/** Both forms that Google documents; they name one issuer, so one person stays one principal. */
const issuers = [issuer, 'accounts.google.com'];

/**
 * Google ID tokens (https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken).
 * An authentic caller who is not on the list is a 403. Throws AppError INVALID_INPUT for settings that would let
 * in everybody or nobody.
 */
export function createGoogleOidcVerifier(
  options: GoogleOidcOptions,
  defaultScopes: readonly Scope[],
  fetchKeys?: KeyFetch,
): TokenVerifier {
  const audiences = new Set(options.audiences);
  if (audiences.size === 0) throw fault('google-oidc needs at least one audience.');
  const isAllowed = createAllowList(options);
  const verifyClaims = createClaimsVerifier({
    issuers,
    algorithms: ['RS256'],
    keys: createRemoteKeySource(options.jwksUrl ?? googleKeys, fetchKeys),
    isOurAudience: (audience) => typeof audience === 'string' && audiences.has(audience),
  });
  return {
    mode: 'google-oidc',
    issuers,
    async verify(token) {
      const claims = await verifyClaims(token);
      const email = claims['email_verified'] === true ? toAsciiLowerCase(claims['email']) : undefined;
      if (email === undefined) {
        throw new AuthError('email_not_verified', { principal: toPrincipal(claims, claims.sub, []) });
      }
      if (!isAllowed(email, toAsciiLowerCase(claims['hd']))) {
        throw new AuthError('not_allowed', { principal: toPrincipal(claims, email, []) });
      }
      return toPrincipal(claims, email, defaultScopes);
    },
  };
}

function toPrincipal(claims: VerifiedClaims, name: string, scopes: readonly Scope[]): Principal {
  const organizationId = isPrintable(claims['hd']) ? claims['hd'] : null;
  return createPrincipal({ mode: 'google-oidc', issuer, subject: claims.sub, name, organizationId, scopes });
}

/** Of a service account only its e-mail counts: `hd` is a claim about people. */
function createAllowList({ allowedEmails = [], allowedDomains = [] }: GoogleOidcOptions) {
  const emails = new Set(allowedEmails.map(parseEmail));
  const domains = new Set(allowedDomains.map(parseDomain));
  if (emails.size + domains.size === 0) throw fault('google-oidc needs a list of allowed e-mails or domains.');
  return (email: string, hostedDomain: string | undefined): boolean => {
    const emailDomain = email.slice(email.lastIndexOf('@') + 1);
    const domain = emailDomain.endsWith('.gserviceaccount.com') ? emailDomain : hostedDomain;
    return emails.has(email) || (domain !== undefined && domains.has(domain));
  };
}

function parseEmail(entry: string): string {
  const email = toAsciiLowerCase(entry);
  if (email === undefined || !/^[^@]+@[^@]+$/.test(email)) {
    throw fault(`"${entry}" is not an e-mail address in ASCII.`);
  }
  return email;
}

/** Domains that service accounts of all Google customers share would let in everybody, so they are refused. */
function parseDomain(entry: string): string {
  const domain = toAsciiLowerCase(entry);
  if (domain === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) {
    throw fault(`"${entry}" is not a domain in ASCII.`);
  }
  if (/(^|\.)gserviceaccount\.com$/.test(domain) && !/[^.]\.iam\.gserviceaccount\.com$/.test(domain)) {
    throw fault(`"${entry}" is shared by many projects; write PROJECT.iam.gserviceaccount.com.`);
  }
  return domain;
}

/** Undefined for anything but printable ASCII: some other letters become ASCII when they are lower-cased. */
function toAsciiLowerCase(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,254}$/.test(value) ? value.toLowerCase() : undefined;
}

function fault(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'Mend the Google settings and start again.' });
}

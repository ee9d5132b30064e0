import type { Meter } from '../../observability/index.js';
import { AppError } from '../../errors.js';
import { AuthError } from '../auth-error.js';
import { createClaimsVerifier, isPrintable } from '../claims-verifier.js';
import type { VerifiedClaims } from '../claims-verifier.js';
import { createAllowList, toAsciiLowerCase, vouchingDomain } from '../allow-list.js';
import type { AllowListOptions } from '../allow-list.js';
import { createPrincipal } from '../principal.js';
import type { PrincipalParts } from '../principal.js';
import type { Grants } from '../grants.js';
import { createRemoteKeySource } from '../key-source.js';
import type { KeyFetch } from '../key-source.js';
import type { Principal } from '../principal.js';
import type { TokenVerifier } from './token-verifier.js';

/** Whose Google ID tokens are taken, and for which audiences. */
export interface GoogleOidcOptions extends AllowListOptions {
  readonly meter?: Pick<Meter, 'cacheRequest'> | undefined;
  /** Exact audiences: the URLs of this service. */
  audiences: readonly string[];
  jwksUrl?: string | undefined;
}

/** The key set of Google's ID tokens (https://accounts.google.com/.well-known/openid-configuration, `jwks_uri`). */
export const googleKeys = 'https://www.googleapis.com/oauth2/v3/certs';
/** The `iss` that principals carry, whichever form the token had. */
export const googleIssuer = 'https://accounts.google.com';
/** Both forms that Google documents; they name one issuer, so one person stays one principal. */
export const googleIssuers: readonly string[] = [googleIssuer, 'accounts.google.com'];

/**
 * Google ID tokens (https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken).
 * An authentic caller who is not on the list is a 403. Throws AppError INVALID_INPUT for settings that would let
 * in everybody or nobody.
 */
export function createGoogleOidcVerifier(
  options: GoogleOidcOptions,
  grants: Grants,
  fetchKeys?: KeyFetch,
): TokenVerifier {
  const audiences = new Set(options.audiences);
  if (audiences.size === 0) throw fault('google-oidc needs at least one audience.');
  const isAllowed = createAllowList(options);
  const keys = createRemoteKeySource(options.jwksUrl ?? googleKeys, fetchKeys);
  const verifyClaims = createClaimsVerifier({
    issuers: googleIssuers,
    algorithms: ['RS256'],
    keys,
    isOurAudience: (audience) => typeof audience === 'string' && audiences.has(audience),
    meter: options.meter,
  });
  return {
    mode: 'google-oidc',
    issuers: googleIssuers,
    checkKeys: () => keys.check(),
    async verify(token) {
      const claims = await verifyClaims(token);
      const email = claims['email_verified'] === true ? toAsciiLowerCase(claims['email']) : undefined;
      if (email === undefined) {
        throw new AuthError('email_not_verified', { principal: toPrincipal(claims, undefined, nothing) });
      }
      const domain = vouchingDomain(email, claims['hd']) ?? null;
      if (!isAllowed(email, domain ?? undefined)) {
        throw new AuthError('not_allowed', { principal: toPrincipal(claims, email, nothing) });
      }
      return toPrincipal(claims, email, grants.grantFor({ prefix: 'google', subject: claims.sub, email, domain }));
    },
  };
}

const nothing = { scopes: [], tools: [], spaces: null };

function toPrincipal(
  claims: VerifiedClaims,
  email: string | undefined,
  entitlement: Pick<PrincipalParts, 'scopes' | 'tools' | 'spaces' | 'keys'>,
): Principal {
  const organizationId = isPrintable(claims['hd']) ? claims['hd'] : null;
  const person = { mode: 'google-oidc', issuer: googleIssuer, subject: claims.sub, organizationId } as const;
  return createPrincipal({ ...person, name: email ?? claims.sub, email, ...entitlement });
}

function fault(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'Fix the Google settings and start again.' });
}

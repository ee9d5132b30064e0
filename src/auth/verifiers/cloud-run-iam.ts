import { toAsciiLowerCase, vouchingDomain } from '../allow-list.js';
import { AuthError } from '../auth-error.js';
import { isJwt, isSignatureRemoved, parseBearerToken, readClaims } from '../bearer-token.js';
import { isPrintable } from '../claims-verifier.js';
import { createPrincipal } from '../principal.js';
import type { Grants } from '../grants.js';
import type { Principal } from '../principal.js';
import { googleIssuer, googleIssuers } from './google-oidc.js';
import type { IamProbe } from './iam-probe.js';

/** How the verifier learns that IAM stands in front of the service. */
export interface CloudRunIamOptions {
  probe: Pick<IamProbe, 'requireOn'>;
}

interface CloudRunIamVerifier {
  /**
   * `serverless` holds the values of X-Serverless-Authorization; `stripped` is a token from Authorization whose
   * signature Cloud Run took away. One of the two must be there. Throws AuthError.
   */
  verify(serverless: readonly string[], stripped: string | undefined): Promise<Principal>;
}

const clockToleranceS = 30;
const invoker = 'cloud-run-invoker';

/**
 * Callers whom Cloud Run's own IAM check let in (https://cloud.google.com/run/docs/authenticating/service-to-service).
 * Of two headers Cloud Run checks X-Serverless-Authorization alone, so that one names the caller. A stripped
 * Authorization without it proves only that some invoker called: any of them can write such a text beside a checked
 * header that does not arrive.
 */
export function createCloudRunIamVerifier({ probe }: CloudRunIamOptions, grants: Grants): CloudRunIamVerifier {
  return {
    async verify(serverless, stripped) {
      const token = parseBearerToken(serverless);
      const principal = token === undefined ? sharedInvoker(stripped ?? '', grants) : namedInvoker(token, grants);
      await probe.requireOn();
      return principal;
    },
  };
}

function namedInvoker(token: string, grants: Grants): Principal {
  if (!isJwt(token)) throw new AuthError('malformed_token');
  if (!isSignatureRemoved(token)) throw new AuthError('not_checked');
  const claims = readClaims(token);
  const { iss, sub: subject, hd } = claims;
  if (typeof iss !== 'string' || !googleIssuers.includes(iss)) throw new AuthError('unknown_issuer');
  requireCurrent(claims);
  if (!isPrintable(subject)) throw new AuthError('invalid_claims');
  const email = verifiedEmail(claims);
  const domain = (email && vouchingDomain(email, hd)) ?? null;
  return createPrincipal({
    mode: 'cloud-run-iam',
    issuer: googleIssuer,
    subject,
    name: email ?? subject,
    email,
    organizationId: isPrintable(hd) ? hd : null,
    ...grants.grantFor({ prefix: 'google', subject, email, domain }),
  });
}

function sharedInvoker(stripped: string, { defaults }: Grants): Principal {
  const { email } = readClaims(stripped);
  const claimedEmail = isPrintable(email) ? email : null;
  const shared = { mode: 'cloud-run-iam', issuer: 'cloud-run', subject: invoker, name: invoker } as const;
  return createPrincipal({ ...shared, scopes: defaults.scopes, claimedEmail });
}

/** Cloud Run checked the times too; this keeps out what was held back on the way. */
function requireCurrent({ exp, nbf, iat }: Record<string, unknown>): void {
  const nowS = Date.now() / 1000;
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw new AuthError('invalid_claims');
  if (exp + clockToleranceS <= nowS) throw new AuthError('expired');
  if ([nbf, iat].some((time) => typeof time === 'number' && time > nowS + clockToleranceS)) {
    throw new AuthError('not_yet_valid');
  }
}

function verifiedEmail(claims: Record<string, unknown>): string | undefined {
  return claims['email_verified'] === true ? toAsciiLowerCase(claims['email']) : undefined;
}

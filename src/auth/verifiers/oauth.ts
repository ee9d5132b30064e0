import { createLocalJWKSet, decodeProtectedHeader } from 'jose';
import type { JWK } from 'jose';
import type { Meter } from '../../observability/index.js';
import { isAppError } from '../../errors.js';
import { AuthError } from '../auth-error.js';
import { createClaimsVerifier } from '../claims-verifier.js';
import { createPrincipal } from '../principal.js';
import type { TokenVerifier } from './token-verifier.js';
import { scopesWithin } from '../oauth/grants/admission.js';
import type { Admission } from '../oauth/grants/admission.js';
import type { GrantStore, GrantRecord } from '../oauth/grants/grant-store.js';

interface OauthVerifierOptions {
  readonly meter?: Pick<Meter, 'cacheRequest'> | undefined;
  readonly issuer: string;
  /** The one audience of every access token. */
  readonly audience: string;
  readonly publicKeys: readonly JWK[];
  readonly grants: Pick<GrantStore, 'find'>;
  readonly admit: Admission;
  /**
   * Whether the upstream stands by a grant, where calls depend on that. What cannot be known now is left to the call,
   * whose answer names the reason.
   */
  readonly isAlive?: ((grantId: string) => Promise<boolean>) | undefined;
}

/**
 * Access tokens of our own authorization server (RFC 9068). The signature alone lets in nobody: the grant is read at
 * every request, so that a revoked one is refused at the next, and what its owner may do is worked out anew.
 */
export function createOauthVerifier(options: OauthVerifierOptions): TokenVerifier {
  const { issuer, audience, grants, admit, isAlive } = options;
  const verifyClaims = createClaimsVerifier({
    issuers: [issuer],
    algorithms: ['ES256'],
    keys: createLocalJWKSet({ keys: [...options.publicKeys] }),
    isOurAudience: (claim) => claim === audience,
    meter: options.meter,
  });
  return {
    mode: 'oauth',
    issuers: [issuer],
    async verify(token) {
      const claims = await verifyClaims(token);
      if (decodeProtectedHeader(token).typ !== 'at+jwt') throw new AuthError('wrong_type');
      const { grant_id: grantId, scope = '' } = claims;
      if (typeof grantId !== 'string' || typeof scope !== 'string') throw new AuthError('invalid_claims');
      const { login } = await findGrant(grants, grantId);
      const person = { mode: 'oauth' as const, ...login, grantId };
      const entitlement = admit(login);
      if (entitlement === undefined) {
        throw new AuthError('not_allowed', { principal: createPrincipal({ ...person, scopes: [] }) });
      }
      if (isAlive && !(await isAlive(grantId).catch(unknownIsFine))) throw new AuthError('grant_revoked');
      const { tools, spaces, scopes: grantable, keys } = entitlement;
      return createPrincipal({
        ...person,
        scopes: scopesWithin(scope.split(' '), entitlement),
        tools,
        spaces,
        keys,
        grantable,
      });
    },
  };
}

async function findGrant(grants: Pick<GrantStore, 'find'>, grantId: string): Promise<GrantRecord> {
  let found: GrantRecord | undefined;
  try {
    found = await grants.find(grantId);
  } catch (cause) {
    throw isAppError(cause) ? new AuthError('state_unavailable', { cause }) : cause;
  }
  if (found === undefined) throw new AuthError('grant_revoked');
  return found;
}

function unknownIsFine(error: unknown): boolean {
  if (isAppError(error)) return true;
  throw error;
}

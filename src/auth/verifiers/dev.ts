import { createClaimsVerifier } from '../claims-verifier.js';
import type { DevIssuer } from '../dev-issuer.js';
import type { Entitlement } from '../grants.js';
import { isOnly, toJwtPrincipal } from './jwt.js';
import type { TokenVerifier } from './token-verifier.js';

/** Tokens that this process signed itself, for local work. */
export function createDevVerifier(devIssuer: DevIssuer, defaults: Entitlement): TokenVerifier {
  const { issuer, audience, publicKey } = devIssuer;
  const verifyClaims = createClaimsVerifier({
    issuers: [issuer],
    algorithms: ['RS256'],
    keys: () => Promise.resolve(publicKey),
    isOurAudience: (claim) => isOnly(claim, audience),
  });
  return {
    mode: 'dev',
    issuers: [issuer],
    verify: async (token) => toJwtPrincipal('dev', issuer, await verifyClaims(token), defaults),
  };
}

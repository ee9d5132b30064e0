import type { Meter } from '../../observability/index.js';
import { toAsciiLowerCase, vouchingDomain } from '../allow-list.js';
import { AuthError } from '../auth-error.js';
import { isJwt } from '../bearer-token.js';
import { createClaimsVerifier, isPrintable } from '../claims-verifier.js';
import { createPrincipal } from '../principal.js';
import type { Grants } from '../grants.js';
import { createRemoteKeySource } from '../key-source.js';
import type { KeyFetch } from '../key-source.js';
import type { TokenVerifier } from './token-verifier.js';

/** Which assertions of Identity-Aware Proxy are taken. */
export interface IapOptions {
  readonly meter?: Pick<Meter, 'cacheRequest'> | undefined;
  /** Exact, e.g. `/projects/NUMBER/locations/REGION/services/NAME`. */
  audience: string;
  jwksUrl?: string | undefined;
}

/** The key set of IAP's assertions (https://cloud.google.com/iap/docs/signed-headers-howto). */
export const iapKeys = 'https://www.gstatic.com/iap/verify/public_key-jwk';
const issuer = 'https://cloud.google.com/iap';
const maxAssertionLength = 16 * 1024;

/**
 * Assertions of Google's Identity-Aware Proxy (https://cloud.google.com/iap/docs/signed-headers-howto). Who may come in
 * is decided there; here the grants say what they may do.
 */
export function createIapVerifier(options: IapOptions, grants: Grants, fetchKeys?: KeyFetch): TokenVerifier {
  const keys = createRemoteKeySource(options.jwksUrl ?? iapKeys, fetchKeys);
  const verifyClaims = createClaimsVerifier({
    issuers: [issuer],
    algorithms: ['ES256'],
    keys,
    isOurAudience: (audience) => audience === options.audience,
    meter: options.meter,
  });
  return {
    mode: 'iap',
    issuers: [issuer],
    checkKeys: () => keys.check(),
    async verify(assertion) {
      if (assertion.length > maxAssertionLength) throw new AuthError('token_too_large');
      if (!isJwt(assertion)) throw new AuthError('malformed_token');
      const claims = await verifyClaims(assertion);
      const { sub: subject, hd } = claims;
      // Of identities from elsewhere (`gcip`) the address holds a prefix, so that it is nobody's at Google.
      const email = toAsciiLowerCase(claims['email']);
      const domain = (email && vouchingDomain(email, hd)) ?? null;
      return createPrincipal({
        mode: 'iap',
        issuer,
        subject,
        name: email ?? subject,
        email,
        organizationId: isPrintable(hd) ? hd : null,
        ...grants.grantFor({ prefix: 'iap', subject, email, domain }),
      });
    },
  };
}

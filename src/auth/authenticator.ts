import { AppError } from '../errors.js';
import { AuthError } from './auth-error.js';
import { isJwt, isSignatureRemoved, parseBearerToken, readClaimedIssuer } from './bearer-token.js';
import type { Meter } from '../observability/index.js';
import type { DevIssuer } from './verifiers/dev.js';
import { createGrants } from './grants.js';
import type { GrantEntries, Grants } from './grants.js';
import type { KeyFetch } from './key-source.js';
import type { AuthMode, Principal, Scope } from './principal.js';
import { createCloudRunIamVerifier } from './verifiers/cloud-run-iam.js';
import type { CloudRunIamOptions } from './verifiers/cloud-run-iam.js';
import { createDevVerifier } from './verifiers/dev.js';
import { createGoogleOidcVerifier } from './verifiers/google-oidc.js';
import type { GoogleOidcOptions } from './verifiers/google-oidc.js';
import { createIapVerifier } from './verifiers/iap.js';
import type { IapOptions } from './verifiers/iap.js';
import { createJwtVerifier } from './verifiers/jwt.js';
import type { JwtOptions } from './verifiers/jwt.js';
import { anonymousPrincipal } from './principal.js';
import { createStaticVerifier } from './verifiers/static.js';
import type { StaticOptions } from './verifiers/static.js';
import type { TokenVerifier } from './verifiers/token-verifier.js';

/** A mode is on when its settings are here. */
export interface AuthOptions {
  iap?: IapOptions | undefined;
  /** Our own authorization server. */
  oauth?: TokenVerifier | undefined;
  google?: GoogleOidcOptions | undefined;
  jwt?: JwtOptions | undefined;
  static?: StaticOptions | undefined;
  dev?: DevIssuer | undefined;
  cloudRunIam?: CloudRunIamOptions | undefined;
  /** No authentication at all; cannot stand beside another mode. */
  none?: boolean | undefined;
  /** What single callers may do, for tokens that hold no scopes of ours. */
  grants?: GrantEntries | undefined;
  /** Scopes of a caller whose token holds none of ours and whom no grant names. */
  defaultScopes: readonly Scope[];
  /** Fetches key sets; `globalThis.fetch` when not given. */
  fetch?: KeyFetch | undefined;
  /** Told of look-ups among tokens that were checked lately. */
  meter?: Pick<Meter, 'cacheRequest'> | undefined;
}

/** Every value of each header that may say who calls, as it was sent. */
export interface AuthenticationRequest {
  authorization: readonly string[];
  /** X-Serverless-Authorization. */
  serverlessAuthorization?: readonly string[] | undefined;
  /** x-goog-iap-jwt-assertion. */
  iapAssertion?: readonly string[] | undefined;
}

/** Who a request comes from, asked in the order of the configured modes. */
export interface Authenticator {
  /** In the fixed order in which they are asked. */
  readonly modes: readonly AuthMode[];
  /** Throws AuthError. */
  authenticate(request: AuthenticationRequest): Promise<Principal>;
  /** Whether every key set can be had; absent when no mode needs one. Throws AppError UPSTREAM_UNAVAILABLE. */
  checkKeys?: (() => Promise<void>) | undefined;
}

/**
 * Decides who is calling, in a fixed order, and the first answer is final: the Identity-Aware Proxy alone where it is
 * on; a JWT by the verifier of its issuer, any other token by the list; without a token that can be verified here, Cloud
 * Run's own check. Throws AppError INVALID_INPUT for settings that cannot stand together.
 */
export async function createAuthenticator(options: AuthOptions): Promise<Authenticator> {
  const grants = createGrants(options.grants ?? {}, options.defaultScopes);
  const iap = options.iap && createIapVerifier({ meter: options.meter, ...options.iap }, grants, options.fetch);
  const verifiers = await createVerifiers(options, grants);
  const cloudRunIam = options.cloudRunIam && createCloudRunIamVerifier(options.cloudRunIam, grants);
  const modes: AuthMode[] = [
    ...(iap ? ['iap' as const] : []),
    ...verifiers.map(({ mode }) => mode),
    ...(cloudRunIam ? ['cloud-run-iam' as const] : []),
  ];
  if (options.none === true) return createOpenAuthenticator(modes);
  if (modes.length === 0) {
    throw new AppError('INVALID_INPUT', 'No authentication mode is on.', { hint: 'Choose one in AUTH_MODES.' });
  }
  const verifyToken = createTokenRouter(verifiers);
  return {
    modes,
    checkKeys: keyChecks([...(iap ? [iap] : []), ...verifiers]),
    async authenticate({ authorization, serverlessAuthorization = [], iapAssertion = [] }) {
      refuseRepeated(authorization, serverlessAuthorization, iapAssertion);
      if (iap !== undefined) return verifyAssertion(iap, iapAssertion);
      const token = parseBearerToken(authorization);
      const stripped = token !== undefined && isSignatureRemoved(token) && isJwt(token) ? token : undefined;
      if (token !== undefined && (stripped === undefined || cloudRunIam === undefined)) return verifyToken(token);
      if (cloudRunIam === undefined) throw new AuthError('no_token');
      if (token === undefined && serverlessAuthorization.length === 0) throw new AuthError('no_identity');
      return cloudRunIam.verify(serverlessAuthorization, stripped);
    },
  };
}

async function createVerifiers(options: AuthOptions, grants: Grants): Promise<TokenVerifier[]> {
  const { oauth, google, jwt, dev, fetch, meter } = options;
  const verifiers: TokenVerifier[] = [];
  if (oauth) verifiers.push(oauth);
  if (google) verifiers.push(createGoogleOidcVerifier({ meter, ...google }, grants, fetch));
  if (dev) verifiers.push(createDevVerifier(dev, grants.defaults));
  if (jwt) verifiers.push(await createJwtVerifier({ meter, ...jwt }, grants, fetch));
  if (options.static) verifiers.push(createStaticVerifier(options.static));
  return verifiers;
}

function keyChecks(verifiers: readonly TokenVerifier[]): (() => Promise<void>) | undefined {
  const checks = verifiers.flatMap(({ checkKeys }) => (checkKeys ? [checkKeys] : []));
  if (checks.length === 0) return undefined;
  return async () => void (await Promise.all(checks.map((check) => check())));
}

function createOpenAuthenticator(others: readonly AuthMode[]): Authenticator {
  if (others.length > 0) {
    throw new AppError('INVALID_INPUT', 'The authentication mode none cannot stand beside another.');
  }
  return {
    modes: ['none'],
    authenticate: ({ authorization, serverlessAuthorization = [], iapAssertion = [] }) =>
      Promise.resolve().then(() => {
        refuseRepeated(authorization, serverlessAuthorization, iapAssertion);
        return anonymousPrincipal();
      }),
  };
}

/** What stands in front of us may have looked at the other one of two. */
function refuseRepeated(authorization: readonly string[], ...others: (readonly string[])[]): void {
  if (authorization.length > 1) throw new AuthError('several_authorization_headers');
  if (others.some((values) => values.length > 1)) throw new AuthError('several_identity_headers');
}

function verifyAssertion(iap: TokenVerifier, [assertion]: readonly string[]): Promise<Principal> {
  if (assertion === undefined) throw new AuthError('no_assertion');
  return iap.verify(assertion);
}

/** A JWT goes to the verifier of its issuer, anything else to the static tokens. */
function createTokenRouter(verifiers: readonly TokenVerifier[]): (token: string) => Promise<Principal> {
  const byIssuer = indexByIssuer(verifiers);
  const opaque = verifiers.find(({ mode }) => mode === 'static');
  return async (token) => {
    if (!isJwt(token)) return verifyWith(opaque, token, 'unknown_token');
    return verifyWith(byIssuer.get(readClaimedIssuer(token)), token, 'unknown_issuer');
  };
}

function indexByIssuer(verifiers: readonly TokenVerifier[]): ReadonlyMap<string, TokenVerifier> {
  const byIssuer = new Map<string, TokenVerifier>();
  for (const verifier of verifiers) {
    for (const issuer of verifier.issuers) {
      const other = byIssuer.get(issuer);
      if (other !== undefined) {
        throw new AppError('INVALID_INPUT', `The modes ${other.mode} and ${verifier.mode} have one issuer: ${issuer}`);
      }
      byIssuer.set(issuer, verifier);
    }
  }
  return byIssuer;
}

function verifyWith(
  verifier: TokenVerifier | undefined,
  token: string,
  otherwise: 'unknown_token' | 'unknown_issuer',
): Promise<Principal> {
  if (verifier === undefined) throw new AuthError(otherwise);
  return verifier.verify(token);
}

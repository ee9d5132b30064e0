import { AppError } from '../errors.js';
import { AuthError } from './auth-error.js';
import { isJwt, parseBearerToken, readClaimedIssuer } from './bearer-token.js';
import type { DevIssuer } from './dev-issuer.js';
import type { KeyFetch } from './key-source.js';
import type { AuthMode, Principal, Scope } from './principal.js';
import { createDevVerifier } from './verifiers/dev.js';
import { createGoogleOidcVerifier } from './verifiers/google-oidc.js';
import type { GoogleOidcOptions } from './verifiers/google-oidc.js';
import { createJwtVerifier } from './verifiers/jwt.js';
import type { JwtOptions } from './verifiers/jwt.js';
import { anonymousPrincipal } from './verifiers/none.js';
import { createStaticVerifier } from './verifiers/static.js';
import type { StaticOptions } from './verifiers/static.js';
import type { TokenVerifier } from './verifiers/token-verifier.js';

/** A mode is on when its settings are here. */
export interface AuthOptions {
  google?: GoogleOidcOptions | undefined;
  jwt?: JwtOptions | undefined;
  static?: StaticOptions | undefined;
  dev?: DevIssuer | undefined;
  /** No authentication at all; cannot stand beside another mode. */
  none?: boolean | undefined;
  /** Scopes of a caller whose token holds none of ours. */
  defaultScopes: readonly Scope[];
  /** Fetches key sets; `globalThis.fetch` when not given. */
  fetch?: KeyFetch | undefined;
}

export interface AuthenticationRequest {
  /** The value of every Authorization header of the request, as it was sent. */
  authorization: readonly string[];
}

export interface Authenticator {
  /** In the fixed order in which they are asked. */
  readonly modes: readonly AuthMode[];
  /** Throws AuthError. */
  authenticate(request: AuthenticationRequest): Promise<Principal>;
}

/**
 * Decides who is calling by the one token of a request. A JWT goes to the verifier of its issuer, anything else to
 * the static tokens, and that answer is final. Throws AppError INVALID_INPUT for settings that cannot stand together.
 */
export async function createAuthenticator(options: AuthOptions): Promise<Authenticator> {
  const verifiers = await createVerifiers(options);
  if (options.none === true) return createOpenAuthenticator(verifiers);
  if (verifiers.length === 0) {
    throw new AppError('INVALID_INPUT', 'No authentication mode is on.', { hint: 'Choose one in AUTH_MODES.' });
  }
  const byIssuer = indexByIssuer(verifiers);
  const opaque = verifiers.find(({ mode }) => mode === 'static');
  return {
    modes: verifiers.map(({ mode }) => mode),
    async authenticate({ authorization }) {
      const token = parseBearerToken(authorization);
      if (token === undefined) throw new AuthError('no_token');
      if (!isJwt(token)) return verifyWith(opaque, token, 'unknown_token');
      return verifyWith(byIssuer.get(readClaimedIssuer(token)), token, 'unknown_issuer');
    },
  };
}

async function createVerifiers(options: AuthOptions): Promise<TokenVerifier[]> {
  const { google, jwt, dev, defaultScopes, fetch } = options;
  const verifiers: TokenVerifier[] = [];
  if (google) verifiers.push(createGoogleOidcVerifier(google, defaultScopes, fetch));
  if (dev) verifiers.push(createDevVerifier(dev, defaultScopes));
  if (jwt) verifiers.push(await createJwtVerifier(jwt, defaultScopes, fetch));
  if (options.static) verifiers.push(createStaticVerifier(options.static));
  return verifiers;
}

function createOpenAuthenticator(verifiers: readonly TokenVerifier[]): Authenticator {
  if (verifiers.length > 0) {
    throw new AppError('INVALID_INPUT', 'The authentication mode none cannot stand beside another.');
  }
  return {
    modes: ['none'],
    authenticate: ({ authorization }) =>
      authorization.length > 1
        ? Promise.reject(new AuthError('several_authorization_headers'))
        : Promise.resolve(anonymousPrincipal()),
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

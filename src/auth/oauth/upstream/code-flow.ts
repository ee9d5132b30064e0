import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type Configuration,
  type TokenEndpointResponse,
} from 'openid-client';
import { refreshFailure } from './upstream-failure.js';
import { UpstreamGrantDeadError, type UpstreamTokens, type UpstreamTransaction } from './upstream.js';

/** How long any one request to an upstream may take, in the unit of openid-client. */
export const requestTimeoutSeconds = 10;

/** Begins the authorization code flow with PKCE (RFC 6749, RFC 7636). */
export async function beginCodeFlow(
  config: Configuration,
  redirectUri: string,
  parameters: Record<string, string>,
): Promise<{ url: string; transaction: UpstreamTransaction }> {
  const codeVerifier = randomPKCECodeVerifier();
  const { nonce = '' } = parameters;
  const transaction = { state: randomState(), nonce, codeVerifier, redirectUri };
  const url = buildAuthorizationUrl(config, {
    ...parameters,
    redirect_uri: redirectUri,
    state: transaction.state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, transaction };
}

/** Ends it. Where the browser came back is what we sent it to: a proxy may show another host. */
export function exchangeCode(
  config: Configuration,
  callbackUrl: string,
  { redirectUri, state, nonce, codeVerifier }: UpstreamTransaction,
): ReturnType<typeof authorizationCodeGrant> {
  const came = new URL(redirectUri);
  came.search = new URL(callbackUrl, redirectUri).search;
  return authorizationCodeGrant(config, came, {
    expectedState: state,
    pkceCodeVerifier: codeVerifier,
    ...(nonce === '' ? {} : { expectedNonce: nonce }),
  });
}

/** Throws as `Upstream.refresh` does; `upstream` names it in the error. */
export async function exchangeRefreshToken(
  config: Configuration,
  tokens: UpstreamTokens,
  upstream: string,
): Promise<UpstreamTokens> {
  if (tokens.refreshToken === undefined) throw new UpstreamGrantDeadError('The login cannot be renewed.');
  try {
    return toUpstreamTokens(await refreshTokenGrant(config, tokens.refreshToken), tokens);
  } catch (error) {
    throw refreshFailure(error, upstream);
  }
}

/** For an upstream that does not say how long its tokens live (RFC 6749, 5.1 only recommends it). */
const assumedLifeSeconds = 60 * 60;

/**
 * What a token endpoint gave. A refresh that brings no new refresh token leaves the old one in use, and one that names
 * no scopes leaves them as they were (RFC 6749, 5.1 and 6).
 */
export function toUpstreamTokens(
  answer: TokenEndpointResponse,
  before: { refreshToken?: string; scopes: readonly string[] },
): UpstreamTokens {
  const refreshToken = answer.refresh_token ?? before.refreshToken;
  return {
    accessToken: answer.access_token,
    expiresAtMs: Date.now() + (answer.expires_in ?? assumedLifeSeconds) * 1000,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    scopes: answer.scope === undefined ? before.scopes : answer.scope.split(' ').filter((scope) => scope !== ''),
  };
}

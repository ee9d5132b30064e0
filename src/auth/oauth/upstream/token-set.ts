import type { TokenEndpointResponse } from 'openid-client';
import type { UpstreamTokens } from './upstream.js';

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

import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { AppError, isAppError } from '../../../errors.js';
import { UpstreamGrantDeadError, UpstreamLoginError } from './upstream.js';

/** What went wrong at a login, as the port has it. Nothing of the upstream's own text is in it. */
export function loginFailure(error: unknown, upstream: string): Error {
  if (isAppError(error) || error instanceof UpstreamLoginError) return error;
  if (error instanceof AuthorizationResponseError) return refusedLogin(error);
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
    return new UpstreamLoginError('The login has expired. Start again.', { cause: error });
  }
  if (error instanceof ClientError && forgeries.has(error.code ?? '')) {
    return new UpstreamLoginError('The answer of the login service does not belong to this login. Start again.', {
      cause: error,
    });
  }
  return upstreamUnavailable(error, upstream);
}

/** What went wrong at a refresh: the grant is dead, or it cannot be known now. */
export function refreshFailure(error: unknown, upstream: string): Error {
  if (isAppError(error)) return error;
  if (error instanceof ResponseBodyError && isDead(error)) {
    return new UpstreamGrantDeadError('The login service gives no more tokens for this login.', { cause: error });
  }
  return upstreamUnavailable(error, upstream);
}

/** Atlassian calls a refresh token that it no longer knows an unauthorized client. */
function isDead({ error, error_description: description = '' }: ResponseBodyError): boolean {
  return error === 'invalid_grant' || (error === 'unauthorized_client' && /refresh_?token/i.test(description));
}

/** Answers that were made for another login, or by somebody else: state, nonce, issuer, audience, signature, times. */
const forgeries: ReadonlySet<string> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]);

function refusedLogin(cause: AuthorizationResponseError): UpstreamLoginError {
  const message = cause.error === 'access_denied' ? 'The login was cancelled.' : 'The login service refused the login.';
  return new UpstreamLoginError(message, { cause });
}

const wrongClient: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'access_denied',
  'invalid_scope',
  'unsupported_grant_type',
]);

/** It is away, or does not know this service. */
export function upstreamUnavailable(cause: unknown, upstream: string): AppError {
  if (
    cause instanceof WWWAuthenticateChallengeError ||
    (cause instanceof ResponseBodyError && wrongClient.has(cause.error))
  ) {
    return new AppError('UPSTREAM_UNAVAILABLE', `${upstream} does not accept this service as its client.`, {
      hint: 'The operator has to check the client id, the client secret and the scopes.',
      cause,
    });
  }
  return new AppError('UPSTREAM_UNAVAILABLE', `${upstream}, where people log in, could not be asked.`, {
    hint: 'Try again in a moment.',
    cause,
  });
}

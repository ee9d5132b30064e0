import type { Principal } from './principal.js';

type AuthStatus = 400 | 401 | 403 | 503;
type AuthErrorCode = 'invalid_request' | 'invalid_token' | 'access_denied' | 'temporarily_unavailable';

/** The error word that belongs to each status; a 401 for a request without any token has none (RFC 6750, 3.1). */
const codeOf: Record<AuthStatus, AuthErrorCode> = {
  400: 'invalid_request',
  401: 'invalid_token',
  403: 'access_denied',
  503: 'temporarily_unavailable',
};

/** Requests without any token. */
const withoutToken: readonly string[] = ['no_token', 'no_assertion', 'no_identity'];

/** Every way to be refused. The texts are constants, so that no token can slip into one. */
const refusals = {
  no_token: [401, 'This service needs a bearer token.'],
  no_assertion: [401, 'This service is reached through the Identity-Aware Proxy, whose assertion is missing.'],
  no_identity: [
    401,
    'This service needs a bearer token. Neither Authorization nor X-Serverless-Authorization arrived; if one was ' +
      'sent, the front end kept it. Send the same Google ID token in both headers.',
  ],
  several_authorization_headers: [400, 'More than one Authorization header was sent.'],
  several_identity_headers: [
    400,
    'More than one X-Serverless-Authorization or X-Goog-IAP-JWT-Assertion header was sent.',
  ],
  not_checked: [401, 'The token in X-Serverless-Authorization still has its signature: Cloud Run did not check it.'],
  malformed_header: [401, 'The Authorization header is not "Bearer" followed by exactly one token.'],
  token_too_large: [401, 'The token is larger than 16 KB.'],
  malformed_token: [401, 'The token is malformed.'],
  unknown_token: [401, 'The token is not known here.'],
  unknown_issuer: [401, 'The token comes from an issuer that is not trusted here.'],
  signature_removed: [
    401,
    'Cloud Run removed the signature of this token before it arrived, so it cannot be verified here. ' +
      'Send the same Google ID token in both Authorization and X-Serverless-Authorization.',
  ],
  wrong_type: [401, 'The token is of a type that is not meant for access.'],
  algorithm_not_allowed: [401, 'The token is signed with an algorithm that is not allowed here.'],
  unknown_key: [401, 'The token is signed with a key that its issuer does not publish.'],
  bad_signature: [401, "The token's signature is wrong."],
  wrong_audience: [401, 'The token was issued for another service.'],
  expired: [401, 'The token has expired.'],
  not_yet_valid: [401, 'The token is not valid yet.'],
  grant_revoked: [401, 'The login behind this token has ended. Log in again.'],
  invalid_claims: [401, 'A claim of the token is missing or has the wrong form.'],
  email_not_verified: [
    403,
    'The token carries no verified e-mail address. A service account needs a token that includes its e-mail.',
  ],
  not_allowed: [403, 'This account is authentic, but it is not allowed to use this service.'],
  keys_unavailable: [503, 'The keys that verify this token cannot be fetched at the moment. Try again shortly.'],
  iam_is_off: [503, "Cloud Run's IAM check is off, so nobody can be identified by it. The operator has to fix this."],
  iam_is_unknown: [
    503,
    "Whether Cloud Run's IAM check is on cannot be found out at the moment, so nobody can be identified by it.",
  ],
  state_unavailable: [503, 'Whether this token still holds cannot be found out at the moment. Try again shortly.'],
} as const satisfies Record<string, readonly [AuthStatus, string]>;

/** Machine word for the audit log, e.g. `wrong_audience`. */
export type AuthReason = keyof typeof refusals;

/** What goes with a refusal, beside its code. */
export interface AuthErrorOptions {
  /** The authentic caller who was refused, without any scope; for the audit log. */
  principal?: Principal;
  /** The failure behind it, for the log only. Never an error that holds the token or its claims. */
  cause?: unknown;
}

/**
 * A caller who was not let in. `message` may be shown to anybody: it never holds anything that was sent.
 * 401 asks for a challenge; 403 has none, because another token of the same caller changes nothing.
 */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly status: AuthStatus;
  /** Word for the error body and the challenge; undefined when the request had no token at all. */
  readonly error: AuthErrorCode | undefined;
  readonly principal: Principal | undefined;

  constructor(
    readonly reason: AuthReason,
    options: AuthErrorOptions = {},
  ) {
    const [status, message] = refusals[reason];
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.error = withoutToken.includes(reason) ? undefined : codeOf[status];
    this.principal = options.principal;
  }
}

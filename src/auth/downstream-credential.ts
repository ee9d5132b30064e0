/**
 * The caller's own credential at the upstream (Atlassian's token with `CONFLUENCE_AUTH=user`, the OpenID provider's
 * otherwise), for what acts in the caller's name. It is never the token that the client sent us.
 */
export interface DownstreamCredential {
  /**
   * A token that is good now, refreshed where need be: once, over all calls and replicas. `rejected` is a token of
   * this credential that the far end just answered with 401; then a newer one is answered. Throws AppError
   * CREDENTIALS_REJECTED when the grant is dead (it is then revoked here as well, and the next request is
   * challenged), FORBIDDEN when this caller has none, with the reason.
   */
  accessToken(rejected?: string): Promise<string>;
  /** Says that the far end refused even a token that was just refreshed: the grant is revoked. */
  revoke(): Promise<void>;
}

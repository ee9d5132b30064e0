/** What the upstream gave for one person. Times are ms since the epoch. */
export interface UpstreamTokens {
  readonly accessToken: string;
  readonly expiresAtMs: number;
  /** Absent when the upstream gives none: then the login ends with the access token. */
  readonly refreshToken?: string;
  /** As the upstream granted them. */
  readonly scopes: readonly string[];
}

/** Who logged in. `issuer` and `subject` name the person; the rest is for people to read and for allow-lists. */
export interface UpstreamIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Lower case, and only when the upstream says that it is verified. */
  readonly verifiedEmail: string | undefined;
  /** `organization_id`, `org_id` or `hd` of the ID token. */
  readonly organizationId: string | null;
  readonly tokens: UpstreamTokens;
}

/** What has to come back with the callback of a login; kept in the state store, sealed. */
export interface UpstreamTransaction {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** Where people prove who they are: an OpenID provider, or Atlassian 3LO. Made once at start; discovers lazily. */
export interface Upstream {
  /** The name that the consent page shows, e.g. a host. */
  readonly displayName: string;
  /** The origin that the consent page's form may lead to. Throws AppError UPSTREAM_UNAVAILABLE. */
  authorizationOrigin(): Promise<string>;
  begin(redirectUri: string): Promise<{ url: string; transaction: UpstreamTransaction }>;
  /**
   * Exchanges the code of a callback. `callbackUrl` is the whole URL that the browser came with. Throws UpstreamLoginError when
   * the login failed or was refused, AppError UPSTREAM_UNAVAILABLE when the upstream cannot be reached.
   */
  finish(callbackUrl: string, transaction: UpstreamTransaction): Promise<UpstreamIdentity>;
  /** Throws UpstreamGrantDeadError when the upstream will never again give a token for this grant. */
  refresh(tokens: UpstreamTokens): Promise<UpstreamTokens>;
  /** Forgets the grant at the upstream where that is possible; never throws. */
  revoke(tokens: UpstreamTokens): Promise<void>;
}

/** The person was not logged in: refused, cancelled, or without access to the site. `message` may be shown. */
export class UpstreamLoginError extends Error {
  override readonly name = 'UpstreamLoginError';
}

/** `invalid_grant`: the person has to log in again. */
export class UpstreamGrantDeadError extends Error {
  override readonly name = 'UpstreamGrantDeadError';
}

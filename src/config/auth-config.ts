import type { Secret } from './secret.js';

/** `none` stands alone: nobody is asked for a token. */
export type ConfiguredAuthMode = 'iap' | 'oauth' | 'google-oidc' | 'jwt' | 'static' | 'cloud-run-iam' | 'none';
export type ConfiguredScope = 'confluence:read' | 'confluence:write' | 'confluence:delete';

export interface AuthConfig {
  /** In the order in which they are asked; empty for stdio, and when only dev tokens are accepted. */
  readonly modes: readonly ConfiguredAuthMode[];
  readonly iap?: IapAuthConfig;
  readonly oauth?: OAuthConfig;
  readonly google?: GoogleAuthConfig;
  readonly jwt?: JwtAuthConfig;
  /** The parsed file, keyed by token or `sha256:hex`; its meaning is checked by auth. */
  readonly staticTokens?: Secret<Readonly<Record<string, unknown>>>;
  readonly cloudRunIam?: CloudRunIamConfig;
  /** GRANTS_FILE, keyed by `prefix:EMAIL`, `prefix:@domain` or `prefix:SUBJECT`. */
  readonly grants?: Readonly<Record<string, GrantConfig>>;
  readonly defaultScopes: readonly ConfiguredScope[];
  /** Issuer of an outside authorization server, exactly as given. */
  readonly authorizationServer?: string;
  readonly devTokens: boolean;
}

export interface IapAuthConfig {
  readonly audience: string;
  /** undefined: Google's own. */
  readonly jwksUrl: string | undefined;
}

export interface CloudRunIamConfig {
  /** Serve although the check whether IAM is on could not be made. */
  readonly confirmed: boolean;
}

/** What one caller may do. Absent `scopes` and `tools`: the default scopes; absent `spaces`: every space of the policy. */
export interface GrantConfig {
  readonly scopes?: readonly ConfiguredScope[] | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly spaces?: readonly string[] | undefined;
}

export interface GoogleAuthConfig {
  readonly audiences: readonly string[];
  /** Lower case. */
  readonly allowedEmails: readonly string[];
  /** Lower case. */
  readonly allowedDomains: readonly string[];
  /** undefined: Google's own. */
  readonly jwksUrl: string | undefined;
}

export interface JwtAuthConfig {
  readonly keys: JwtKeySource;
  readonly issuer: string;
  readonly audience: string;
  /** JWS names, asymmetric only. */
  readonly algorithms: readonly string[];
}

/** A public key as SPKI PEM, or the URL of a key set. */
export type JwtKeySource =
  { readonly kind: 'publicKey'; readonly pem: string } | { readonly kind: 'jwks'; readonly url: string };

/** Our own authorization server. Its issuer is `server.baseUrl`. */
export interface OAuthConfig {
  /** The first signs; each has 32 bytes or more. */
  readonly signingKeys: Secret<readonly Uint8Array[]>;
  readonly upstream: OidcUpstreamConfig | AtlassianUpstreamConfig;
  /** Lower case; `any` lets in whoever the upstream knows. */
  readonly allowedEmails: 'any' | readonly string[];
  /** Lower case. */
  readonly allowedDomains: readonly string[];
  /** Exact, or with `*` in place of the port or of the last segments of the path. */
  readonly allowedRedirectUris: readonly string[];
}

export interface OidcUpstreamConfig {
  readonly kind: 'oidc';
  /** URL of the discovery document. */
  readonly configUrl: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: Secret;
}

export interface AtlassianUpstreamConfig {
  readonly kind: 'atlassian';
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Absent: what the enabled tools need. */
  readonly scopes?: readonly string[];
  /** Without trailing slash, e.g. `https://auth.atlassian.com`. */
  readonly authUrl: string;
  /** Without trailing slash, e.g. `https://api.atlassian.com`. */
  readonly apiUrl: string;
}

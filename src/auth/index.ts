/**
 * Who is it? Token in, Principal out; framework-free.
 * May import: observability, outbound, state; jose lives only here.
 * Promise: a chosen verifier's answer is final and nothing falls through to anonymous.
 */
export { AuthError } from './auth-error.js';
export type { AuthErrorOptions, AuthReason } from './auth-error.js';
export { createAuthenticator } from './authenticator.js';
export type { AuthenticationRequest, Authenticator, AuthOptions } from './authenticator.js';
export { challenge } from './challenge.js';
export type { ChallengeInput } from './challenge.js';
export { createDevIssuer } from './dev-issuer.js';
export type { DownstreamCredential } from './downstream-credential.js';
export type { DevIssuer, DevToken, DevTokenRequest } from './dev-issuer.js';
export { createKeyPair } from './key-pair.js';
export type { KeyPair } from './key-pair.js';
export { createGrants } from './grants.js';
export type { Entitlement, GrantEntries, GrantEntry, GrantPrefix, Grants, GrantSubject } from './grants.js';
export type { KeyFetch } from './key-source.js';
export type { AuthorizationServer } from './oauth/create-authorization-server.js';
export { openOauth } from './oauth/open-oauth.js';
export type { Oauth, OauthOptions } from './oauth/open-oauth.js';
export { oauthPaths } from './oauth/paths.js';
export { expandScopes, isScope, scopes } from './principal.js';
export type { AuthMode, Principal, Scope } from './principal.js';
export { signToken } from './sign-token.js';
export type { SignTokenInput } from './sign-token.js';
export { hashToken, parseStaticTokens } from './static-tokens.js';
export type { StaticToken, StaticTokens } from './static-tokens.js';
export type { CloudRunIamOptions } from './verifiers/cloud-run-iam.js';
export { createIamProbe } from './verifiers/iam-probe.js';
export type { IamProbe, IamProbeOptions, ProbeFetch } from './verifiers/iam-probe.js';
export { iapKeys } from './verifiers/iap.js';
export type { IapOptions } from './verifiers/iap.js';
export { googleKeys } from './verifiers/google-oidc.js';
export type { GoogleOidcOptions } from './verifiers/google-oidc.js';
export type { JwtOptions } from './verifiers/jwt.js';
export { anonymousPrincipal, localPrincipal } from './verifiers/none.js';
export type { StaticOptions } from './verifiers/static.js';
export type { TokenVerifier } from './verifiers/token-verifier.js';

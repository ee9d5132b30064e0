/**
 * Who is it? Token in, Principal out; framework-free.
 * May import: observability, outbound, state; jose lives only here.
 * Promise: a chosen verifier's answer is final and nothing falls through to anonymous.
 */
export { AuthError } from './auth-error.js';
export type { AuthErrorOptions, AuthReason } from './auth-error.js';
export { createAuthenticator } from './authenticator.js';
export type { AuthenticationRequest, Authenticator, AuthOptions } from './authenticator.js';
export { challenge } from './bearer-token.js';
export type { ChallengeInput } from './bearer-token.js';
export { createDevIssuer } from './verifiers/dev.js';
export type { DownstreamCredential } from './oauth/grants/upstream-credentials.js';
export type { DevIssuer, DevToken, DevTokenRequest } from './verifiers/dev.js';
export { createKeyPair } from './sign-token.js';
export type { KeyPair } from './sign-token.js';
export { createGrants } from './grants.js';
export type { Entitlement, GrantEntries, GrantEntry, GrantPrefix, Grants, GrantSubject } from './grants.js';
export type { KeyFetch } from './key-source.js';
export type { AuthorizationServer } from './oauth/provider/create-authorization-server.js';
export { createOauth } from './oauth/load-oauth.js';
export type { Oauth, OauthOptions } from './oauth/create-oauth.js';
export type { ServedApi } from './oauth/login/pages/consent-page.js';
export { oauthPaths } from './oauth/provider/paths.js';
export { expandScopes, isScope, scopeOf, scopes } from './principal.js';
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
export { anonymousPrincipal, localPrincipal } from './principal.js';
export { createStaticVerifier } from './verifiers/static.js';
export type { StaticOptions } from './verifiers/static.js';
export type { TokenVerifier } from './verifiers/token-verifier.js';

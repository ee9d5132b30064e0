import {
  allowInsecureRequests,
  AuthorizationResponseError,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  tokenRevocation,
  type Configuration,
  type CustomFetch,
  type IDToken,
  type UserInfoResponse,
} from 'openid-client';
import { AppError, isAppError } from '../../../errors.js';
import { beginCodeFlow, exchangeCode, exchangeRefreshToken, requestTimeoutSeconds } from './code-flow.js';
import { toUpstreamTokens } from './code-flow.js';
import { loginFailure, upstreamUnavailable } from './upstream-failure.js';
import type { Upstream, UpstreamIdentity } from './upstream.js';

/** Our client at an OpenID provider. */
export interface OidcUpstreamOptions {
  /** The discovery document: `https://idp.example/.well-known/openid-configuration`. Plain http only for loopback. */
  readonly configUrl: string;
  readonly clientId: string;
  /** Without one, this service is a public client. */
  readonly clientSecret?: string | undefined;
  readonly fetch: typeof fetch;
  /** For people; the provider's host by default. */
  readonly name?: string | undefined;
}

const baseScopes = ['openid', 'email', 'profile'];
const offlineScope = 'offline_access';
const google = 'https://accounts.google.com';

/** A login at an OpenID provider (OpenID Connect Core 1.0 with PKCE). Discovery waits for the first login. */
export function createOidcUpstream(options: OidcUpstreamOptions): Upstream {
  const { configUrl, name: displayName = new URL(configUrl).host } = options;
  const configure = createDiscovery(options, displayName);
  let mayAskForOffline = true;

  return {
    displayName,
    async authorizationOrigin() {
      const { authorization_endpoint: endpoint = configUrl } = (await configure()).serverMetadata();
      return new URL(endpoint).origin;
    },
    async begin(redirectUri) {
      const config = await configure();
      return beginCodeFlow(config, redirectUri, { ...loginParameters(config, mayAskForOffline), nonce: randomNonce() });
    },
    async finish(callbackUrl, transaction) {
      const config = await configure();
      try {
        const answer = await exchangeCode(config, callbackUrl, transaction);
        const person = await identityOf(config, answer.claims() as IDToken, answer.access_token);
        return { ...person, tokens: toUpstreamTokens(answer, { scopes: baseScopes }) };
      } catch (error) {
        // A provider may know the scope and still keep it from this client: better a login that cannot be renewed.
        if (error instanceof AuthorizationResponseError && error.error === 'invalid_scope') mayAskForOffline = false;
        throw loginFailure(error, displayName);
      }
    },
    refresh: async (tokens) => exchangeRefreshToken(await configure(), tokens, displayName),
    async revoke({ refreshToken, accessToken }) {
      try {
        const config = await configure();
        if (config.serverMetadata().revocation_endpoint === undefined) return;
        await tokenRevocation(config, refreshToken ?? accessToken);
      } catch {
        // The grant is forgotten here either way, and nobody can do anything about it there.
      }
    },
  };
}

/** Discovers once for all who ask meanwhile; a failure is forgotten, so that the next login tries again. */
function createDiscovery(options: OidcUpstreamOptions, displayName: string): () => Promise<Configuration> {
  const { configUrl, clientId, clientSecret } = options;
  const url = new URL(configUrl);
  const execute = [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])];
  let found: Promise<Configuration> | undefined;
  return () => {
    found ??= discovery(url, clientId, clientSecret, undefined, {
      [customFetch]: withoutNulls(options.fetch) as CustomFetch,
      timeout: requestTimeoutSeconds,
      execute,
    })
      .then((config) => requireEndpoints(config, displayName))
      .catch((error: unknown) => {
        found = undefined;
        throw isAppError(error) ? error : upstreamUnavailable(error, displayName);
      });
    return found;
  };
}

/** What no login can do without (OpenID Connect Discovery 1.0, 3); a document that lacks it would be found out only later. */
function requireEndpoints(config: Configuration, displayName: string): Configuration {
  const metadata = config.serverMetadata();
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    if (URL.canParse(metadata[name] ?? '')) continue;
    throw new AppError('UPSTREAM_UNAVAILABLE', `The OpenID configuration of ${displayName} has no ${name}.`, {
      hint: 'The operator has to check OIDC_CONFIG_URL.',
    });
  }
  return config;
}

/** Some servers send null for what they do not have, which the library takes for a value of the wrong type. */
function withoutNulls(fetch: OidcUpstreamOptions['fetch']): OidcUpstreamOptions['fetch'] {
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (!answer.headers.get('content-type')?.includes('json')) return answer;
    const text = await answer.text();
    const { status, headers } = answer;
    return new Response(text === '' ? null : cleaned(text), { status, headers });
  };
}

function cleaned(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) => value ?? undefined) ?? text;
  } catch {
    return text;
  }
}

/** A provider gives refresh tokens by itself, or for a scope that it then lists and that wants a consent; Google has its own word. */
function loginParameters(config: Configuration, mayAskForOffline: boolean): Record<string, string> {
  const { issuer, scopes_supported: supported = [] } = config.serverMetadata();
  if (issuer === google) return { scope: baseScopes.join(' '), access_type: 'offline', prompt: 'consent' };
  if (!mayAskForOffline || !supported.includes(offlineScope)) return { scope: baseScopes.join(' ') };
  return { scope: [...baseScopes, offlineScope].join(' '), prompt: 'consent' };
}

async function identityOf(
  config: Configuration,
  claims: IDToken,
  accessToken: string,
): Promise<Omit<UpstreamIdentity, 'tokens'>> {
  const profile = await profileOf(config, claims, accessToken);
  const verifiedEmail = verifiedEmailOf(profile);
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: verifiedEmail ?? text(profile['name']) ?? text(profile['preferred_username']) ?? claims.sub,
    verifiedEmail,
    organizationId: organizationOf(claims) ?? organizationOf(profile) ?? null,
  };
}

/** Some providers keep the e-mail out of the ID token; then the UserInfo endpoint has it, checked to be of the same person. */
async function profileOf(
  config: Configuration,
  claims: IDToken,
  accessToken: string,
): Promise<IDToken | UserInfoResponse> {
  if (claims['email'] !== undefined || config.serverMetadata().userinfo_endpoint === undefined) return claims;
  return fetchUserInfo(config, accessToken, claims.sub);
}

function verifiedEmailOf(profile: IDToken | UserInfoResponse): string | undefined {
  return profile['email_verified'] === true ? text(profile['email'])?.toLowerCase() : undefined;
}

function organizationOf(claims: IDToken | UserInfoResponse): string | undefined {
  return text(claims['organization_id']) ?? text(claims['org_id']) ?? text(claims['hd']);
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

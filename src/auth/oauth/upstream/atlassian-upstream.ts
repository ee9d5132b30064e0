import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  fetchProtectedResource,
  type CustomFetch,
} from 'openid-client';
import { z } from 'zod';
import { AppError } from '../../../errors.js';
import { beginCodeFlow, exchangeCode, exchangeRefreshToken, requestTimeoutSeconds } from './code-flow.js';
import { toUpstreamTokens } from './code-flow.js';
import { loginFailure } from './upstream-failure.js';
import { UpstreamLoginError, type Upstream, type UpstreamIdentity } from './upstream.js';

/**
 * Our OAuth 2.0 (3LO) app (https://developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps/). URLs are without a
 * slash at their end.
 */
export interface AtlassianUpstreamOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes of Confluence; what the login itself needs is added. */
  readonly scopes: readonly string[];
  /** `https://auth.atlassian.com` */
  readonly authUrl: string;
  /** `https://api.atlassian.com` */
  readonly apiUrl: string;
  /** The one site that is served, with or without `/wiki`. */
  readonly siteUrl: string;
  /** The site's id, where its address is not the one that Atlassian knows it by. */
  readonly cloudId?: string | undefined;
  readonly fetch: typeof fetch;
}

/** To read who logged in, and to be given refresh tokens. */
const loginScopes = ['read:me', 'offline_access'];

/** Documented are account_id, name and email among others, and not `email_verified`, which is looked at where it comes. */
const profile = z.object({
  account_id: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: z.unknown().optional(),
});

const sites = z.array(z.object({ id: z.string(), url: z.string(), scopes: z.array(z.string()).nullish() }));

/**
 * A login at Atlassian (OAuth 2.0, three-legged), which is no OpenID provider: endpoints are fixed, who logged in comes
 * from `/me`, and which sites are open from `/oauth/token/accessible-resources`. Refresh tokens rotate: the old one
 * works for ten minutes after its first use.
 */
export function createAtlassianUpstream(options: AtlassianUpstreamOptions): Upstream {
  const { authUrl, scopes } = options;
  const displayName = new URL(authUrl).host;
  const config = configurationOf(options);
  const scope = [...new Set([...scopes, ...loginScopes])].join(' ');
  return {
    displayName,
    authorizationOrigin: () => Promise.resolve(new URL(authUrl).origin),
    begin: (redirectUri) =>
      beginCodeFlow(config, redirectUri, { scope, audience: 'api.atlassian.com', prompt: 'consent' }),
    async finish(callbackUrl, transaction) {
      try {
        const answer = await exchangeCode(config, callbackUrl, transaction);
        const tokens = toUpstreamTokens(answer, { scopes: scope.split(' ') });
        const person = await identityOf(config, options, tokens.accessToken);
        await refuseWithoutSite(config, options, tokens.accessToken);
        return { ...person, tokens };
      } catch (error) {
        throw loginFailure(error, displayName);
      }
    },
    refresh: (tokens) => exchangeRefreshToken(config, tokens, displayName),
    // Atlassian has no endpoint for it: people take a consent back in their account.
    revoke: () => Promise.resolve(),
  };
}

function configurationOf({ authUrl, clientId, clientSecret, fetch }: AtlassianUpstreamOptions): Configuration {
  const server = {
    issuer: authUrl,
    authorization_endpoint: `${authUrl}/authorize`,
    token_endpoint: `${authUrl}/oauth/token`,
  };
  const config = new Configuration(server, clientId, clientSecret);
  config[customFetch] = fetch as CustomFetch;
  config.timeout = requestTimeoutSeconds;
  if (new URL(authUrl).protocol === 'http:') allowInsecureRequests(config);
  return config;
}

async function identityOf(
  config: Configuration,
  { authUrl, apiUrl }: AtlassianUpstreamOptions,
  accessToken: string,
): Promise<Omit<UpstreamIdentity, 'tokens'>> {
  const person = await ask(config, `${apiUrl}/me`, accessToken, profile);
  const verifiedEmail = person.email_verified === true ? person.email?.toLowerCase() : undefined;
  return {
    issuer: authUrl,
    subject: person.account_id,
    name: verifiedEmail ?? person.name ?? person.account_id,
    verifiedEmail,
    organizationId: null,
  };
}

/** One consent can open several sites; this service serves one. The same site is listed once for each of its products. */
async function refuseWithoutSite(
  config: Configuration,
  { apiUrl, siteUrl, cloudId }: AtlassianUpstreamOptions,
  accessToken: string,
): Promise<void> {
  const { origin, host } = new URL(siteUrl);
  const open = await ask(config, `${apiUrl}/oauth/token/accessible-resources`, accessToken, sites);
  const isServed = ({ id, url }: { id: string; url: string }): boolean =>
    cloudId === undefined ? URL.canParse(url) && new URL(url).origin === origin : id === cloudId;
  const served = open.filter(isServed);
  if (served.some(({ scopes }) => scopes?.some((scope) => scope.includes('confluence')))) return;
  throw new UpstreamLoginError(
    served.length === 0
      ? `This Atlassian account has no access to ${host}, or the consent was given for another site. Ask an administrator of the site, or choose ${host} at the consent.`
      : `This Atlassian account has no access to Confluence on ${host}. Ask an administrator of the site.`,
  );
}

async function ask<T>(config: Configuration, url: string, accessToken: string, shape: z.ZodType<T>): Promise<T> {
  const response = await fetchProtectedResource(config, accessToken, new URL(url), 'GET');
  const answer = shape.safeParse(response.ok ? parseJson(await response.text()) : undefined);
  if (answer.success) return answer.data;
  if (!response.bodyUsed) await response.body?.cancel();
  throw new AppError('UPSTREAM_UNAVAILABLE', `Atlassian did not tell who logged in (status ${response.status}).`, {
    hint: 'Try again in a moment; if it lasts, the operator has to check that the app has the User identity API with read:me.',
  });
}

/** Undefined for what is no JSON, which no shape takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { silentMeter, type AuditLog, type Logger, type Meter } from '../../../observability/index.js';
import type { Keyring, RateLimiter, StateStore } from '../../../state/index.js';
import type { TokenVerifier } from '../../verifiers/token-verifier.js';
import { createAdmission } from '../grants/admission.js';
import type { AdmissionOptions } from '../grants/admission.js';
import { createOauthVerifier } from '../../verifiers/oauth.js';
import { createGrantStore } from '../grants/grant-store.js';
import { withOauthErrors } from './provider-errors.js';
import { createCsrfToken } from '../login/forgery-protection.js';
import { createLogin } from '../login/create-login.js';
import { createLoginCookie } from '../login/forgery-protection.js';
import type { Served } from '../login/pages/consent-page.js';
import { createPendingLogins } from '../login/pending-logins.js';
import { loadOidcProvider } from './load-oidc-provider.js';
import { describeErrors } from './provider-errors.js';
import { correctMetadata } from './server-metadata.js';
import { toProviderConfiguration } from './provider-configuration.js';
import { createRedirectList } from './redirect-uris.js';
import { createResources } from './paths.js';
import { createSuccessor, nameSuccessors } from './refresh-line.js';
import { createSigningKeys } from './signing-keys.js';
import type { UpstreamCredentials } from '../grants/upstream-credentials.js';
import type { Upstream } from '../upstream/upstream.js';

/** What the authorization server stands on; settings that cannot work are found when it is made. */
export interface AuthorizationServerOptions extends AdmissionOptions {
  /** Public origin, https unless loopback; the issuer. Nothing else decides what our URLs look like. */
  readonly baseUrl: string;
  /** MCP endpoint: the resource that tokens are for. */
  readonly mcpPath: string;
  readonly keyring: Keyring;
  /** Sealed: its records hold what tokens are made of. */
  readonly store: StateStore;
  /** What people are asked about. */
  readonly served: Served;
  readonly upstream: Upstream;
  readonly credentials: Pick<UpstreamCredentials, 'save' | 'drop'>;
  /** Whether the upstream stands by a grant; asked at each request, for a service that acts in its callers' names. */
  readonly isAlive?: ((grantId: string) => Promise<boolean>) | undefined;
  /** Exact, or with `*` in place of the port or of the last segments of the path. */
  readonly allowedRedirectUris: readonly string[];
  /** Fetches the metadata documents of clients: URLs that strangers name. */
  readonly guardedFetch: typeof fetch;
  readonly log: Logger;
  readonly audit: AuditLog;
  /** Told how logins end, and of look-ups among tokens that were checked lately. */
  readonly meter?: Meter | undefined;
}

/** The authorization server of the MCP specification (OAuth 2.1), as far as HTTP and the authenticator see it. */
export interface AuthorizationServer {
  readonly issuer: string;
  /** Of access tokens; its answer is final. */
  readonly verifier: TokenVerifier;
  /**
   * Answers a request to one of `oauthPaths`; its body must be unread. `client` names the
   * network that the request comes from, for limits.
   */
  handle(req: IncomingMessage, res: ServerResponse, client: string): Promise<void>;
  /** Ends a grant: its codes and tokens are refused from the next request on. */
  revokeGrant(grantId: string): Promise<void>;
}

const fetchesPerMinute = 10;

/**
 * An OAuth 2.1 authorization server for this one resource, on the certified implementation of oidc-provider; people log in at
 * the upstream. Throws AppError for settings that cannot work.
 */
export async function createAuthorizationServer(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
  const { keyring, store, credentials, log } = options;
  const { origin, protocol } = new URL(options.baseUrl);
  const isSecure = protocol === 'https:';
  const library = await loadOidcProvider();
  const grants = createGrantStore(store, credentials);
  const admit = createAdmission(options);
  const resources = createResources(origin, options.mcpPath);
  const signingKeys = await createSigningKeys(keyring);
  const successor = createSuccessor(keyring.derive('oauth/refresh', 32));
  const fetches = store.rateLimiter({ name: 'documents', limit: fetchesPerMinute, windowMs: 60_000 });
  const clients = new WeakMap<IncomingMessage, string>();
  const providerStore = withOauthErrors(store, library.errors);
  const provider = new library.Provider(
    origin,
    toProviderConfiguration({
      ...options,
      library,
      errors: library.errors,
      store: providerStore,
      grants: withOauthErrors(grants, library.errors),
      admit,
      resources,
      signingKeys,
      successor,
      cookieKeys: keyring.derive('oauth/cookies', 32),
      isSecure,
      isRedirectAllowed: createRedirectList(options.allowedRedirectUris),
      mayFetch: (ctx) => mayFetch(clients.get(ctx?.req), fetches),
      ...describeErrors(),
    }),
  );
  nameSuccessors(provider, library, successor);
  prepare(provider, log);
  const serveProvider = provider.callback();
  const interact = createLogin({
    ...options,
    origin,
    provider,
    grants,
    admit,
    resources,
    pending: createPendingLogins(store),
    loginCookie: createLoginCookie(isSecure),
    meter: options.meter ?? silentMeter,
    csrf: createCsrfToken(keyring.derive('oauth/csrf', 32)),
  });
  return {
    issuer: origin,
    verifier: createOauthVerifier({ ...options, ...resources, ...signingKeys, issuer: origin, grants, admit }),
    async handle(req, res, client) {
      const path = takeOurOrigin(req, origin);
      clients.set(req, client);
      await (interact(req, res, path) ?? serveProvider(req, res));
    },
    revokeGrant: (grantId) => grants.revoke(grantId),
  };
}

function prepare(provider: Provider, log: Logger): void {
  // Its URLs and cookies follow the headers that takeOurOrigin wrote.
  provider.proxy = true;
  provider.use(correctMetadata);
  const report = (error: unknown): void => log.error({ event: 'oauth_error', err: error }, 'An OAuth request failed.');
  // Without a listener of ours Koa prints to the console.
  (provider as EventEmitter).on('error', report);
  provider.on('server_error', (_ctx, error) => report(error));
  provider.on('grant.revoked', (_ctx, grantId) =>
    log.info({ event: 'grant_revoked', grant_id: grantId }, 'A grant was revoked.'),
  );
}

/**
 * The provider builds URLs from the request, so the request says what we are, whatever its sender wrote: an absolute
 * request target as well as a header could name another host. Answers the path.
 */
function takeOurOrigin(req: IncomingMessage, origin: string): string {
  const { protocol, host } = new URL(origin);
  const { pathname, search } = new URL(req.url ?? '/', origin);
  req.url = pathname + search;
  if ('originalUrl' in req) req.originalUrl = req.url;
  for (const name of Object.keys(req.headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete req.headers[name];
  }
  req.headers.host = host;
  req.headers['x-forwarded-host'] = host;
  req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  return pathname;
}

/** Each address may name a few documents a minute; without a request (a page that is shown again) there is no limit. */
async function mayFetch(address: string | undefined, fetches: RateLimiter): Promise<boolean> {
  if (address === undefined) return true;
  return (await fetches.consume(address)).count <= fetchesPerMinute;
}

import type { Grants } from '../grants.js';
import type { Principal, Scope } from '../principal.js';
import type { DownstreamCredential } from './grants/upstream-credentials.js';
import { createAuthorizationServer } from './provider/create-authorization-server.js';
import type { AuthorizationServer, AuthorizationServerOptions } from './provider/create-authorization-server.js';
import { createUpstreamCredentials } from './grants/upstream-credentials.js';
import type { AtlassianUpstreamOptions } from './upstream/atlassian-upstream.js';
import type { OidcUpstreamOptions } from './upstream/oidc-upstream.js';
import type { Upstream } from './upstream/upstream.js';

/** What `AUTH_MODES=oauth` needs: where people log in, whom it lets in, and where it keeps what it knows. */
export interface OauthOptions extends Omit<AuthorizationServerOptions, 'upstream' | 'credentials' | 'isAlive'> {
  readonly upstream:
    | ({ readonly kind: 'oidc' } & Omit<OidcUpstreamOptions, 'fetch'>)
    | ({ readonly kind: 'atlassian' } & Omit<AtlassianUpstreamOptions, 'fetch'>);
  readonly grants: Grants;
  /** Reaches the upstream. */
  readonly fetch: typeof fetch;
  /** Calls are made with the callers' own tokens, so that a login that is dead upstream is dead here at once. */
  readonly actsForCallers: boolean;
}

/** Mode `oauth` as a whole: our authorization server, and what its callers may do elsewhere in their own name. */
export interface Oauth {
  readonly server: AuthorizationServer;
  /** What clients are told to ask for: whatever somebody may have here. Each login is then given what is its own. */
  readonly initialScopes: readonly Scope[];
  credentialFor(principal: Principal): DownstreamCredential;
}

/** Throws AppError for settings that cannot work. */
export async function createOauth({ upstream: login, ...options }: OauthOptions): Promise<Oauth> {
  const { store, log, fetch, actsForCallers } = options;
  const upstream = await openUpstream(login, fetch);
  const credentials = createUpstreamCredentials({ store, upstream, log, revokeGrant: (id) => server.revokeGrant(id) });
  const server: AuthorizationServer = await createAuthorizationServer({
    ...options,
    upstream,
    credentials,
    ...(actsForCallers && { isAlive: (id: string) => credentials.isAlive(id) }),
  });
  return {
    server,
    initialScopes: options.grants.widest('oauth'),
    credentialFor: (principal) => credentials.credentialFor(principal),
  };
}

/** Loads its library on first use, as the server does: other modes start without. */
async function openUpstream(login: OauthOptions['upstream'], fetch: OauthOptions['fetch']): Promise<Upstream> {
  if (login.kind === 'oidc') {
    const { createOidcUpstream } = await import('./upstream/oidc-upstream.js');
    return createOidcUpstream({ ...login, fetch });
  }
  const { createAtlassianUpstream } = await import('./upstream/atlassian-upstream.js');
  return createAtlassianUpstream({ ...login, fetch });
}

/** Wires mode `oauth`: our authorization server, and the upstream that people log in at. */
import { createGrants, createOauth, type Oauth, type OauthOptions } from './auth/index.js';
import type { Config, OAuthConfig } from './config/index.js';
import { scopesForTools } from './confluence/index.js';
import type { Tool } from './mcp/index.js';
import type { AuditLog, Logger, Meter } from './observability/index.js';
import type { Outbound } from './outbound/index.js';
import { createKeyring, createSealedStore, type StateStore } from './state/index.js';

interface LoginParts {
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly meter: Meter;
  readonly outbound: Outbound;
  readonly store: StateStore;
  readonly tools: readonly Tool[];
}

/** Mode `oauth`, where it is on. */
export async function openLogins(
  config: Config,
  { store, outbound, tools, ...parts }: LoginParts,
): Promise<Oauth | undefined> {
  const { auth, server } = config;
  if (auth.oauth === undefined) return undefined;
  const { signingKeys, upstream, ...lists } = auth.oauth;
  const keyring = createKeyring(signingKeys.reveal());
  return createOauth({
    ...lists,
    ...parts,
    baseUrl: server.baseUrl,
    mcpPath: server.mcpPath,
    keyring,
    store: createSealedStore(store, keyring, parts),
    grants: createGrants(auth.grants ?? {}, auth.defaultScopes),
    fetch: outbound.fetch,
    guardedFetch: outbound.guardedFetch,
    actsForCallers: actsForCallers(config),
    upstream: upstreamOf(upstream, config, tools),
  });
}

/** Whether calls are made with each caller's own Atlassian account. */
export function actsForCallers({ confluence }: Config): boolean {
  return confluence?.credentials.kind === 'caller';
}

function upstreamOf(
  upstream: OAuthConfig['upstream'],
  { confluence }: Config,
  tools: readonly Tool[],
): OauthOptions['upstream'] {
  if (upstream.kind === 'oidc') return { ...upstream, clientSecret: upstream.clientSecret?.reveal() };
  if (confluence === undefined) throw new Error('Only Confluence has people log in at Atlassian.');
  const { siteUrl, gateway } = confluence;
  return {
    ...upstream,
    clientSecret: upstream.clientSecret.reveal(),
    scopes: upstream.scopes ?? scopesForTools(tools),
    siteUrl,
    cloudId: gateway?.cloudId === 'auto' ? undefined : gateway?.cloudId,
  };
}

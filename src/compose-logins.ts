/** Wires mode `oauth`: our authorization server, and the upstream that people log in at. */
import type { Api, Definitions } from './api/index.js';
import { createGrants, createOauth, scopeOf, type Oauth, type OauthOptions, type ServedApi } from './auth/index.js';
import type { Config, OAuthConfig } from './config/index.js';
import { toolsThatAreOn } from './mcp/index.js';
import type { AuditLog, Logger, Meter } from './observability/index.js';
import type { Outbound } from './outbound/index.js';
import { createKeyring, createSealedStore, type StateStore } from './state/index.js';

interface LoginParts {
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly meter: Meter;
  readonly outbound: Outbound;
  readonly store: StateStore;
  readonly apiTools: Definitions | undefined;
}

/** Mode `oauth`, where it is on. */
export async function openLogins(
  config: Config,
  { store, outbound, apiTools, ...parts }: LoginParts,
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
    served: { confluence: config.confluence !== undefined, apis: servedApis(apiTools?.apis ?? [], config.tools) },
    store: createSealedStore(store, keyring, parts),
    grants: createGrants(auth.grants ?? {}, auth.defaultScopes),
    fetch: outbound.fetch,
    guardedFetch: outbound.guardedFetch,
    actsForCallers: actsForCallers(config),
    upstream: await upstreamOf(upstream, config),
  });
}

/** Whether calls are made with each caller's own Atlassian account. */
export function actsForCallers({ confluence }: Config): boolean {
  return confluence?.credentials.kind === 'caller';
}

async function upstreamOf(
  upstream: OAuthConfig['upstream'],
  { confluence, tools }: Config,
): Promise<OauthOptions['upstream']> {
  if (upstream.kind === 'oidc') return { ...upstream, clientSecret: upstream.clientSecret?.reveal() };
  if (confluence === undefined) throw new Error('Only Confluence has people log in at Atlassian.');
  const { siteUrl, gateway } = confluence;
  return {
    ...upstream,
    clientSecret: upstream.clientSecret.reveal(),
    scopes: upstream.scopes ?? (await scopesOf(tools)),
    siteUrl,
    cloudId: gateway?.cloudId === 'auto' ? undefined : gateway?.cloudId,
  };
}

/** What Atlassian is asked for: no more than the tools that are on need. */
async function scopesOf(policy: Config['tools']): Promise<readonly string[]> {
  const { scopesForTools } = await import('./confluence/index.js');
  const { catalogue } = await import('./mcp/index.js');
  const on = toolsThatAreOn(catalogue, { ...policy, enabledTools: policy.enabledTools ?? [] });
  return scopesForTools([...on.values()]);
}

/** What people are told of each API of which any tool is on. */
function servedApis(apis: readonly Api[], policy: Config['tools']): ServedApi[] {
  const served = apis.map(({ name: api, baseUrl, credentials, tools }) => {
    const own = tools.map(({ name, effect }) => ({ name, effect, api, toolset: `api:${api}` as const }));
    const on = toolsThatAreOn(own, { ...policy, enabledTools: policy.enabledTools ?? [] });
    const scopes = new Set([...on.values()].map(({ effect }) => scopeOf(effect)));
    return { name: api, host: baseUrl.host, scopes, identity: identityFor[credentials.kind] };
  });
  return served.filter(({ scopes }) => scopes.size > 0);
}

const identityFor = {
  'upstream-token': 'login',
  'identity-headers': 'told',
  service: 'none',
  none: 'none',
} as const satisfies Record<Api['credentials']['kind'], ServedApi['identity']>;

import type { Account, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { StateStore } from '../../../state/index.js';
import { scopes } from '../../principal.js';
import { scopesWithin } from '../grants/admission.js';
import type { Admission } from '../grants/admission.js';
import { accountIdOf } from '../grants/grant-store.js';
import { applyClientRules } from './client-rules.js';
import type { ClientRules } from './client-rules.js';
import type { GrantStore, Login } from '../grants/grant-store.js';
import { lifetimes, toMs } from '../grants/records.js';
import type { OidcProviderModule } from './load-oidc-provider.js';
import { interactionPath, isResource } from './paths.js';
import type { Successor } from './refresh-line.js';
import type { Resources } from './paths.js';
import { createStateAdapter } from './state-adapter.js';
import { stateKey } from '../grants/records.js';
import type { SigningKeys } from './signing-keys.js';

interface ProviderParts extends ClientRules {
  readonly library: OidcProviderModule;
  readonly store: StateStore;
  readonly grants: GrantStore;
  readonly admit: Admission;
  readonly resources: Resources;
  readonly signingKeys: SigningKeys;
  readonly successor: Successor;
  readonly cookieKeys: readonly Uint8Array[];
  /** Cookies of an https origin carry the prefix that keeps plain http from setting them. */
  readonly isSecure: boolean;
  readonly guardedFetch: typeof fetch;
  /** Whether this request may make us fetch one more client's document. */
  readonly mayFetch: (ctx: KoaContextWithOIDC) => Promise<boolean>;
  readonly renderError: NonNullable<Configuration['renderError']>;
}

/** A person on the way to a token, with what we know of the login. */
type Person = Account & { readonly login: Login };

/** Everything that we tell oidc-provider: OAuth 2.1 with PKCE for MCP clients, and nothing else that it could do. */
export function toProviderConfiguration(parts: ProviderParts): Configuration {
  const { library, cookieKeys, signingKeys, isSecure } = parts;
  const prefix = isSecure ? '__Secure-' : '';
  return {
    adapter: createStateAdapter({ ...parts, errors: library.errors }),
    jwks: { keys: [...signingKeys.privateKeys] },
    cookies: {
      keys: cookieKeys.map((key) => Buffer.from(key)),
      names: {
        session: `${prefix}oauth_session`,
        interaction: `${prefix}oauth_consent`,
        resume: `${prefix}oauth_resume`,
      },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      jwks: '/jwks',
      registration: '/register',
      revocation: '/revoke',
    },
    scopes: [...scopes],
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      response_modes: ['query'],
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: 'ES256',
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: lifetimes.accessToken,
      AuthorizationCode: lifetimes.code,
      Grant: lifetimes.grant,
      IdToken: lifetimes.accessToken,
      Interaction: lifetimes.interaction,
      RefreshToken: lifetimes.refreshToken,
      Session: lifetimes.interaction,
    },
    clientBasedCORS: () => true,
    fetch: (url, { dispatcher: _theirs, ...init }: RequestInit & { dispatcher?: unknown } = {}) =>
      parts.guardedFetch(url, init),
    renderError: parts.renderError,
    extraClientMetadata: {
      properties: ['software_id'],
      validator: (_ctx, _key, _value, metadata) => applyClientRules(metadata, parts),
    },
    interactions: { url: (_ctx, { uid }) => `${interactionPath}/${uid}`, policy: alwaysAsk(library) },
    features: featuresOf(parts),
    ...tokenRules(parts),
  };
}

/** Consent comes before every login, whoever asks and however often (the confused deputy of a proxy with one client id). */
function alwaysAsk({ interactionPolicy: { Prompt, Check } }: OidcProviderModule) {
  const isMissing = ({ oidc }: KoaContextWithOIDC): boolean => oidc.result?.consent === undefined;
  return [
    new Prompt({ name: 'select_account', requestable: true }),
    new Prompt({ name: 'login', requestable: true }),
    new Prompt(
      { name: 'consent', requestable: true },
      new Check('always', 'consent is asked for each time', isMissing),
    ),
  ];
}

function featuresOf(parts: ProviderParts): NonNullable<Configuration['features']> {
  const off = { enabled: false };
  return {
    devInteractions: off,
    dPoP: off,
    pushedAuthorizationRequests: off,
    rpInitiatedLogout: off,
    userinfo: off,
    registration: { enabled: true, issueRegistrationAccessToken: false },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    clientIdMetadataDocument: {
      enabled: true,
      ack: 'draft-02',
      allowFetch: (ctx) => parts.mayFetch(ctx),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: ({ oidc }, _client, among) =>
        oidc.params?.['resource'] === undefined || among === undefined ? parts.resources.audience : [...among],
      getResourceServerInfo: (ctx, indicator) => resourceServer(ctx, indicator, parts),
      useGrantedResource: () => true,
    },
  };
}

/** What a token for the resource can hold. At the token endpoint that is what its owner may do now. */
function resourceServer({ oidc }: KoaContextWithOIDC, indicator: string, parts: ProviderParts) {
  const { resources, library, signingKeys, admit } = parts;
  const isOne = oidc.route !== 'authorization' || !Array.isArray(oidc.params?.['resource']);
  if (!isResource(resources, indicator) || !isOne) throw new library.errors.InvalidTarget();
  const person = oidc.route === 'token' ? (oidc.account as Person | undefined) : undefined;
  const entitlement = person === undefined ? undefined : admit(person.login);
  return {
    scope: (entitlement === undefined ? scopes : scopesWithin(scopes, entitlement)).join(' '),
    audience: resources.audience,
    accessTokenTTL: lifetimes.accessToken,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'ES256' as const, kid: signingKeys.privateKeys[0]?.kid } },
  };
}

type TokenRules = Pick<
  Configuration,
  | 'expiresWithSession'
  | 'extraTokenClaims'
  | 'findAccount'
  | 'issueRefreshToken'
  | 'loadExistingGrant'
  | 'revokeGrantPolicy'
  | 'rotateRefreshToken'
>;

function tokenRules({ grants, admit, store }: ProviderParts): TokenRules {
  const keepClient = async (clientId: string): Promise<void> => {
    const key = stateKey('Client', clientId);
    const text = await store.get(key);
    if (text !== undefined) await store.compareAndSet(key, text, text, toMs(lifetimes.client));
  };
  return {
    expiresWithSession: () => false,
    extraTokenClaims: (_ctx, token) => ('grantId' in token ? { grant_id: token.grantId } : undefined),
    async findAccount(_ctx, accountId, token) {
      const account = { accountId, claims: () => ({ sub: accountId }) };
      const grantId = token !== undefined && 'grantId' in token ? token.grantId : undefined;
      if (grantId === undefined) return account;
      const login = (await grants.find(grantId))?.login;
      if (login === undefined || accountIdOf(login) !== accountId || admit(login) === undefined) return undefined;
      return { ...account, login };
    },
    async issueRefreshToken(_ctx, client) {
      await keepClient(client.clientId);
      return client.grantTypeAllowed('refresh_token');
    },
    loadExistingGrant({ oidc }) {
      const grantId = oidc.result?.consent?.grantId;
      return grantId === undefined ? Promise.resolve(undefined) : oidc.provider.Grant.find(grantId);
    },
    revokeGrantPolicy: () => true,
    async rotateRefreshToken({ oidc }) {
      const { Client, Grant } = oidc.entities;
      if (Grant?.jti !== undefined) await grants.keepAlive(Grant.jti);
      if (Client !== undefined) await keepClient(Client.clientId);
      return true;
    },
  };
}

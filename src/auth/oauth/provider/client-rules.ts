import type { ClientMetadata } from 'oidc-provider';
import type { OidcProviderModule } from './load-oidc-provider.js';
import { isLoopbackUri, isPrivateSchemeUri } from './redirect-uris.js';

const mostRedirectUris = 50;
const grantTypes = ['authorization_code', 'refresh_token'];

export interface ClientRules {
  readonly isRedirectAllowed: (uri: string) => boolean;
  readonly errors: OidcProviderModule['errors'];
}

/**
 * Brings a registration or a client's metadata document into the form that we serve, before it is checked. What we do
 * not offer is left out, as RFC 7591 (3.2.1) allows: clients register once for all servers. Throws the provider's
 * InvalidClientMetadata when no redirect URI is left.
 */
export function applyClientRules(metadata: Partial<ClientMetadata>, rules: ClientRules): void {
  const uris = allowedUris(metadata.redirect_uris, rules);
  metadata.redirect_uris = uris;
  // Clients seldom say that they are native, yet they listen on another port each time.
  metadata.application_type = uris.some((uri) => isLoopbackUri(uri) || isPrivateSchemeUri(uri)) ? 'native' : 'web';
  keep(metadata, 'grant_types', grantTypes);
  keep(metadata, 'response_types', ['code']);
  keep(metadata, 'response_modes', ['query']);
  // Clients register with what they were first asked for, and would never get more; each consent sets the limit.
  delete metadata.scope;
  metadata.token_endpoint_auth_method ??= 'none';
  if (metadata.token_endpoint_auth_method === 'none') {
    delete metadata.client_secret;
    delete metadata.client_secret_expires_at;
  }
  delete metadata.jwks;
  delete metadata.jwks_uri;
}

function allowedUris(given: unknown, { isRedirectAllowed, errors }: ClientRules): string[] {
  if (!Array.isArray(given)) throw new errors.InvalidClientMetadata('redirect_uris must be a list');
  if (given.length > mostRedirectUris) {
    throw new errors.InvalidClientMetadata(`redirect_uris must not hold more than ${mostRedirectUris}`);
  }
  const allowed = given.filter((uri): uri is string => typeof uri === 'string' && isRedirectAllowed(uri));
  if (allowed.length > 0) return allowed;
  throw new errors.InvalidClientMetadata('redirect_uris holds none that this service allows');
}

/** Leaves a list that has nothing for us as it is, so that the check names what is wrong. */
function keep(metadata: Partial<ClientMetadata>, name: keyof ClientMetadata, offered: readonly string[]): void {
  const given: unknown = metadata[name];
  if (!Array.isArray(given)) return;
  const kept = given.filter((word: unknown) => offered.includes(String(word)));
  if (kept.length > 0) metadata[name] = kept;
}

import type { ClientMetadata } from 'oidc-provider';
import type { Logger } from '../../../observability/index.js';
import type { OidcProviderModule } from './load-oidc-provider.js';
import { isLoopbackUri, isPrivateSchemeUri } from './redirect-uris.js';

const mostRedirectUris = 50;
const grantTypes = ['authorization_code', 'refresh_token'];

/** What decides about a client beside the provider's own checks (RFC 7591, section 2). */
export interface ClientRules {
  readonly isRedirectAllowed: (uri: string) => boolean;
  readonly errors: OidcProviderModule['errors'];
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Brings a registration or a client's metadata document into the form that we serve, before it is checked. What we do
 * not offer is left out, as RFC 7591 (3.2.1) allows: clients register once for all servers. Throws the provider's
 * InvalidClientMetadata when no redirect URI is left.
 */
export function applyClientRules(metadata: Partial<ClientMetadata>, rules: ClientRules): void {
  refuseUnprintable(metadata, rules);
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

/**
 * Refuses objects that bring a `toString` of their own: out of JSON it is no function, and whoever makes a text of one,
 * as the provider does in what it says of a wrong value, throws a TypeError.
 */
function refuseUnprintable(metadata: Partial<ClientMetadata>, { errors }: ClientRules): void {
  for (const [name, value] of Object.entries(metadata)) {
    const values: unknown[] = [value].flat(Infinity);
    if (values.some((one) => typeof one === 'object' && one !== null && Object.hasOwn(one, 'toString')))
      throw new errors.InvalidClientMetadata(`${shown(name)} must not hold an object with a toString`);
  }
}

function allowedUris(given: unknown, { isRedirectAllowed, errors, log }: ClientRules): string[] {
  if (!Array.isArray(given)) throw new errors.InvalidClientMetadata('redirect_uris must be a list');
  if (given.length > mostRedirectUris) {
    throw new errors.InvalidClientMetadata(`redirect_uris must not hold more than ${mostRedirectUris}`);
  }
  const allowed = given.filter((uri): uri is string => typeof uri === 'string' && isRedirectAllowed(uri));
  const refused = given.filter((uri) => !allowed.includes(uri as string)).map(shown);
  if (refused.length > 0) {
    const fields = { event: 'redirect_uri_refused', redirect_uris: refused.slice(0, 5), allowed: allowed.length };
    log.warn(fields, 'A client names redirect URIs that OAUTH_ALLOWED_REDIRECT_URIS does not allow.');
  }
  if (allowed.length > 0) return allowed;
  const example = refused[0] === undefined ? '' : `: ${refused[0]}`;
  throw new errors.InvalidClientMetadata(
    `redirect_uris holds none that this service allows${example}. The operator can allow it in OAUTH_ALLOWED_REDIRECT_URIS.`,
  );
}

/** What a stranger wrote, in the characters that an error_description may have (RFC 6749, 5.2). */
function shown(uri: unknown): string {
  if (typeof uri !== 'string') return '(not a string)';
  return uri.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 200);
}

/** Leaves a list that has nothing for us as it is, so that the check names what is wrong. */
function keep(metadata: Partial<ClientMetadata>, name: keyof ClientMetadata, offered: readonly string[]): void {
  const given: unknown = metadata[name];
  if (!Array.isArray(given)) return;
  const kept = given.filter((word: unknown) => typeof word === 'string' && offered.includes(word));
  if (kept.length > 0) metadata[name] = kept;
}

import { AuthError } from './auth-error.js';

/** Longest token that is looked at. */
const maxTokenLength = 16 * 1024;
const maxHeaderLength = maxTokenLength + 'Bearer '.length;

/** RFC 9110, 11.4 and RFC 6750, 2.1: the scheme in any case, spaces, one token. */
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

const compactJws = /^([\w-]+)\.([\w-]*)\.([\w-]*)$/;

/** Google puts this in place of the signature of a token that Cloud Run has checked. */
const signatureRemoved = 'SIGNATURE_REMOVED_BY_GOOGLE';

/** The one token of a request, or undefined when there is no Authorization header. Throws AuthError. */
export function parseBearerToken(authorization: readonly string[]): string | undefined {
  const [header, ...others] = authorization;
  if (others.length > 0) throw new AuthError('several_authorization_headers');
  if (header === undefined) return undefined;
  if (header.length > maxHeaderLength) throw new AuthError('token_too_large');
  const token = bearer.exec(header)?.[1];
  if (token === undefined) throw new AuthError('malformed_header');
  return token;
}

/** Whether a token has the form of a signed JWT: three base64url parts, the first a JSON object. */
export function isJwt(token: string): boolean {
  const header = compactJws.exec(token)?.[1];
  return header !== undefined && decodeObject(header) !== undefined;
}

/** Whether Cloud Run checked this JWT and took its signature away. */
export function isSignatureRemoved(token: string): boolean {
  return token.endsWith(`.${signatureRemoved}`);
}

/** The claims as they stand in a JWT: nothing here is proven. Throws AuthError when they are no JSON object. */
export function readClaims(token: string): Record<string, unknown> {
  const claims = decodeObject(token.split('.')[1] ?? '');
  if (claims === undefined) throw new AuthError('malformed_token');
  return claims;
}

/**
 * The issuer that a JWT claims, to choose the verifier that must confirm it: nothing here is proven yet.
 * Throws AuthError when the signature was removed on the way or there is no issuer to go by.
 */
export function readClaimedIssuer(token: string): string {
  if (isSignatureRemoved(token)) throw new AuthError('signature_removed');
  const { iss } = readClaims(token);
  if (typeof iss !== 'string') throw new AuthError('unknown_issuer');
  return iss;
}

function decodeObject(segment: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a `WWW-Authenticate` header tells (RFC 6750, 3). */
export interface ChallengeInput {
  error?: string | undefined;
  description?: string | undefined;
  /** Scopes that would do, separated by spaces. */
  scope?: string | undefined;
  /** Where the protected-resource metadata is (RFC 9728, 5.1). */
  resourceMetadataUrl?: string | undefined;
}

const realm = 'confluence-mcp-server';

/** The value of WWW-Authenticate (RFC 6750, 3). A realm is always there: the scheme needs one parameter at least. */
export function challenge(input: ChallengeInput): string {
  const parameters = {
    realm,
    error: input.error,
    error_description: input.description,
    scope: input.scope,
    resource_metadata: input.resourceMetadataUrl,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `Bearer ${given.map(([name, value]) => `${name}=${quote(value)}`).join(', ')}`;
}

/** RFC 6750 allows printable ASCII without quote and backslash, so that no escape is ever needed. */
function quote(value: string): string {
  return `"${value.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'")}"`;
}

import type { Meter } from '../../observability/index.js';
import { AppError } from '../../errors.js';
import { createClaimsVerifier, isPrintable } from '../claims-verifier.js';
import type { VerifiedClaims } from '../claims-verifier.js';
import { toAsciiLowerCase } from '../allow-list.js';
import { createPrincipal } from '../principal.js';
import type { Entitlement, Grants } from '../grants.js';
import { createPemKeySource, createRemoteKeySource } from '../key-source.js';
import type { KeyFetch, KeySource, RemoteKeySource } from '../key-source.js';
import { isScope } from '../principal.js';
import type { AuthMode, Principal } from '../principal.js';
import type { TokenVerifier } from './token-verifier.js';

/** Which bearer tokens (RFC 7519) are taken, and the keys that they are checked with. */
export interface JwtOptions {
  readonly meter?: Pick<Meter, 'cacheRequest'> | undefined;
  issuer: string;
  audience: string;
  /** PEM (SPKI); line breaks may be `\n` escapes. This or `jwksUrl`. */
  publicKey?: string | undefined;
  jwksUrl?: string | undefined;
  /** Asymmetric only; RS256 when not given. */
  algorithms?: readonly string[];
}

const asymmetric = /^((RS|PS)(256|384|512)|ES(256|384|512)|EdDSA|Ed25519)$/;

/** Signed bearer tokens of one issuer. Throws AppError INVALID_INPUT for settings that cannot be safe. */
export async function createJwtVerifier(
  options: JwtOptions,
  grants: Grants,
  fetchKeys?: KeyFetch,
): Promise<TokenVerifier> {
  const { issuer, audience, algorithms = ['RS256'] } = options;
  if (issuer === '' || audience === '') throw fault('jwt needs an issuer and an audience.');
  const refused = algorithms.find((algorithm) => !asymmetric.test(algorithm));
  if (refused !== undefined) throw fault(`The algorithm "${refused}" is not an asymmetric one.`);
  if (algorithms.length === 0) throw fault('jwt needs at least one algorithm.');
  const keys = await createKeySource(options, algorithms, fetchKeys);
  const verifyClaims = createClaimsVerifier({
    issuers: [issuer],
    algorithms,
    keys,
    isOurAudience: (claim) => isOnly(claim, audience),
    meter: options.meter,
  });
  return {
    mode: 'jwt',
    issuers: [issuer],
    ...('check' in keys && { checkKeys: () => keys.check() }),
    async verify(token) {
      const claims = await verifyClaims(token);
      const email = claims['email_verified'] === true ? toAsciiLowerCase(claims['email']) : undefined;
      return toJwtPrincipal('jwt', issuer, claims, grants.grantFor({ prefix: 'jwt', subject: claims.sub, email }));
    },
  };
}

/** Ours, alone or as the only member: a token for several services could be replayed here by another of them. */
export function isOnly(audience: unknown, ours: string): boolean {
  return audience === ours || (Array.isArray(audience) && audience.length === 1 && audience[0] === ours);
}

/**
 * The subject with the scopes of `scope`, `scp` and `permissions`. When none of them is ours, it has what it is
 * entitled to. An entitlement to some spaces alone narrows either way.
 */
export function toJwtPrincipal(
  mode: AuthMode,
  issuer: string,
  claims: VerifiedClaims,
  { scopes, tools, spaces, keys }: Entitlement,
): Principal {
  const claimed = ['scope', 'scp', 'permissions'].flatMap((claim) => toWords(claims[claim])).filter(isScope);
  const organization = claims['organization_id'] ?? claims['org_id'];
  return createPrincipal({
    mode,
    issuer,
    subject: claims.sub,
    name: claims.sub,
    organizationId: isPrintable(organization) ? organization : null,
    ...(claimed.length > 0 ? { scopes: claimed } : { scopes, tools }),
    spaces,
    keys,
  });
}

function toWords(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

async function createKeySource(
  { publicKey, jwksUrl }: JwtOptions,
  algorithms: readonly string[],
  fetchKeys?: KeyFetch,
): Promise<KeySource | RemoteKeySource> {
  if (publicKey !== undefined && jwksUrl === undefined) return createPemKeySource(publicKey, algorithms);
  if (jwksUrl !== undefined && publicKey === undefined) return createRemoteKeySource(jwksUrl, fetchKeys);
  throw fault('jwt needs a public key or a key set URL, and not both.');
}

function fault(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'Fix the JWT settings and start again.' });
}

import { errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { AuthError } from './auth-error.js';
import type { AuthReason } from './auth-error.js';
import { createClaimsCache } from './claims-cache.js';
import type { Meter } from '../observability/index.js';
import type { KeySource } from './key-source.js';

/** Claims of a token whose signature, issuer, audience and times were checked. */
export type VerifiedClaims = Readonly<JWTPayload & { sub: string; exp: number }>;

interface ClaimsRules {
  /** Taken exactly, to the last slash. */
  issuers: readonly string[];
  algorithms: readonly string[];
  keys: KeySource;
  /** Judges the `aud` claim as it stands in the token. */
  isOurAudience(audience: unknown): boolean;
  /** Told whether a token was known already. */
  meter?: Pick<Meter, 'cacheRequest'> | undefined;
}

const clockToleranceS = 30;
/** The end of the year 9999: a later expiry is not a date. */
const maxNumericDate = 253_402_300_799;
const tokenTypes = ['jwt', 'at+jwt', 'application/at+jwt'];
const printable = /^[^\p{Cc}\p{Cf}\p{Cs}]{1,255}$/u;

/** Verifies JWTs (RFC 7519, with the care of RFC 8725) and remembers good ones for a minute. Throws AuthError. */
export function createClaimsVerifier(rules: ClaimsRules): (token: string) => Promise<VerifiedClaims> {
  const cache = createClaimsCache();
  return async (token) => {
    const known = cache.get(token);
    rules.meter?.cacheRequest('claims', known === undefined ? 'miss' : 'hit');
    if (known !== undefined) return known as VerifiedClaims;
    const claims = await verifyClaims(token, rules);
    cache.set(token, claims);
    return claims;
  };
}

async function verifyClaims(token: string, rules: ClaimsRules): Promise<VerifiedClaims> {
  const { payload, protectedHeader } = await verifySignature(token, rules);
  checkType(protectedHeader);
  if (!rules.isOurAudience(payload.aud)) throw new AuthError('wrong_audience');
  checkTimes(payload);
  if (!isPrintable(payload.sub)) throw new AuthError('invalid_claims');
  return payload as VerifiedClaims;
}

async function verifySignature(token: string, { keys, issuers, algorithms }: ClaimsRules) {
  try {
    return await jwtVerify(token, keys, {
      algorithms: [...algorithms],
      issuer: [...issuers],
      clockTolerance: clockToleranceS,
      requiredClaims: ['exp', 'sub', 'aud'],
    });
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new AuthError(toReason(error));
    throw error;
  }
}

/** Refuses a token of the same issuer that was made for another end, such as a logout token (RFC 8725, 3.11). */
function checkType({ typ = 'JWT' }: JWTHeaderParameters): void {
  // The header is a stranger's JSON, whatever its type here says.
  const given: unknown = typ;
  if (typeof given !== 'string' || !tokenTypes.includes(given.toLowerCase())) throw new AuthError('wrong_type');
}

function checkTimes({ exp = NaN, iat = 0 }: JWTPayload): void {
  if (!(exp <= maxNumericDate)) throw new AuthError('invalid_claims');
  if (iat > Date.now() / 1000 + clockToleranceS) throw new AuthError('not_yet_valid');
}

/**
 * Whether a claim is text that can go into a log line and an HTTP header, and that looks like itself there: characters
 * without width and those that turn the direction (Unicode's Cf) make two principals look alike.
 */
export function isPrintable(claim: unknown): claim is string {
  return typeof claim === 'string' && printable.test(claim);
}

/** jose's errors hold the claims, so they end here; only the reason goes on. */
function toReason(error: errors.JOSEError): AuthReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm_not_allowed';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'unknown_key';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'nbf' && error.reason === 'check_failed' ? 'not_yet_valid' : 'invalid_claims';
  }
  return 'malformed_token';
}

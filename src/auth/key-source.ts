import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, importSPKI, jwksCache } from 'jose';
import type { CryptoKey, ExportedJWKSCache, FetchImplementation, FlattenedJWSInput, JWSHeaderParameters } from 'jose';
import { AppError } from '../errors.js';
import { AuthError } from './auth-error.js';

/** Finds the key that a token must be signed with. Throws a jose error about the token, or AuthError (503). */
export type KeySource = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** Keys from elsewhere, which may be out of reach. */
export type RemoteKeySource = KeySource & {
  /** Throws AppError UPSTREAM_UNAVAILABLE when no token could be verified now. */
  check(): Promise<void>;
};

/** What fetches a key set; `globalThis.fetch` fits. */
export type KeyFetch = FetchImplementation;

const fetchTimeoutMs = 5_000;
/** A key id that the set lacks causes another fetch at most this often. */
const unknownKeyPauseMs = 30_000;
/** After a failed fetch the issuer is left alone for this long. */
const failurePauseMs = 10_000;
const freshForMs = 600_000;
/** Keys that cannot be refreshed are still used until they are this old. */
const usableForMs = 3_600_000;

const aboutTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * The keys behind a JWKS URL (RFC 7517), fetched when first needed and kept. While the URL fails, known keys go on
 * working for an hour; a key that is not known then is a 503, because nobody can tell whether it is good.
 */
export function createRemoteKeySource(url: string, fetchKeys: KeyFetch = fetch): RemoteKeySource {
  const cache: Partial<ExportedJWKSCache> = {};
  let pausedUntilMs = 0;
  const isPaused = (): boolean => {
    const leftMs = pausedUntilMs - Date.now();
    return leftMs > 0 && leftMs <= failurePauseMs;
  };
  const create = () =>
    createRemoteJWKSet(parseUrl(url), {
      timeoutDuration: fetchTimeoutMs,
      cooldownDuration: unknownKeyPauseMs,
      cacheMaxAge: freshForMs,
      [jwksCache]: cache as ExportedJWKSCache,
      [customFetch]: async (target, options) => {
        if (isPaused()) throw new Error('The key set could not be fetched a moment ago.');
        return fetchKeys(target, options);
      },
    });
  let current = create();
  /** What was fetched in the future was fetched before the clock was set back: it would count as fresh until then. */
  const remote = (): typeof current => {
    if (cache.jwks !== undefined && (cache.uat ?? 0) > Date.now()) {
      cache.uat = Date.now();
      current = create();
    }
    return current;
  };
  const pause = (): void => {
    if (!isPaused()) pausedUntilMs = Date.now() + failurePauseMs;
  };
  const find: KeySource = async (header, token) => {
    try {
      return requireStrength(await remote()(header, token));
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      pause();
      return findKnownKey(cache, header, token, error);
    }
  };
  const check = async (): Promise<void> => {
    if (isUsable(cache)) return;
    try {
      await remote().reload();
    } catch (cause) {
      pause();
      throw new AppError('UPSTREAM_UNAVAILABLE', 'The keys that verify tokens cannot be fetched.', { cause });
    }
  };
  return Object.assign(find, { check });
}

function isUsable({ jwks, uat = 0 }: Partial<ExportedJWKSCache>): boolean {
  return jwks !== undefined && Date.now() < uat + usableForMs;
}

async function findKnownKey(
  cache: Partial<ExportedJWKSCache>,
  header: JWSHeaderParameters,
  token: FlattenedJWSInput,
  cause: unknown,
): Promise<CryptoKey> {
  if (cache.jwks === undefined || !isUsable(cache)) throw new AuthError('keys_unavailable', { cause });
  try {
    return requireStrength(await createLocalJWKSet(cache.jwks)(header, token));
  } catch {
    throw new AuthError('keys_unavailable', { cause });
  }
}

function isAboutTheToken(error: unknown): boolean {
  return aboutTheToken.some((kind) => error instanceof kind);
}

function parseUrl(url: string): URL {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url);
  throw new AppError('INVALID_INPUT', 'The key set URL is not an http or https URL.');
}

/**
 * One public key in PEM (SPKI, line breaks or `\n` escapes), for each of the algorithms. Throws AppError
 * INVALID_INPUT for anything but a public key that fits them, or an RSA key shorter than 2048 bits.
 */
export async function createPemKeySource(pem: string, algorithms: readonly string[]): Promise<KeySource> {
  const text = pem.replaceAll('\\n', '\n').trim();
  const keys = new Map<string, CryptoKey>();
  for (const algorithm of algorithms) keys.set(algorithm, await importKey(text, algorithm));
  return ({ alg }) => {
    const key = keys.get(alg ?? '');
    return key === undefined ? Promise.reject(new errors.JWKSNoMatchingKey()) : Promise.resolve(key);
  };
}

async function importKey(pem: string, algorithm: string): Promise<CryptoKey> {
  try {
    return requireStrength(await importSPKI(pem, algorithm));
  } catch {
    throw new AppError('INVALID_INPUT', `The public key is not a PEM public key that fits ${algorithm}.`, {
      hint:
        'Give the public half, the text from "-----BEGIN PUBLIC KEY-----" to "-----END PUBLIC KEY-----"; ' +
        'an RSA key needs 2048 bits or more.',
    });
  }
}

/** RFC 7518, 3.3: an RSA key has 2048 bits or more. */
function requireStrength(key: CryptoKey): CryptoKey {
  const { modulusLength = 2048 } = key.algorithm as { modulusLength?: number };
  if (modulusLength < 2048) throw new errors.JWKSNoMatchingKey();
  return key;
}

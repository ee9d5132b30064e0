import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';

const maxAgeMs = 60_000;
const maxEntries = 1000;

/** Remembers for a minute at most, and never past its expiry, that a token's signature and claims were good. */
interface ClaimsCache {
  get(token: string): Readonly<JWTPayload> | undefined;
  set(token: string, claims: Readonly<JWTPayload>): void;
}

/** A bounded cache in memory that holds digests instead of tokens; the entry that was not used for longest makes room. */
export function createClaimsCache(): ClaimsCache {
  // Tokens expire by the clock on the wall, whatever happens to it.
  const entries = new LRUCache<string, Readonly<JWTPayload>>({
    max: maxEntries,
    perf: { now: () => Date.now() },
    ttlResolution: 0,
  });
  return {
    get: (token) => entries.get(digest(token)),
    set(token, claims) {
      const ttl = Math.min(maxAgeMs, (claims.exp ?? 0) * 1000 - Date.now());
      if (ttl > 0) entries.set(digest(token), claims, { ttl });
    },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

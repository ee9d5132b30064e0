import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';

const maxAgeMs = 60_000;
const maxEntries = 1000;

/** Remembers for a minute at most, and never past its expiry, that a token's signature and claims were good. */
export interface ClaimsCache {
  get(token: string): Readonly<JWTPayload> | undefined;
  set(token: string, claims: Readonly<JWTPayload>): void;
}

/** A bounded cache in memory that holds digests instead of tokens; the oldest entry makes room. */
export function createClaimsCache(): ClaimsCache {
  const entries = new Map<string, { claims: Readonly<JWTPayload>; expiresAtMs: number }>();
  return {
    get(token) {
      const key = digest(token);
      const entry = entries.get(key);
      if (entry !== undefined && Date.now() < entry.expiresAtMs) return entry.claims;
      entries.delete(key);
      return undefined;
    },
    set(token, claims) {
      const expiresAtMs = Math.min(Date.now() + maxAgeMs, (claims.exp ?? 0) * 1000);
      entries.set(digest(token), { claims, expiresAtMs });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Tokens that a client carries for us from one request to the next, and cannot make or change: nothing is kept in between. */
export interface Seal {
  /** A token for these facts, which any replica with the same key can check. The facts themselves are not in it. */
  make(facts: unknown): string;
  /** Whether the token was made for the very same facts, and is not too old. */
  holds(token: string, facts: unknown): boolean;
}

const lifetimeMsByDefault = 10 * 60_000;

/**
 * Seals with HMAC-SHA-256 (RFC 2104), for ten minutes. The first key makes tokens, all of them check, so that keys can be
 * rotated. Facts are compared by their JSON.
 */
export function createSeal(
  keys: readonly Uint8Array[],
  { lifetimeMs = lifetimeMsByDefault, now = Date.now }: { lifetimeMs?: number; now?: () => number } = {},
): Seal {
  return {
    make: (facts) => {
      const [key] = keys;
      if (key === undefined) throw new Error('A seal needs a key.');
      const until = (now() + lifetimeMs).toString(36);
      return `${until}.${sign(key, until, facts).toString('base64url')}`;
    },
    holds: (token, facts) => {
      const [until = '', signature = ''] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isOurs = keys.some((key) => {
        const own = sign(key, until, facts);
        return own.length === given.length && timingSafeEqual(own, given);
      });
      return isOurs && Number.parseInt(until, 36) > now();
    },
  };
}

function sign(key: Uint8Array, until: string, facts: unknown): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([until, facts]))
    .digest();
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Tokens that a client carries for us from one request to the next, and cannot make or change: nothing is kept in between. */
export interface Seal {
  /** A token for these facts, which any replica with the same key can check. The facts themselves are not in it. */
  make(facts: unknown): string;
  /** What the token is, if it was made for the very same facts and is not too old. */
  open(token: string, facts: unknown): OpenedToken | undefined;
}

/** A token that holds. */
export interface OpenedToken {
  /** Its own, however its characters were spelled. */
  readonly id: string;
  /** For how long it goes on to hold, in ms. */
  readonly leftMs: number;
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
      const head = `${(now() + lifetimeMs).toString(36)}.${randomBytes(9).toString('base64url')}`;
      return `${head}.${sign(key, head, facts).toString('base64url')}`;
    },
    open: (token, facts) => {
      const [, head = '', until = '', signature = ''] = /^((\w{1,12})\.[\w-]{12})\.([\w-]{43})$/.exec(token) ?? [];
      const given = Buffer.from(signature, 'base64url');
      const own = keys
        .map((key) => sign(key, head, facts))
        .find((candidate) => candidate.length === given.length && timingSafeEqual(candidate, given));
      const leftMs = Number.parseInt(until, 36) - now();
      // By what was signed: the last character of a signature can be spelled in four ways.
      return own !== undefined && leftMs > 0 ? { id: own.toString('base64url'), leftMs } : undefined;
    },
  };
}

function sign(key: Uint8Array, head: string, facts: unknown): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([head, facts]))
    .digest();
}

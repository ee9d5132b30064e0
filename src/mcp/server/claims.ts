import { AppError } from '../../errors.js';
import type { OpenedToken } from './seal.js';

/** Where it is kept that a token was used. Replicas that share it use each token once, all together. */
export interface ClaimStore {
  /** Writes only while the key holds `expected`, in one step. Answers whether it wrote. */
  compareAndSet(key: string, expected: string | undefined, value: string, ttlMs: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** The tokens that one call uses up. */
export interface Claims {
  /**
   * Uses the token, for this call alone: of several at once that have the same one, one is answered true. Throws
   * UPSTREAM_UNAVAILABLE where it cannot be found out.
   */
  claim(token: OpenedToken): Promise<boolean>;
  /** Gives back what the call has used, because nothing came of it. */
  release(): Promise<void>;
}

/** Replicas whose clocks go apart take a token for a little longer than the one that made it. */
const clockSkewMs = 10 * 60_000;

/** Opens the claims of one call. */
export function createClaims(store: ClaimStore): () => Claims {
  return () => {
    const claimed: string[] = [];
    return {
      async claim({ id, leftMs }) {
        const key = `confirmation:${id}`;
        const isFirst = await store.compareAndSet(key, undefined, 'used', leftMs + clockSkewMs).catch(cannotTell);
        if (isFirst) claimed.push(key);
        return isFirst;
      },
      // What cannot be given back stays used up, and is confirmed anew.
      release: async () => void (await Promise.allSettled(claimed.splice(0).map((key) => store.delete(key)))),
    };
  };
}

function cannotTell(cause: unknown): never {
  throw new AppError(
    'UPSTREAM_UNAVAILABLE',
    'It is not possible at the moment to check whether this confirmation was already used.',
    {
      hint: 'Nothing was written. Try again in a few seconds; if the confirmation then counts as used, ask for a new one.',
      cause,
    },
  );
}

import type { StateStore } from '../../../state/index.js';
import { stateKey } from './records.js';
import { UpstreamGrantDeadError, type UpstreamTokens } from '../upstream/upstream.js';

/** The tokens of one grant as they lie in the store. */
export interface StoredTokens {
  readonly tokens: UpstreamTokens;
  /** From here on they are renewed before they are used. */
  readonly renewAtMs: number;
}

/** The upstream's tokens by grant, one record each. Methods throw AppError when the store cannot be reached. */
export interface UpstreamTokenStore {
  save(grantId: string, tokens: UpstreamTokens): Promise<void>;
  /** Throws UpstreamGrantDeadError when there are none. */
  get(grantId: string): Promise<StoredTokens>;
  /** Puts new tokens in the place of the old; undefined when those have gone or were replaced meanwhile. */
  replace(grantId: string, old: StoredTokens, tokens: UpstreamTokens): Promise<StoredTokens | undefined>;
  take(grantId: string): Promise<UpstreamTokens | undefined>;
}

/** Longer than any grant of ours stays idle; every renewal begins it anew. */
const idleLifeMs = 90 * 24 * 60 * 60_000;

/** A token has to last for the request that it is fetched for; a short-lived one gives a tenth of its life for that. */
const longestMarginMs = 60_000;

/**
 * Keeps each set for 90 days after its last renewal. Nothing kept is UpstreamGrantDeadError, as a grant that ended is.
 */
export function createUpstreamTokenStore(store: StateStore): UpstreamTokenStore {
  const keyOf = (grantId: string): string => stateKey('UpstreamTokens', grantId);
  return {
    save: (grantId, tokens) => store.set(keyOf(grantId), JSON.stringify(toStored(tokens)), idleLifeMs),
    async get(grantId) {
      const text = await store.get(keyOf(grantId));
      if (text === undefined) throw new UpstreamGrantDeadError('Nothing is kept for this grant.');
      return JSON.parse(text) as StoredTokens;
    },
    async replace(grantId, old, tokens) {
      const fresh = toStored(tokens);
      const isDone = await store.compareAndSet(keyOf(grantId), JSON.stringify(old), JSON.stringify(fresh), idleLifeMs);
      return isDone ? fresh : undefined;
    },
    async take(grantId) {
      const text = await store.take(keyOf(grantId));
      return text === undefined ? undefined : (JSON.parse(text) as StoredTokens).tokens;
    },
  };
}

function toStored(tokens: UpstreamTokens): StoredTokens {
  const lifeMs = tokens.expiresAtMs - Date.now();
  return { tokens, renewAtMs: tokens.expiresAtMs - Math.min(longestMarginMs, lifeMs / 10) };
}

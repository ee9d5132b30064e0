import type { StateStore } from '../../state/index.js';
import { stateKey } from './state-key.js';
import { UpstreamGrantDeadError, type UpstreamTokens } from './upstream/upstream.js';

/** The tokens of one grant as they lie in the store. */
export interface ShelvedTokens {
  readonly tokens: UpstreamTokens;
  /** From here on they are renewed before they are used. */
  readonly renewAtMs: number;
}

export interface UpstreamTokensShelf {
  put(grantId: string, tokens: UpstreamTokens): Promise<void>;
  /** Throws UpstreamGrantDeadError when there are none. */
  get(grantId: string): Promise<ShelvedTokens>;
  /** Puts new tokens in the place of the old; undefined when those have gone or were replaced meanwhile. */
  replace(grantId: string, old: ShelvedTokens, tokens: UpstreamTokens): Promise<ShelvedTokens | undefined>;
  take(grantId: string): Promise<UpstreamTokens | undefined>;
}

/** Longer than any grant of ours stays idle; every renewal begins it anew. */
const idleLifeMs = 90 * 24 * 60 * 60_000;

/** A token has to last for the request that it is fetched for; a short-lived one gives a tenth of its life for that. */
const longestMarginMs = 60_000;

export function createUpstreamTokensShelf(store: StateStore): UpstreamTokensShelf {
  const keyOf = (grantId: string): string => stateKey('UpstreamTokens', grantId);
  return {
    put: (grantId, tokens) => store.set(keyOf(grantId), JSON.stringify(shelved(tokens)), idleLifeMs),
    async get(grantId) {
      const text = await store.get(keyOf(grantId));
      if (text === undefined) throw new UpstreamGrantDeadError('Nothing is kept for this grant.');
      return JSON.parse(text) as ShelvedTokens;
    },
    async replace(grantId, old, tokens) {
      const fresh = shelved(tokens);
      const isDone = await store.compareAndSet(keyOf(grantId), JSON.stringify(old), JSON.stringify(fresh), idleLifeMs);
      return isDone ? fresh : undefined;
    },
    async take(grantId) {
      const text = await store.take(keyOf(grantId));
      return text === undefined ? undefined : (JSON.parse(text) as ShelvedTokens).tokens;
    },
  };
}

function shelved(tokens: UpstreamTokens): ShelvedTokens {
  const lifeMs = tokens.expiresAtMs - Date.now();
  return { tokens, renewAtMs: tokens.expiresAtMs - Math.min(longestMarginMs, lifeMs / 10) };
}

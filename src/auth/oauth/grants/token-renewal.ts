import type { LockOptions, StateStore } from '../../../state/index.js';
import { stateKey } from './records.js';
import type { StoredTokens, UpstreamTokenStore } from './upstream-token-store.js';
import { UpstreamGrantDeadError, type Upstream } from '../upstream/upstream.js';

/** Answers tokens that are good now; `rejected` is an access token that is not, whatever its time says. */
export type GoodTokens = (grantId: string, rejected?: string) => Promise<StoredTokens>;

interface RenewalOptions {
  readonly store: Pick<StateStore, 'withLock'>;
  readonly tokenStore: UpstreamTokenStore;
  readonly upstream: Pick<Upstream, 'refresh'>;
}

/** The lock outlives the slowest refresh, and who waits for it outlives the lock of a replica that died. */
const lock: LockOptions = { ttlMs: 15_000, waitMs: 20_000 };

/**
 * Renews exactly once, whoever asks, on however many replicas: with rotating refresh tokens a second refresh could burn
 * the login. The new set is stored before anybody uses it. A replica that dies in between leaves the old refresh token
 * in the store, which Atlassian takes for ten minutes after its first use. Throws UpstreamGrantDeadError.
 */
export function createRenewal({ store, tokenStore, upstream }: RenewalOptions): GoodTokens {
  const renewals = new Map<string, Promise<StoredTokens>>();

  /** A dead grant is believed only while nobody else has stored something newer. */
  async function refresh(grantId: string, held: StoredTokens): Promise<StoredTokens> {
    try {
      const fresh = await tokenStore.replace(grantId, held, await upstream.refresh(held.tokens));
      // Revoked meanwhile, or renewed by another replica after this one had lost its lock: the store is right.
      return fresh ?? (await tokenStore.get(grantId));
    } catch (error) {
      if (!(error instanceof UpstreamGrantDeadError)) throw error;
      const now = await tokenStore.get(grantId);
      if (now.tokens.refreshToken !== held.tokens.refreshToken) return now;
      throw error;
    }
  }

  const renew = (grantId: string, stale: string): Promise<StoredTokens> =>
    store.withLock(stateKey('UpstreamRefresh', grantId), lock, async () => {
      const held = await tokenStore.get(grantId);
      return isGood(held, stale) ? held : refresh(grantId, held);
    });

  /** Callers of this process that want the same token replaced share the work. */
  function renewOnce(grantId: string, stale: string): Promise<StoredTokens> {
    const key = `${grantId} ${stale}`;
    const running = renewals.get(key) ?? renew(grantId, stale).finally(() => renewals.delete(key));
    renewals.set(key, running);
    return running;
  }

  return async (grantId, rejected) => {
    const held = await tokenStore.get(grantId);
    return isGood(held, rejected) ? held : renewOnce(grantId, held.tokens.accessToken);
  };
}

/** Whether a token can be used as it is: it is not yet time to renew it, and it is not the one that was refused. */
export function isGood({ tokens, renewAtMs }: StoredTokens, rejected?: string): boolean {
  return tokens.accessToken !== rejected && renewAtMs > Date.now();
}

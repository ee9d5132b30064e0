import type { LockOptions, StateStore } from '../../state/index.js';
import { stateKey } from './state-key.js';
import type { ShelvedTokens, UpstreamTokensShelf } from './upstream-tokens-shelf.js';
import { UpstreamGrantDeadError, type Upstream } from './upstream/upstream.js';

/** Answers tokens that are good now; `rejected` is an access token that is not, whatever its time says. */
export type GoodTokens = (grantId: string, rejected?: string) => Promise<ShelvedTokens>;

interface RenewalOptions {
  readonly store: Pick<StateStore, 'withLock'>;
  readonly shelf: UpstreamTokensShelf;
  readonly upstream: Pick<Upstream, 'refresh'>;
}

/** The lock outlives the slowest refresh, and who waits for it outlives the lock of a replica that died. */
const lock: LockOptions = { ttlMs: 15_000, waitMs: 20_000 };

/**
 * Renews exactly once, whoever asks, on however many replicas: with rotating refresh tokens a second refresh could burn
 * the login. The new set is stored before anybody uses it. A replica that dies in between leaves the old refresh token
 * in the store, which Atlassian takes for ten minutes after its first use. Throws UpstreamGrantDeadError.
 */
export function createRenewal({ store, shelf, upstream }: RenewalOptions): GoodTokens {
  const renewals = new Map<string, Promise<ShelvedTokens>>();

  /** A dead grant is believed only while nobody else has stored something newer. */
  async function refresh(grantId: string, held: ShelvedTokens): Promise<ShelvedTokens> {
    try {
      const fresh = await shelf.replace(grantId, held, await upstream.refresh(held.tokens));
      // Revoked meanwhile, or renewed by another replica after this one had lost its lock: the store is right.
      return fresh ?? (await shelf.get(grantId));
    } catch (error) {
      if (!(error instanceof UpstreamGrantDeadError)) throw error;
      const now = await shelf.get(grantId);
      if (now.tokens.refreshToken !== held.tokens.refreshToken) return now;
      throw error;
    }
  }

  const renew = (grantId: string, stale: string): Promise<ShelvedTokens> =>
    store.withLock(stateKey('UpstreamRefresh', grantId), lock, async () => {
      const held = await shelf.get(grantId);
      return isGood(held, stale) ? held : refresh(grantId, held);
    });

  /** Callers of this process that want the same token replaced share the work. */
  function renewOnce(grantId: string, stale: string): Promise<ShelvedTokens> {
    const key = `${grantId} ${stale}`;
    const running = renewals.get(key) ?? renew(grantId, stale).finally(() => renewals.delete(key));
    renewals.set(key, running);
    return running;
  }

  return async (grantId, rejected) => {
    const held = await shelf.get(grantId);
    return isGood(held, rejected) ? held : renewOnce(grantId, held.tokens.accessToken);
  };
}

export function isGood({ tokens, renewAtMs }: ShelvedTokens, rejected?: string): boolean {
  return tokens.accessToken !== rejected && renewAtMs > Date.now();
}

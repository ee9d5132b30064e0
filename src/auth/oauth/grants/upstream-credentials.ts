import { AppError } from '../../../errors.js';
import type { Logger } from '../../../observability/index.js';
import type { StateStore } from '../../../state/index.js';
import type { Principal } from '../../principal.js';
import { createRenewal, isGood, type GoodTokens } from './token-renewal.js';
import { createUpstreamTokenStore, type StoredTokens } from './upstream-token-store.js';
import { UpstreamGrantDeadError, type Upstream, type UpstreamIdentity } from '../upstream/upstream.js';

interface UpstreamCredentialsOptions {
  /** A sealed one: what is kept here opens people's accounts. */
  readonly store: StateStore;
  readonly upstream: Pick<Upstream, 'refresh' | 'revoke'>;
  /** Ends the grant of our own server, so that the next request is challenged. May call `drop` in turn. */
  readonly revokeGrant: (grantId: string) => Promise<void>;
  readonly log: Logger;
}

/** The upstream's tokens of everybody who is logged in, by grant. */
export interface UpstreamCredentials {
  save(grantId: string, identity: UpstreamIdentity): Promise<void>;
  /** Forgets them here and at the upstream; forgetting twice is no fault. */
  drop(grantId: string): Promise<void>;
  /**
   * The caller's credential, for one call: it remembers its token for as long as that is good. For a caller who did
   * not log in through the upstream, it throws FORBIDDEN when it is used.
   */
  credentialFor(principal: Pick<Principal, 'grantId' | 'mode'>): DownstreamCredential;
  /**
   * Whether the upstream still stands by a grant, asked before a call: false means that the grant is revoked and the caller
   * is to be challenged. It costs one look into the store while the access token is fresh; when that has run out it is
   * renewed here, for the call that follows. Throws AppError UPSTREAM_UNAVAILABLE when it cannot be known now.
   */
  isAlive(grantId: string): Promise<boolean>;
}

/** Keeps the upstream's tokens, and ends a grant here when the upstream has ended it there. */
export function createUpstreamCredentials({
  store,
  upstream,
  revokeGrant,
  log,
}: UpstreamCredentialsOptions): UpstreamCredentials {
  const tokenStore = createUpstreamTokenStore(store);
  const renewed = createRenewal({ store, tokenStore, upstream });

  async function drop(grantId: string): Promise<void> {
    const tokens = await tokenStore.take(grantId);
    if (tokens !== undefined) await upstream.revoke(tokens);
  }

  async function end(grantId: string, why: string): Promise<void> {
    log.warn({ event: 'upstream_grant_ended', grant_id: grantId, reason: why }, 'A login has ended at the upstream.');
    await revokeGrant(grantId);
    await drop(grantId);
  }

  const goodTokens: GoodTokens = async (grantId, rejected) => {
    try {
      return await renewed(grantId, rejected);
    } catch (error) {
      if (!(error instanceof UpstreamGrantDeadError)) throw error;
      await end(grantId, error.message);
      throw signInAgain(error);
    }
  };

  return {
    save: (grantId, { tokens }) => tokenStore.save(grantId, tokens),
    drop,
    isAlive: async (grantId) => {
      try {
        await goodTokens(grantId);
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'CREDENTIALS_REJECTED') return false;
        throw error;
      }
    },
    credentialFor: ({ grantId, mode }) =>
      grantId === null
        ? noCredential(mode)
        : credentialOf(
            (rejected) => goodTokens(grantId, rejected),
            () => end(grantId, 'A token that had just been renewed was refused.'),
          ),
  };
}

function credentialOf(
  goodTokens: (rejected?: string) => Promise<StoredTokens>,
  revoke: () => Promise<void>,
): DownstreamCredential {
  let held: StoredTokens | undefined;
  return {
    accessToken: async (rejected) => {
      if (held === undefined || !isGood(held, rejected)) held = await goodTokens(rejected);
      return held.tokens.accessToken;
    },
    revoke,
  };
}

function signInAgain(cause: unknown): AppError {
  return new AppError('CREDENTIALS_REJECTED', 'Your sign-in has ended at the service where you signed in.', {
    hint: 'Sign in again: the next request asks for it.',
    cause,
  });
}

function noCredential(mode: Principal['mode']): DownstreamCredential {
  return {
    accessToken: () =>
      Promise.reject(
        new AppError('FORBIDDEN', 'This caller has no account of their own to act with.', {
          hint: `Only who signed in through a browser (mode oauth) has one; this call came by ${mode}.`,
        }),
      ),
    revoke: () => Promise.resolve(),
  };
}

/**
 * The caller's own credential at the upstream (Atlassian's token with `CONFLUENCE_AUTH=user`, the OpenID provider's
 * otherwise), for what acts in the caller's name. It is never the token that the client sent us.
 */
export interface DownstreamCredential {
  /**
   * A token that is good now, refreshed where need be: once, over all calls and replicas. `rejected` is a token of
   * this credential that the far end just answered with 401; then a newer one is answered. Throws AppError
   * CREDENTIALS_REJECTED when the grant is dead (it is then revoked here as well, and the next request is
   * challenged), FORBIDDEN when this caller has none, with the reason.
   */
  accessToken(rejected?: string): Promise<string>;
  /** Says that the far end refused even a token that was just refreshed: the grant is revoked. */
  revoke(): Promise<void>;
}

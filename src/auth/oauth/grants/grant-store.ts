import type { AdapterPayload } from 'oidc-provider';
import { createHash } from 'node:crypto';
import type { StateStore } from '../../../state/index.js';
import { lifetimes, toMs, stateKey } from './records.js';
import type { UpstreamCredentials } from './upstream-credentials.js';
import type { UpstreamIdentity } from '../upstream/upstream.js';

/** Who a grant belongs to: the upstream's identity without its tokens. */
export interface Login {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly verifiedEmail: string | null;
  readonly organizationId: string | null;
}

/** One grant as it lies in the store, as JSON. */
export interface GrantRecord {
  readonly login: Login;
  /** What the provider keeps about the grant; absent until it saved it. */
  readonly payload?: AdapterPayload;
}

/**
 * The grants, one record each. Every code and token is worth as much as its grant: when the record is gone they all
 * are, at once and in every replica. Methods throw AppError UPSTREAM_UNAVAILABLE when the store cannot be reached.
 */
export interface GrantStore {
  open(grantId: string, login: Login): Promise<void>;
  find(grantId: string): Promise<GrantRecord | undefined>;
  /** Adds what the provider knows to an open grant. */
  complete(grantId: string, payload: AdapterPayload): Promise<void>;
  /** Begins the idle time anew. Never brings back a grant that was revoked meanwhile. */
  keepAlive(grantId: string): Promise<void>;
  /** Ends a grant, and with it the upstream's tokens. Revoking twice is no fault. */
  revoke(grantId: string): Promise<void>;
}

const idleMs = toMs(lifetimes.idleGrant);

/**
 * Keeps a grant until `lifetimes.idleGrant` after it was last opened, completed or kept alive. `revoke` drops the
 * upstream's tokens as well.
 */
export function createGrantStore(store: StateStore, credentials: Pick<UpstreamCredentials, 'drop'>): GrantStore {
  const keyOf = (grantId: string): string => stateKey('Grant', grantId);
  return {
    open: (grantId, login) => store.set(keyOf(grantId), JSON.stringify({ login } satisfies GrantRecord), idleMs),
    async find(grantId) {
      const text = await store.get(keyOf(grantId));
      return text === undefined ? undefined : (JSON.parse(text) as GrantRecord);
    },
    async complete(grantId, payload) {
      const text = await store.get(keyOf(grantId));
      if (text === undefined) return;
      const record = { ...(JSON.parse(text) as GrantRecord), payload };
      await store.compareAndSet(keyOf(grantId), text, JSON.stringify(record), idleMs);
    },
    async keepAlive(grantId) {
      const text = await store.get(keyOf(grantId));
      if (text !== undefined) await store.compareAndSet(keyOf(grantId), text, text, idleMs);
    },
    async revoke(grantId) {
      await store.delete(keyOf(grantId));
      await credentials.drop(grantId);
    },
  };
}

/**
 * The part of an identity that is kept: without tokens, and without an e-mail address that the upstream does not vouch
 * for.
 */
export function toLogin({ issuer, subject, name, verifiedEmail, organizationId }: UpstreamIdentity): Login {
  return { issuer, subject, name, verifiedEmail: verifiedEmail ?? null, organizationId };
}

/** The `sub` of our tokens: one person of one upstream, without saying who it is. */
export function accountIdOf({ issuer, subject }: Pick<Login, 'issuer' | 'subject'>): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
}

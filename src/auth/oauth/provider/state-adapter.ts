import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { StateStore } from '../../../state/index.js';
import type { GrantStore } from '../grants/grant-store.js';
import { lifetimes, toMs } from '../grants/records.js';
import type { OidcProviderModule } from './load-oidc-provider.js';
import { stateKey } from '../grants/records.js';

export interface StateAdapterOptions {
  readonly store: StateStore;
  readonly grants: GrantStore;
  readonly errors: OidcProviderModule['errors'];
}

/**
 * What the provider remembers, in our state store: one record for each thing, no indexes. There is no session: every
 * authorization asks for consent and login anew, so its memory would only be something to steal.
 */
export function createStateAdapter(options: StateAdapterOptions): (model: string) => Adapter {
  return (model) => {
    const store = storeOf(model, options);
    return {
      ...store,
      consume: (id) => consume(model, id, options),
      revokeByGrantId: (grantId) => options.grants.revoke(grantId),
      findByUid: () => Promise.resolve(undefined),
      findByUserCode: () => Promise.resolve(undefined),
    };
  };
}

type Records = Pick<Adapter, 'upsert' | 'find' | 'destroy'>;

function storeOf(model: string, options: StateAdapterOptions): Records {
  if (model === 'Session') return forgetful;
  return model === 'Grant' ? grantRecords(options.grants) : plainRecords(model, options);
}

const forgetful: Records = {
  upsert: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  destroy: () => Promise.resolve(),
};

function grantRecords(grants: GrantStore): Records {
  return {
    upsert: (id, payload) => grants.complete(id, payload),
    find: async (id) => (await grants.find(id))?.payload,
    destroy: (id) => grants.revoke(id),
  };
}

function plainRecords(model: string, { store, grants }: StateAdapterOptions): Records {
  const keyOf = (id: string): string => stateKey(model, id);
  return {
    // Only registrations come without a life of their own.
    upsert: (id, payload, expiresIn = lifetimes.unusedClient) =>
      store.set(keyOf(id), JSON.stringify(payload), toMs(expiresIn)),
    async find(id) {
      const text = await store.get(keyOf(id));
      if (text === undefined) return undefined;
      const payload = JSON.parse(text) as AdapterPayload;
      const { grantId } = payload;
      const dependsOnGrant = grantId !== undefined && model !== 'Interaction';
      if (dependsOnGrant && (await grants.find(grantId)) === undefined) return undefined;
      return model === 'RefreshToken' ? withGrace(payload) : payload;
    },
    destroy: (id) => store.delete(keyOf(id)),
  };
}

/** A refresh token counts as used only when the time for a client to ask again is over. */
function withGrace(payload: AdapterPayload): AdapterPayload {
  const usedAtS: unknown = payload.consumed;
  const isRecent = typeof usedAtS === 'number' && Date.now() / 1000 - usedAtS <= lifetimes.refreshGrace;
  return isRecent ? { ...payload, consumed: undefined } : payload;
}

/**
 * Marks a code or a refresh token as used, in one step: of two that redeem a code at once, one gets through. The other
 * is a replay, so the grant ends (RFC 6749, 4.1.2). A refresh token keeps the time of its first use.
 */
async function consume(model: string, id: string, { store, grants, errors }: StateAdapterOptions): Promise<void> {
  const key = stateKey(model, id);
  const text = await store.get(key);
  if (text === undefined) throw new errors.InvalidGrant('already used');
  const payload = JSON.parse(text) as AdapterPayload;
  const isFirst = payload.consumed === undefined;
  if (!isFirst && model === 'RefreshToken') return;
  const used = JSON.stringify({ ...payload, consumed: Date.now() / 1000 });
  const lifeMs = Math.max(1, (payload.exp ?? 0) * 1000 - Date.now());
  if (isFirst && (await store.compareAndSet(key, text, used, lifeMs))) return;
  if (model === 'RefreshToken') return;
  if (payload.grantId !== undefined) await grants.revoke(payload.grantId);
  throw new errors.InvalidGrant('already used');
}

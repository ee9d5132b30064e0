import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { StateStore } from '../../../state/index.js';
import type { GrantStore } from '../grants/grant-store.js';
import { lifetimes, toMs } from '../grants/records.js';
import type { OidcProviderModule } from './load-oidc-provider.js';
import type { Successor } from './refresh-line.js';
import { stateKey } from '../grants/records.js';

interface StateAdapterOptions {
  readonly store: StateStore;
  readonly grants: GrantStore;
  readonly successor: Successor;
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

/** What is noted of a refresh token when it is used. */
interface Used {
  /** Under which key of the store its successor will be. The next signing key would name another one. */
  readonly next?: string | undefined;
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
  const read = async (key: string): Promise<AdapterPayload | undefined> => {
    const text = await store.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as AdapterPayload);
  };
  /** Whether what was used may still be asked for by the same client. */
  const isExcused = async ({ next, ...payload }: AdapterPayload & Used): Promise<boolean> => {
    const ageS = Date.now() / 1000 - (payload.consumed as number);
    if (model === 'AuthorizationCode') return ageS <= lifetimes.codeRace;
    if (model !== 'RefreshToken') return false;
    const successor = next === undefined ? undefined : await read(next);
    // The state could not be written when it was to be made: nobody has it, and this one is still the newest.
    if (next !== undefined && successor === undefined) return true;
    return ageS <= lifetimes.refreshGrace && successor?.consumed === undefined;
  };
  return {
    async upsert(id, payload, expiresIn = lifetimes.unusedClient) {
      const text = JSON.stringify(payload);
      // A successor that was made before keeps what is known of it: whether it was used.
      if (model === 'RefreshToken') await store.compareAndSet(keyOf(id), undefined, text, toMs(expiresIn));
      // Only registrations come without a life of their own.
      else await store.set(keyOf(id), text, toMs(expiresIn));
    },
    async find(id) {
      const payload = await read(keyOf(id));
      if (payload === undefined) return undefined;
      const { grantId } = payload;
      const consumed: unknown = payload.consumed;
      const dependsOnGrant = grantId !== undefined && model !== 'Interaction';
      if (dependsOnGrant && (await grants.find(grantId)) === undefined) return undefined;
      // What the provider finds used it takes for stolen, and ends the grant.
      const excused = typeof consumed === 'number' && (await isExcused(payload));
      return excused ? { ...payload, consumed: undefined } : payload;
    },
    destroy: (id) => store.delete(keyOf(id)),
  };
}

/**
 * Marks a code or a refresh token as used, in one step. Of several that redeem a code at once, one gets through, and the
 * others are told that it is used; one that comes later finds it used, and the grant ends (RFC 6749, 4.1.2). A refresh
 * token keeps the time of its first use that led to a successor.
 */
async function consume(model: string, id: string, { store, errors, successor }: StateAdapterOptions): Promise<void> {
  const key = stateKey(model, id);
  const text = await store.get(key);
  if (text === undefined) throw new errors.InvalidGrant('already used');
  const payload = JSON.parse(text) as AdapterPayload & Used;
  const next = model === 'RefreshToken' ? stateKey(model, successor(id)) : undefined;
  const used = JSON.stringify({ ...payload, consumed: Date.now() / 1000, next });
  const lifeMs = Math.max(1, (payload.exp ?? 0) * 1000 - Date.now());
  const isUnused = payload.consumed === undefined || (payload.next && (await store.get(payload.next)) === undefined);
  const isFirst = isUnused && (await store.compareAndSet(key, text, used, lifeMs));
  if (!isFirst && model !== 'RefreshToken') throw new errors.InvalidGrant('already used');
}

import type { StateStore } from '../../../state/index.js';
import type { Scope } from '../../principal.js';
import { lifetimes, toMs } from '../grants/records.js';
import { stateKey } from '../grants/records.js';
import type { UpstreamTransaction } from '../upstream/upstream.js';

/** A person who consented and was sent to the upstream. */
interface PendingLogin {
  readonly uid: string;
  readonly scopes: readonly Scope[];
  readonly transaction: UpstreamTransaction;
}

/** The same person, back with the upstream's answer. */
export interface ReturnedLogin extends PendingLogin {
  readonly callbackUrl: string;
}

/** Logins between two requests. Each can be taken once. */
export interface PendingLogins {
  begin(login: PendingLogin): Promise<void>;
  /** By the state that the upstream sent back. */
  takeByState(state: string): Promise<PendingLogin | undefined>;
  comeBack(login: ReturnedLogin): Promise<void>;
  takeReturned(uid: string): Promise<ReturnedLogin | undefined>;
}

const lifeMs = toMs(lifetimes.interaction);

/** Keeps logins under way in the store for `lifetimes.interaction`, so that any replica can take the callback. */
export function createPendingLogins(store: StateStore): PendingLogins {
  const take = async <T>(key: string): Promise<T | undefined> => {
    const text = await store.take(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  return {
    begin: (login) => store.set(stateKey('PendingLogin', login.transaction.state), JSON.stringify(login), lifeMs),
    takeByState: (state) => take<PendingLogin>(stateKey('PendingLogin', state)),
    comeBack: (login) => store.set(stateKey('ReturnedLogin', login.uid), JSON.stringify(login), lifeMs),
    takeReturned: (uid) => take<ReturnedLogin>(stateKey('ReturnedLogin', uid)),
  };
}

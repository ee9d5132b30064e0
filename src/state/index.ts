/**
 * What do we remember? One small key-value port with lives, atomic steps and locks.
 * May import: observability, outbound; the embedded store and Redis live only here.
 * Promise: a store that cannot be reached says so, and a sealed one holds nothing that its reader could use.
 */
export type { LockOptions, StateStore } from './state-store.js';
export { createMemoryStore } from './memory-store.js';
export { openStore, type StoreOptions } from './open-store.js';
export { createKeyring, type Keyring } from './keyring.js';
export { createSealedStore } from './sealed-store.js';
export type { RateLimit, RateLimiter, Usage } from './rate-limiter.js';

import { AppError } from '../errors.js';
import type { RateLimit, RateLimiter } from './rate-limiter.js';

/** How long a lock holds, and how long one waits for it, in ms. */
export interface LockOptions {
  /** The lock falls by itself after this long, so that a process that died holds up nobody. The same for all who want one key. */
  readonly ttlMs: number;
  /** How long to wait for it; then the call throws UPSTREAM_UNAVAILABLE. */
  readonly waitMs: number;
}

/**
 * What the service remembers: text under a key, with a life of its own. Every method throws AppError
 * UPSTREAM_UNAVAILABLE when the store cannot be reached; nothing is ever answered from a guess.
 */
export interface StateStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Reads and deletes in one step: of two that take the same key, one gets the value. */
  take(key: string): Promise<string | undefined>;
  /** Writes only while the key still holds `expected` (undefined: nothing). Answers whether it wrote. */
  compareAndSet(key: string, expected: string | undefined, value: string, ttlMs: number): Promise<boolean>;
  /** Runs `work` while no other caller of any replica holds the key. */
  withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T>;
  /** A counter of its own for each name; all replicas that share the store count together. */
  rateLimiter(limit: RateLimit): RateLimiter;
  /** Whether it can be reached now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The store could not be asked, or did not answer in time. */
export function stateUnavailable(cause?: unknown): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', 'The store of sessions and tokens cannot be reached.', {
    hint: 'Try again in a few seconds.',
    cause,
  });
}

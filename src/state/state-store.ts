export interface Counted {
  /** How often the key was counted in its window, this time included. */
  readonly count: number;
  /** When the window ends and counting begins again, in ms since the epoch. */
  readonly resetsAtMs: number;
}

export interface LockOptions {
  /** The lock falls by itself after this long, so that a process that died holds up nobody. */
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
  /** Counts up; the first count of a window starts it. */
  increment(key: string, windowMs: number): Promise<Counted>;
  /** Runs `work` while no other caller of any replica holds the key. */
  withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T>;
  /** Whether it can be reached now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

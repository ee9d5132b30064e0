import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '../errors.js';
import type { StateStore } from './state-store.js';

/** The two atomic steps that a store lends to its locks. */
interface LockSteps {
  /** Takes the key for `owner` if nobody holds it. */
  acquire(key: string, owner: string, ttlMs: number): Promise<boolean>;
  /** Gives it back, only if `owner` is still the one who holds it. */
  release(key: string, owner: string): Promise<void>;
}

interface Waiter {
  wake(): void;
}

const pollMs = { least: 20, most: 70 };

/**
 * Locks by polling. In one process the callers of a key queue up and only the first of them asks the store,
 * so that a crowd costs no more than one; the end of a local holder wakes it at once.
 */
export function createLocks(steps: LockSteps): StateStore['withLock'] {
  const queues = new Map<string, Waiter[]>();
  const wakeFirst = (key: string): void => queues.get(key)?.[0]?.wake();

  async function enter(key: string, owner: string, ttlMs: number, waitMs: number): Promise<boolean> {
    const deadline = performance.now() + waitMs;
    const queue = queues.get(key) ?? [];
    queues.set(key, queue);
    const self: Waiter = { wake: () => undefined };
    queue.push(self);
    try {
      for (;;) {
        const isFirst = queue[0] === self;
        if (isFirst && (await steps.acquire(key, owner, ttlMs))) return true;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) return false;
        await pause(self, isFirst ? Math.min(leftMs, randomInt(pollMs.least, pollMs.most)) : leftMs);
      }
    } finally {
      queue.splice(queue.indexOf(self), 1);
      if (queue.length === 0) queues.delete(key);
      else wakeFirst(key);
    }
  }

  return async (key, { ttlMs, waitMs }, work) => {
    const owner = randomUUID();
    if (!(await enter(key, owner, ttlMs, waitMs))) throw busy();
    try {
      return await work();
    } finally {
      // The work is done either way, and a lock that could not be given back falls by itself.
      await steps.release(key, owner).catch(() => undefined);
      wakeFirst(key);
    }
  };
}

function pause(waiter: Waiter, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    waiter.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

function busy(): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', 'The same work is still being done for another request.', {
    hint: 'Try again in a few seconds.',
  });
}

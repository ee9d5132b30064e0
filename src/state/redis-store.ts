import { rootCertificates } from 'node:tls';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../observability/index.js';
import { createLocks } from './locks.js';
import { createRedisRateLimiter } from './redis-rate-limiter.js';
import { type StateStore, stateUnavailable } from './state-store.js';

type Client = Redis & RedisScripts;

interface RedisStoreOptions {
  readonly log: Logger;
  /** Certificates (PEM) that `rediss:` trusts beside the well-known roots. */
  readonly ca?: string | readonly string[] | undefined;
  /** Put before every key, for a Redis that others use too. */
  readonly prefix?: string | undefined;
}

const timeoutMs = 1_500;
const slowestRetryMs = 1_000;

/**
 * Remembers in Redis, for every replica. Resolves when the first attempt to connect has ended, well or not: while
 * Redis is away every method throws UPSTREAM_UNAVAILABLE within two seconds, and works again soon after it is back.
 */
export async function connectRedis(url: string, options: RedisStoreOptions): Promise<StateStore> {
  const redis = createClient(url, options);
  watch(redis, options.log);
  // A failure has been logged, and another attempt follows.
  await redis.connect().catch(() => undefined);
  return createRedisStore(redis);
}

function createClient(url: string, { ca, prefix = 'confluence-mcp:' }: RedisStoreOptions): Client {
  const common: Omit<RedisOptions, 'replyMapping'> = {
    keyPrefix: prefix,
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    // A server that takes connections and never answers is dropped, and its unanswered commands with it.
    socketTimeout: timeoutMs,
    // For so long a store that was closed keeps the process: ioredis waits in vain where the connection has gone already.
    disconnectTimeout: 200,
    retryStrategy: (attempt) => Math.min(attempt * 100, slowestRetryMs),
    // Never repeated: a command that got no answer may have been carried out.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    scripts: redisScripts,
  };
  const trusted =
    url.startsWith('rediss:') && ca !== undefined ? { tls: { ca: [...rootCertificates, ...[ca].flat()] } } : {};
  return new Redis(url, { ...common, ...trusted }) as Client;
}

/** One line when it goes away and one when it comes back, however many attempts are between. */
function watch(redis: Redis, log: Logger): void {
  let isAway = false;
  redis.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    log.warn({ event: 'redis_away', error }, 'Redis cannot be reached.');
  });
  redis.on('ready', () => {
    if (isAway) log.info({ event: 'redis_back' }, 'Redis can be reached again.');
    isAway = false;
  });
}

function createRedisStore(redis: Client): StateStore {
  const set = async (key: string, value: string, ttlMs: number): Promise<void> => {
    await ask(redis.set(record(key), value, 'PX', wholeMs(ttlMs)));
  };
  const setIfAbsent = async (key: string, value: string, ttlMs: number): Promise<boolean> =>
    (await ask(redis.set(key, value, 'PX', wholeMs(ttlMs), 'NX'))) === 'OK';
  return {
    get: async (key) => (await ask(redis.get(record(key)))) ?? undefined,
    set,
    delete: async (key) => void (await ask(redis.del(record(key)))),
    take: async (key) => (await ask(redis.takeRecord(record(key)))) ?? undefined,
    compareAndSet: async (key, expected, value, ttlMs) =>
      expected === undefined
        ? setIfAbsent(record(key), value, ttlMs)
        : (await ask(redis.replaceRecord(record(key), expected, value, wholeMs(ttlMs)))) === 1,
    rateLimiter: (limit) => createRedisRateLimiter(redis, limit),
    withLock: createLocks({
      acquire: (key, owner, ttlMs) => setIfAbsent(lock(key), owner, ttlMs),
      release: async (key, owner) => void (await ask(redis.releaseLock(lock(key), owner))),
    }),
    ping: async () => void (await ask(redis.ping())),
    close: () => Promise.resolve(redis.disconnect()),
  };
}

async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw stateUnavailable(cause);
  }
}

/** Redis takes whole milliseconds from 1 on. */
function wholeMs(ms: number): number {
  return Math.max(1, Math.ceil(ms));
}

const record = (key: string): string => `record:${key}`;
const lock = (key: string): string => `lock:${key}`;

/** The steps that Redis has no single command for; it runs each without another between. */
export const redisScripts = {
  takeRecord: {
    numberOfKeys: 1,
    lua: `local value = redis.call('GET', KEYS[1])
          if value then redis.call('DEL', KEYS[1]) end
          return value`,
  },
  replaceRecord: {
    numberOfKeys: 1,
    lua: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1`,
  },
  releaseLock: {
    numberOfKeys: 1,
    lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
          return 0`,
  },
} satisfies RedisOptions['scripts'];

/** What ioredis makes of them. */
export interface RedisScripts {
  takeRecord(key: string): Promise<string | null>;
  replaceRecord(key: string, expected: string, value: string, ttlMs: number): Promise<number>;
  releaseLock(key: string, owner: string): Promise<number>;
}

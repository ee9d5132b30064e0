import type { RedisOptions } from 'ioredis';

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
  countUp: {
    numberOfKeys: 1,
    lua: `local count = redis.call('INCR', KEYS[1])
          if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
          return { count, redis.call('PTTL', KEYS[1]) }`,
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
  countUp(key: string, windowMs: number): Promise<[count: number, leftMs: number]>;
  releaseLock(key: string, owner: string): Promise<number>;
}

import { createHash } from 'node:crypto';
import { ConsecutiveBreaker, TimeoutStrategy, circuitBreaker, handleType, timeout, wrap } from 'cockatiel';
import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { steadyPause } from '../outbound/index.js';
import { consume, createMemoryRateLimiter, optionsOf, type RateLimit, type RateLimiter } from './rate-limiter.js';

const slowestAnswerMs = 500;
const pauseMs = 5_000;

/** Counts all that is asked for or nothing, and answers with the count that it was or would have been. All limits of a connection share it. */
const consumeIfWithin = `
local times, seconds, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local count = tonumber(redis.call('GET', KEYS[1]) or 0) + times
local left = redis.call('PTTL', KEYS[1])
if count <= limit then
  redis.call('INCRBY', KEYS[1], times)
  if left < 0 then redis.call('EXPIRE', KEYS[1], seconds) end
end
if left < 0 then left = 1000 * seconds end
return {count, left}`;

/**
 * Counts with the other replicas. When Redis fails or dawdles, counts alone and leaves it in peace for a few seconds: a
 * limit that is too generous for a while is better than a service that answers nobody.
 */
export function createRedisRateLimiter(redis: Redis, limit: RateLimit): RateLimiter {
  const shared = new RateLimiterRedis({
    ...optionsOf(limit),
    storeClient: redis,
    rejectIfRedisNotReady: true,
    customIncrTtlLuaScript: consumeIfWithin,
  });
  const alone = createMemoryRateLimiter(limit);
  const breaker = circuitBreaker(handleType(Error), {
    halfOpenAfter: steadyPause(pauseMs),
    breaker: new ConsecutiveBreaker(1),
  });
  const guard = wrap(breaker, timeout(slowestAnswerMs, TimeoutStrategy.Aggressive));
  return {
    async consume(key, times = 1) {
      // Without a signal of its own each count listens to one that all share, and Node warns of a leak from the eleventh on.
      const { signal } = new AbortController();
      return guard
        .execute(() => consume(shared, digestOf(key), limit, times), signal)
        .catch(() => alone.consume(key, times));
    },
  };
}

/** Keys name people and their addresses, which are nobody else's business. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

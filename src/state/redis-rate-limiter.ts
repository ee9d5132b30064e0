import { ConsecutiveBreaker, TimeoutStrategy, circuitBreaker, handleType, timeout, wrap } from 'cockatiel';
import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { steadyPause } from '../outbound/index.js';
import { consume, createMemoryRateLimiter, optionsOf, type RateLimit, type RateLimiter } from './rate-limiter.js';

const slowestAnswerMs = 500;
const pauseMs = 5_000;

/**
 * Counts with the other replicas. When Redis fails or dawdles, counts alone and leaves it in peace for a few seconds: a
 * limit that is too generous for a while is better than a service that answers nobody.
 */
export function createRedisRateLimiter(redis: Redis, limit: RateLimit): RateLimiter {
  const shared = new RateLimiterRedis({ ...optionsOf(limit), storeClient: redis, rejectIfRedisNotReady: true });
  const alone = createMemoryRateLimiter(limit);
  const breaker = circuitBreaker(handleType(Error), {
    halfOpenAfter: steadyPause(pauseMs),
    breaker: new ConsecutiveBreaker(1),
  });
  const guard = wrap(breaker, timeout(slowestAnswerMs, TimeoutStrategy.Aggressive));
  return {
    async consume(key) {
      return guard.execute(() => consume(shared, key, limit)).catch(() => alone.consume(key));
    },
  };
}

import type { RequestHandler } from 'express';
import { rateLimit, type AugmentedRequest, type Store } from 'express-rate-limit';
import { callerOf } from '../request-context.js';
import { insuredCounter, type RateCounter } from './insured-counter.js';
import { rateLimited } from './rate-limited.js';

const windowMs = 60_000;

/**
 * Requests per minute and principal, told in the draft-7 `RateLimit` headers. 0 turns it off. With a `counter` the
 * replicas that share it count together.
 */
export function principalLimit(perMinute: number, counter?: RateCounter): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  return rateLimit({
    windowMs,
    limit: perMinute,
    keyGenerator: (_req, res) => callerOf(res).principal.id,
    ...(counter ? { store: storeOn(insuredCounter(counter, windowMs)) } : {}),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Its checks concern keys made from addresses, and they print to the console.
    validate: false,
    handler: (req, _res, next) => next(rateLimited((req as AugmentedRequest)['rateLimit']?.resetTime)),
  });
}

/** Nothing is ever uncounted: that is for options we do not use. */
function storeOn(counter: RateCounter): Pick<Store, 'increment' | 'decrement' | 'resetKey' | 'localKeys'> {
  return {
    localKeys: false,
    async increment(key) {
      const { count, resetsAtMs } = await counter.increment(`requests:${key}`, windowMs);
      return { totalHits: count, resetTime: new Date(resetsAtMs) };
    },
    decrement: () => undefined,
    resetKey: () => undefined,
  };
}

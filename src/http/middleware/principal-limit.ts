import type { RequestHandler } from 'express';
import { rateLimit, type AugmentedRequest } from 'express-rate-limit';
import { callerOf } from '../request-context.js';
import { rateLimited } from './rate-limited.js';

/** Requests per minute and principal, told in the draft-7 `RateLimit` headers. 0 turns it off. */
export function principalLimit(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    keyGenerator: (_req, res) => callerOf(res).principal.id,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Its checks concern keys made from addresses, and they print to the console.
    validate: false,
    handler: (req, _res, next) => next(rateLimited((req as AugmentedRequest)['rateLimit']?.resetTime)),
  });
}

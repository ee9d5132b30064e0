import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal.js';
import { callerOf } from '../request-context.js';

interface Usage {
  readonly count: number;
  /** When the window ends, in ms since the epoch. */
  readonly resetsAtMs: number;
}

/** Makes counters that all replicas share, as the stores of `state` do; `consume` never throws. */
export type CreateRateLimiter = (limit: { name: string; limit: number; windowMs: number }) => {
  consume(key: string): Promise<Usage>;
};

const windowMs = 60_000;
const mostBlocked = 10_000;
/** For so long after they were, credentials count as good lately; so many are remembered. */
const goodForMs = 60 * 60_000;
const mostGood = 10_000;

/**
 * Requests per minute and principal, told in the `RateLimit` headers
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/07/). 0 turns it off.
 */
export function principalLimit(perMinute: number, createLimiter: CreateRateLimiter): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  const requests = createLimiter({ name: 'requests', limit: perMinute, windowMs });
  return async (_req, res, next) => {
    const usage = await requests.consume(callerOf(res).principal.id);
    setHeaders(res, perMinute, usage);
    if (usage.count > perMinute) throw rateLimited(usage.resetsAtMs);
    next();
  };
}

function setHeaders(res: Response, limit: number, { count, resetsAtMs }: Usage): void {
  const remaining = Math.max(0, limit - count);
  res.set('RateLimit-Policy', `${limit};w=${windowMs / 1000}`);
  res.set('RateLimit', `limit=${limit}, remaining=${remaining}, reset=${secondsUntil(resetsAtMs)}`);
}

/** A request, as far as it is counted before it is known whose it is. */
interface Attempt {
  readonly address: string;
  /** The values of every header that could name a caller; empty for none. */
  readonly credentials: readonly string[];
}

/** Counts requests without a valid token, per network that they come from. */
export interface FailureLimit {
  /**
   * Counts a request as a failure until it is settled. Rejects with a 429 over the limit, except for credentials that were
   * good lately: whoever has none of these and floods from the same network shall not keep their owner out.
   */
  count(attempt: Attempt): Promise<CountedAttempt>;
}

/** What came of a request that was counted. */
interface CountedAttempt {
  /** Its credentials are good. */
  accept(): Promise<void>;
  /** It was no failure of its sender. */
  forgive(): Promise<void>;
  /** It was one, and the other replicas shall know. Rejects with a 429 when all of them together are over the limit. */
  confirm(): Promise<void>;
}

/**
 * Counting first and forgiving later makes the bound of a replica exact: a burst of bad tokens cannot have more
 * signatures checked than the limit while none of them has been counted yet. Only failures are told to the shared
 * counter, so that valid tokens do not wait for it. Requests without credentials, which cost no signature, are counted
 * apart. `perMinute` 0 turns it off.
 */
export function createFailureLimit(perMinute: number, createLimiter: CreateRateLimiter): FailureLimit {
  if (perMinute === 0) return { count: () => Promise.resolve(uncounted) };
  const local = new RateLimiterMemory({ points: perMinute, duration: windowMs / 1000 });
  const shared = createLimiter({ name: 'failures', limit: perMinute, windowMs });
  const blockedUntilMs = remember<number>(mostBlocked);
  const goodLately = remember<true>(mostGood, goodForMs);
  return {
    async count({ address, credentials }) {
      const network = networkKey(address);
      const key = credentials.length === 0 ? `${network} without credentials` : network;
      const digest = digestOf(credentials);
      const isKnown = goodLately.has(digest);
      if (!isKnown) {
        const untilMs = blockedUntilMs.get(key) ?? 0;
        if (isWithinWindow(untilMs)) throw rateLimited(untilMs);
        await local.consume(key).catch(refuse);
      }
      const forgive = async (): Promise<void> => void (isKnown || (await local.reward(key)));
      return {
        forgive,
        accept() {
          if (credentials.length > 0) goodLately.set(digest, true);
          return forgive();
        },
        async confirm() {
          goodLately.delete(digest);
          const { count, resetsAtMs } = await shared.consume(key);
          if (count >= perMinute) blockedUntilMs.set(key, resetsAtMs);
          if (count > perMinute) throw rateLimited(resetsAtMs);
        },
      };
    },
  };
}

/** By `max` all its room would be taken at the start, half a megabyte each. */
function remember<T extends number | true>(most: number, ttl?: number): LRUCache<string, T> {
  const limit = { maxSize: most, sizeCalculation: () => 1 };
  return new LRUCache<string, T>(ttl === undefined ? limit : { ...limit, ttl });
}

/** Nothing but the digest is kept: no dump of the memory shall hold a token for that long. */
function digestOf(credentials: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(credentials)).digest('base64');
}

/** Every request per minute and network, for endpoints that nobody has to log in for. */
export function networkLimit(name: string, perMinute: number, createLimiter: CreateRateLimiter): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  const requests = createLimiter({ name, limit: perMinute, windowMs });
  return async (req, _res, next) => {
    const { count, resetsAtMs } = await requests.consume(networkKey(req.ip));
    if (count > perMinute) throw rateLimited(resetsAtMs);
    next();
  };
}

/** IPv6 networks of homes and companies are /56 or larger, so that one address there says nothing (RFC 6177). */
export function networkKey(address = 'unknown'): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : `${Buffer.from(parsed.toByteArray().slice(0, 7)).toString('hex')}/56`;
}

/** A block that ends later than any could was made before the clock was set back. */
function isWithinWindow(untilMs: number): boolean {
  const leftMs = untilMs - Date.now();
  return leftMs > 0 && leftMs <= windowMs;
}

const nothing = (): Promise<void> => Promise.resolve();
const uncounted: CountedAttempt = { accept: nothing, forgive: nothing, confirm: nothing };

function refuse(over: unknown): never {
  throw over instanceof RateLimiterRes ? rateLimited(Date.now() + Math.min(over.msBeforeNext, windowMs)) : over;
}

/** 429 with the whole seconds until the window ends, at least one. */
function rateLimited(resetsAtMs: number): Refusal {
  const seconds = secondsUntil(resetsAtMs);
  return new Refusal(429, 'rate_limited', `Too many requests. Retry in ${seconds} seconds.`, {
    'Retry-After': String(seconds),
  });
}

function secondsUntil(timeMs: number): number {
  return Math.max(1, Math.ceil((timeMs - Date.now()) / 1000));
}

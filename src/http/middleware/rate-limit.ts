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

/** Counts requests without a valid token, per network that they come from. */
export interface FailureLimit {
  /** Counts a request from `address` as a failure until `forgive` is called. Rejects with a 429 over the limit. */
  count(address: string): Promise<void>;
  /** The request turned out to be no failure of its sender. */
  forgive(address: string): Promise<void>;
  /** It was one, and the other replicas shall know. Rejects with a 429 when all of them together are over the limit. */
  confirm(address: string): Promise<void>;
}

/**
 * Counting first and forgiving later makes the bound of a replica exact: a burst of bad tokens cannot have more
 * signatures checked than the limit while none of them has been counted yet. Only failures are told to the shared
 * counter, so that valid tokens do not wait for it. `perMinute` 0 turns it off.
 */
export function createFailureLimit(perMinute: number, createLimiter: CreateRateLimiter): FailureLimit {
  if (perMinute === 0) return { count: nothing, forgive: nothing, confirm: nothing };
  const local = new RateLimiterMemory({ points: perMinute, duration: windowMs / 1000 });
  const shared = createLimiter({ name: 'failures', limit: perMinute, windowMs });
  const blockedUntilMs = new LRUCache<string, number>({ max: mostBlocked });
  return {
    async count(address) {
      const key = networkKey(address);
      const untilMs = blockedUntilMs.get(key) ?? 0;
      if (isWithinWindow(untilMs)) throw rateLimited(untilMs);
      await local.consume(key).catch(refuse);
    },
    forgive: async (address) => void (await local.reward(networkKey(address))),
    async confirm(address) {
      const key = networkKey(address);
      const { count, resetsAtMs } = await shared.consume(key);
      if (count >= perMinute) blockedUntilMs.set(key, resetsAtMs);
      if (count > perMinute) throw rateLimited(resetsAtMs);
    },
  };
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

import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { performFault, type Fault } from './fault.js';

/** So many requests a second; the others get 429. */
export interface RateLimit {
  perSecond: number;
  /** Default 1. */
  retryAfterSeconds?: number;
}

/** Faults that a test asks for. The first matching fault that is not used up applies. */
export class Faults {
  #faults: (Fault & { left: number })[] = [];
  #limit: RateLimit | undefined;
  #window = { second: 0, used: 0 };
  readonly #refuseByRate: (res: Response, limit: RateLimit) => void;

  constructor(flavor: 'cloud' | 'datacenter' = 'cloud') {
    this.#refuseByRate = flavor === 'cloud' ? refuseOnCloud : refuseOnDataCenter;
  }

  add(fault: Fault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Infinity });
  }

  rateLimit(limit: RateLimit): void {
    this.#limit = limit;
    this.#window = { second: 0, used: 0 };
  }

  clear(): void {
    this.#faults = [];
    this.#limit = undefined;
  }

  /** The middleware that applies them, meant to stand before everything that has effects. */
  get middleware(): RequestHandler {
    return (req, res, next) => {
      if (this.#limit !== undefined && this.#isOverLimit(this.#limit)) return this.#refuseByRate(res, this.#limit);
      const fault = this.#take(req);
      if (fault === undefined) return next();
      return apply(fault, req, res, next);
    };
  }

  #take(req: Request): Fault | undefined {
    const fault = this.#faults.find((one) => one.left > 0 && matches(one, req));
    if (fault !== undefined) fault.left -= 1;
    return fault;
  }

  #isOverLimit({ perSecond }: RateLimit): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#window.second) this.#window = { second, used: 0 };
    this.#window.used += 1;
    return this.#window.used > perSecond;
  }
}

function matches({ match }: Fault, req: Request): boolean {
  const { method } = match ?? {};
  if (typeof method === 'string' && method.toUpperCase() !== req.method) return false;
  if (method instanceof RegExp && !method.test(req.method)) return false;
  return match?.path === undefined || match.path.test(req.originalUrl);
}

function apply(fault: Fault, req: Request, res: Response, next: NextFunction): void {
  if (fault.kind === 'latency') {
    setTimeout(next, fault.latencyMs ?? 100);
  } else if (fault.beforeEffect === false) {
    loseAnswer(res, () => performFault(fault, req, res));
    next();
  } else {
    performFault(fault, req, res);
  }
}

/** Lets the handler work, then throws its answer away and calls `instead` on a clean response. */
function loseAnswer(res: Response, instead: () => void): void {
  const own = res as { write?: unknown; end?: unknown };
  res.write = () => true;
  res.end = () => {
    delete own.write;
    delete own.end;
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    instead();
    return res;
  };
}

/** Cloud says when the window ends and why, in JSON. */
function refuseOnCloud(res: Response, { perSecond, retryAfterSeconds = 1 }: RateLimit): void {
  res.status(429).set({
    'Retry-After': String(retryAfterSeconds),
    'X-RateLimit-Limit': String(perSecond),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': new Date(Date.now() + retryAfterSeconds * 1000).toISOString(),
    'RateLimit-Reason': 'confluence-burst-based',
  });
  res.json({ code: 429, message: 'Rate limit exceeded' });
}

/** Data Center fills a bucket of tokens: how many fit, how often and by how many it is filled; no body. */
function refuseOnDataCenter(res: Response, { perSecond, retryAfterSeconds = 1 }: RateLimit): void {
  res.status(429).set({
    'retry-after': String(retryAfterSeconds),
    'X-RateLimit-Limit': String(perSecond),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Interval-Seconds': '1',
    'X-RateLimit-FillRate': String(perSecond),
  });
  res.end();
}

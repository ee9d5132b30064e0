import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { performFault, type Fault } from './fault.js';

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
      if (this.#limit !== undefined && this.#isOverLimit(this.#limit)) return refuseByRate(res, this.#limit);
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
  if (match?.method !== undefined && match.method.toUpperCase() !== req.method) return false;
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

function refuseByRate(res: Response, { perSecond, retryAfterSeconds = 1 }: RateLimit): void {
  res.status(429).set({
    'Retry-After': String(retryAfterSeconds),
    'X-RateLimit-Limit': String(perSecond),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': new Date(Date.now() + retryAfterSeconds * 1000).toISOString(),
    'RateLimit-Reason': 'confluence-burst-based',
  });
  res.json({ code: 429, message: 'Rate limit exceeded' });
}

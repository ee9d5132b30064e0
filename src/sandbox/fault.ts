import type { Request, Response } from 'express';

export type FaultKind =
  'status' | 'reset' | 'hang' | 'slow-drip' | 'html-login' | 'garbage' | 'answer' | 'huge' | 'latency';

export interface Fault {
  kind: FaultKind;
  /** All requests when absent. `path` is tried against the path with its query, e.g. `/wiki/api/v2/pages/1?version=2`. */
  match?: { method?: string; path?: RegExp };
  /** How many requests it spoils; until `clear()` when absent. */
  times?: number;
  /** For `status`; default 500. */
  status?: number;
  /** `Retry-After` of a `status` fault, seconds or an HTTP date. */
  retryAfter?: number | string;
  /** What an `answer` fault sends as JSON with status 200, well-formed or not. */
  text?: string;
  /** Delay of `latency`, interval of `slow-drip`. */
  latencyMs?: number;
  /** false: the request takes effect and its answer is lost to the fault. Default true. */
  beforeEffect?: boolean;
}

type Performer = (fault: Fault, req: Request, res: Response) => void;

const loginPage =
  '<!DOCTYPE html><html><head><title>Log in with Atlassian account</title></head>' +
  '<body><form action="/login"><input name="username"></form></body></html>';

const megabyte = 'x'.repeat(1024 * 1024);

const performers: Record<Exclude<FaultKind, 'latency'>, Performer> = {
  status: ({ status = 500, retryAfter }, _req, res) => {
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
    res.status(status);
    if (status === 429) res.json({ code: 429, message: 'Rate limit exceeded' });
    else res.type('html').send(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`);
  },
  reset: (_fault, req) => {
    req.socket.resetAndDestroy();
  },
  hang: () => undefined,
  'slow-drip': ({ latencyMs = 50 }, _req, res) => {
    res.status(200).type('json');
    const timer = setInterval(() => res.write(' '), latencyMs);
    res.on('close', () => clearInterval(timer));
  },
  'html-login': (_fault, _req, res) => {
    res.status(200).type('html').send(loginPage);
  },
  garbage: (_fault, _req, res) => {
    res.status(200).type('json').end('{"results":[{"id":"1","title":');
  },
  answer: ({ text = '' }, _req, res) => {
    res.status(200).type('json').end(text);
  },
  huge: (_fault, _req, res) => {
    res.status(200).type('json').write('{"results":["');
    pour(res, 256);
  },
};

/** Answers the request with the fault, or leaves it unanswered. */
export function performFault(fault: Fault, req: Request, res: Response): void {
  if (fault.kind !== 'latency') performers[fault.kind](fault, req, res);
}

/** Writes megabytes as fast as the reader takes them; a reader that hangs up ends it. */
function pour(res: Response, left: number): void {
  if (res.destroyed) return;
  if (left === 0) res.end('"]}');
  else if (res.write(megabyte)) setImmediate(pour, res, left - 1);
  else res.once('drain', () => pour(res, left - 1));
}

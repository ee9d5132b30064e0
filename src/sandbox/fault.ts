import type { Request, Response } from 'express';
import { v1Envelope, v2Envelope } from './wire/v1-errors.js';

/** `slow-drip` sends a byte at a time, `huge` a body past every limit. */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'hang'
  | 'slow-drip'
  | 'html-login'
  | 'garbage'
  | 'answer'
  | 'refusal'
  | 'html-forbidden'
  | 'huge'
  | 'latency';

/** What goes wrong with requests, and with which. */
export interface Fault {
  kind: FaultKind;
  /** All requests when absent. `path` is tried against the path with its query, e.g. `/wiki/api/v2/pages/1?version=2`. */
  match?: { method?: string | RegExp; path?: RegExp };
  /** How many requests it spoils; until `clear()` when absent. */
  times?: number;
  /** For `status`, default 500, and `refusal`, default 400. */
  status?: number;
  /** `Retry-After` of a `status` fault, seconds or an HTTP date. */
  retryAfter?: number | string;
  /** What an `answer` fault sends as JSON with status 200, well-formed or not; the reason that a `refusal` gives. */
  text?: string;
  /** Delay of `latency`, interval of `slow-drip`. */
  latencyMs?: number;
  /** false: the request takes effect and its answer is lost to the fault. Default true. */
  beforeEffect?: boolean;
}

const writes = /^(?:POST|PUT|DELETE)$/;

/**
 * What sites say no with, each in the envelope of the API that is called; add `match` and `times` as for any fault.
 * A read-only site refuses what writes and nothing else.
 */
export const refusals = {
  /** A body that the new editor has no form for. */
  newEditor: { kind: 'refusal', status: 400, text: 'Content body cannot be converted to new editor format' },
  readOnlySite: {
    kind: 'refusal',
    status: 405,
    text: 'Confluence is in READ_ONLY mode: changes cannot be made at the moment',
    match: { method: writes },
  },
  mediaType: { kind: 'refusal', status: 415, text: 'Unsupported Media Type' },
  titleTaken: { kind: 'refusal', status: 400, text: 'A page with this title already exists' },
  /** Some sites call a title that is taken a conflict. */
  titleConflict: { kind: 'refusal', status: 409, text: 'A page with this title already exists' },
  /** An older site, whose search does not rank. */
  noSiteSearch: {
    kind: 'refusal',
    status: 400,
    text: 'Could not parse cql : No field exists with name: siteSearch',
    match: { path: /siteSearch/i },
  },
  ipAllowList: { kind: 'html-forbidden' },
} as const satisfies Record<string, Fault>;

type Performer = (fault: Fault, req: Request, res: Response) => void;

const loginPage =
  '<!DOCTYPE html><html><head><title>Log in with Atlassian account</title></head>' +
  '<body><form action="/login"><input name="username"></form></body></html>';

const forbiddenPage =
  '<!DOCTYPE html><html><head><title>Forbidden</title></head>' +
  '<body><h1>Access denied</h1><p>Your IP address is not on the allowlist of this site.</p></body></html>';

/** Code of the newer API, reason phrase and exception of the older one. */
const failureNames: Readonly<Record<number, readonly [string, string, string]>> = {
  400: ['BAD_REQUEST', 'Bad Request', 'BadRequestException'],
  403: ['FORBIDDEN', 'Forbidden', 'PermissionException'],
  405: ['METHOD_NOT_ALLOWED', 'Method Not Allowed', 'ReadOnlyException'],
  409: ['CONFLICT', 'Conflict', 'ConflictException'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', 'ServiceException'],
};

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
  refusal: ({ status = 400, text = '' }, req, res) => {
    const [code, reason, exception] = failureNames[status] ?? ['ERROR', 'Error', 'ServiceException'];
    const isV2 = req.originalUrl.includes('/api/v2');
    res.status(status).json(isV2 ? v2Envelope(status, code, text) : v1Envelope(status, reason, exception, text));
  },
  'html-forbidden': (_fault, _req, res) => {
    res.status(403).type('html').send(forbiddenPage);
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

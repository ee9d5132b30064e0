import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from '../refusal.js';
import { headerValues } from '../request-context.js';

const hostHeader = /^(\[[\da-f:.]+\]|[^\s:@/\\[\]]+)(?::\d{1,5})?$/i;
/** A request target that names its host (RFC 9112, 3.2.2), which then counts for whoever stands in front of us. */
const absoluteTarget = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i;

/**
 * Serves only the hosts it was told of: a name that someone else points at this address is DNS rebinding.
 * `allowed`: lower-case names without port (IPv6 in brackets), `*.suffix` for every name below a suffix.
 */
export function hostList(allowed: 'any' | readonly string[]): RequestHandler {
  if (allowed === 'any') return (_req, _res, next) => next();
  const exact = new Set(allowed);
  const suffixes = allowed.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  const isKnown = (host: string): boolean => {
    const name = hostHeader.exec(host)?.[1]?.toLowerCase();
    return name !== undefined && (exact.has(name) || suffixes.some((suffix) => isBelow(name, suffix)));
  };
  return (req, _res, next) => {
    const { host = '' } = req.headers;
    const known = isKnown(host) && isKnown(absoluteTarget.exec(req.url)?.[1] ?? host);
    const advice = 'Use the name in BASE_URL; its operator can add others to ALLOWED_HOSTS.';
    next(
      known
        ? undefined
        : new Refusal(403, 'host_not_allowed', `This server does not answer to that host name. ${advice}`),
    );
  };
}

function isBelow(name: string, suffix: string): boolean {
  return name.length > suffix.length && name.endsWith(suffix);
}

const single = ['host', 'authorization', 'content-type', 'content-encoding'];

/**
 * Refuses a second header of those that say who calls, where, and how the body is to be read. Node keeps the first and
 * drops the rest in silence, so a proxy that looks at the last one would have checked something else than we do. So would
 * one that undoes a transfer coding which Node passes over, that takes no such coding from HTTP/1.0 (RFC 9112, 6.1), or
 * that takes a fragment for a part of the path. Node reads whatever version a request says it has.
 */
export function singleHeaders(): RequestHandler {
  return (req, _res, next) => {
    const isCoded = req.headers['transfer-encoding'] !== undefined;
    if (req.httpVersion !== '1.1' && (req.httpVersion !== '1.0' || isCoded))
      return next(new Refusal(400, 'invalid_request', 'Send HTTP/1.1, or HTTP/1.0 without a transfer coding.'));
    if (req.url.includes('#'))
      return next(
        new Refusal(
          400,
          'invalid_request',
          'The request target must not have a fragment: leave out # and what follows it.',
        ),
      );
    const repeated = single.find((name) => headerValues(req, name).length > 1);
    const coding = req.headers['transfer-encoding'] ?? 'chunked';
    if (coding.toLowerCase() !== 'chunked')
      return next(new Refusal(400, 'invalid_request', 'The only supported transfer coding is chunked.'));
    if (repeated === undefined) return next();
    next(new Refusal(400, 'invalid_request', `The request carries more than one ${repeated} header.`));
  };
}

/**
 * Nothing that this service answers is a page to embed or to run scripts in. Helmet has a middleware for each header, and
 * all of them say the same to every request: they are asked once.
 */
export function securityHeaders(): RequestHandler {
  const headers = headersSetBy(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      xFrameOptions: { action: 'deny' },
    }),
  );
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

/** What a middleware sets that looks at nothing of its request. Throws when it goes no further at once. */
function headersSetBy(middleware: ReturnType<typeof helmet>): readonly (readonly [string, string])[] {
  const headers: [string, string][] = [];
  let isDone = false;
  const response = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    // Ours says nothing of itself to begin with.
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, () => (isDone = true));
  if (!isDone) throw new Error('The security headers do not go without a request.');
  return headers;
}

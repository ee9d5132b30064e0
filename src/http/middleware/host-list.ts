import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

const hostHeader = /^(\[[\da-f:.]+\]|[^\s:@/\\[\]]+)(?::\d{1,5})?$/i;

/**
 * Serves only the hosts it was told of: a name that someone else points at this address is DNS rebinding.
 * `allowed`: lower-case names without port (IPv6 in brackets), `*.suffix` for every name below a suffix.
 */
export function hostList(allowed: 'any' | readonly string[]): RequestHandler {
  if (allowed === 'any') return (_req, _res, next) => next();
  const exact = new Set(allowed);
  const suffixes = allowed.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  return (req, _res, next) => {
    const name = hostHeader.exec(req.headers.host ?? '')?.[1]?.toLowerCase();
    const known = name !== undefined && (exact.has(name) || suffixes.some((suffix) => isBelow(name, suffix)));
    next(known ? undefined : new Refusal(403, 'host_not_allowed', 'This service is not served under that host name.'));
  };
}

function isBelow(name: string, suffix: string): boolean {
  return name.length > suffix.length && name.endsWith(suffix);
}

import type { RequestHandler } from 'express';
import cors from 'cors';
import { optionHeaders } from '../../mcp/index.js';
import { Refusal } from '../refusal.js';

interface OriginPolicy {
  readonly baseUrl: string;
  /** Exact origins, e.g. `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Any loopback origin, whatever its port. */
  readonly allowLoopbackOrigins: boolean;
}

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** Refuses browsers on pages of other sites. A request without Origin is no browser's cross-site call. */
export function originList(policy: OriginPolicy): RequestHandler {
  const isAllowed = allowsOrigin(policy);
  return (req, _res, next) => {
    const { origin } = req.headers;
    if (origin === undefined || isAllowed(origin)) return next();
    next(
      new Refusal(
        403,
        'origin_not_allowed',
        'Web pages of this origin are not allowed to call this server. Its operator can add the origin to ALLOWED_ORIGINS.',
      ),
    );
  };
}

/** The one rule for which origins may call, shared by the refusal and the CORS answer. */
function allowsOrigin(policy: OriginPolicy): (origin: string) => boolean {
  const exact = new Set([new URL(policy.baseUrl).origin, ...policy.allowedOrigins]);
  return (origin) => exact.has(origin) || (policy.allowLoopbackOrigins && loopback.test(origin));
}

const requestHeaders = [
  'Authorization',
  'Content-Type',
  'Accept',
  'Last-Event-ID',
  'Mcp-Protocol-Version',
  'Mcp-Session-Id',
  'Mcp-Method',
  'Mcp-Name',
  'X-Request-Id',
  ...optionHeaders,
];
const readableHeaders = ['WWW-Authenticate', 'Mcp-Session-Id', 'X-Request-Id', 'Retry-After'];

/** CORS for the origins of the list: answers their preflights and lets them read what an MCP client needs. */
export function crossOrigin(policy: OriginPolicy): RequestHandler {
  const isAllowed = allowsOrigin(policy);
  return cors({
    origin: (origin, answer) => answer(null, origin !== undefined && isAllowed(origin)),
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: requestHeaders,
    exposedHeaders: readableHeaders,
    maxAge: 600,
  });
}

/** CORS for public documents: anybody may read them, nobody sends credentials. */
export function openCrossOrigin(): RequestHandler {
  return cors({ origin: '*', methods: ['GET', 'HEAD'], maxAge: 600 });
}

import cors from 'cors';
import type { RequestHandler } from 'express';
import { allowsOrigin, type OriginPolicy } from './origin-list.js';

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

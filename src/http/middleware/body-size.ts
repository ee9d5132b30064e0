import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

/** Refuses a body that says it is too large before anything else is done for it. The parser counts the others. */
export function bodySize(maxBytes: number): RequestHandler {
  return (req, _res, next) => {
    const declared = Number(req.headers['content-length'] ?? 0);
    next(declared > maxBytes ? tooLarge(maxBytes) : undefined);
  };
}

export function tooLarge(maxBytes?: number): Refusal {
  const limit = maxBytes === undefined ? '' : ` The limit is ${maxBytes} bytes.`;
  return new Refusal(413, 'payload_too_large', `The request body is too large.${limit}`);
}

import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

/** One message a request. A batch would run several calls under one check of the caller's rights. */
export function singleMessage(): RequestHandler {
  return (req, _res, next) => {
    const body: unknown = req.body;
    if (body === undefined) return next(new Refusal(400, 'invalid_request', 'The request has no body.'));
    if (!Array.isArray(body)) return next();
    next(new Refusal(400, 'invalid_request', 'Batches are not supported: send one JSON-RPC message a request.'));
  };
}

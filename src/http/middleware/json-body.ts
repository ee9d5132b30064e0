import { json, type RequestHandler } from 'express';
import { Refusal } from '../refusal.js';
import { isDeeperThan } from './is-deeper-than.js';

const maxDepth = 64;

/** Reads the body as JSON into `req.body`: bounded in bytes (after decompression, too) and in depth. */
export function jsonBody(maxBytes: number): RequestHandler {
  return json({
    limit: maxBytes,
    strict: true,
    type: () => true,
    verify: (_req, _res, bytes) => {
      if (isDeeperThan(maxDepth, bytes))
        throw new Refusal(400, 'invalid_json', `The request body nests deeper than ${maxDepth} levels.`);
    },
  });
}

import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

export function notFound(): RequestHandler {
  return (_req, _res, next) => next(new Refusal(404, 'not_found', 'There is nothing at this path.'));
}

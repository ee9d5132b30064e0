import type { RequestHandler } from 'express';
import { headerValues } from '../header-values.js';
import { Refusal } from '../refusal.js';

const single = ['host', 'authorization'];

/**
 * Refuses a second Host or Authorization header. Node keeps the first and drops the rest in silence, so a proxy
 * that looks at the last one would have checked something else than we do.
 */
export function singleHeaders(): RequestHandler {
  return (req, _res, next) => {
    const repeated = single.find((name) => headerValues(req, name).length > 1);
    if (repeated === undefined) return next();
    next(new Refusal(400, 'invalid_request', `The request carries more than one ${repeated} header.`));
  };
}

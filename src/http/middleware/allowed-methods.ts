import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

/** 405 with `Allow` for every other method. */
export function allowedMethods(...methods: string[]): RequestHandler {
  return (req, _res, next) => {
    if (methods.includes(req.method)) return next();
    const allow = methods.join(', ');
    next(new Refusal(405, 'method_not_allowed', `This path answers ${allow} only.`, { Allow: allow }));
  };
}

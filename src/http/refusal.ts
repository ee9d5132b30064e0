import type { RequestHandler } from 'express';

/** A request is refused: the status, the machine word and the sentence of the one error shape. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** 404 for whatever no route has taken; the path is not repeated. */
export function notFound(): RequestHandler {
  return (_req, _res, next) => next(new Refusal(404, 'not_found', 'There is nothing at this path.'));
}

/** 405 with `Allow` for every other method. */
export function allowedMethods(...methods: string[]): RequestHandler {
  return (req, _res, next) => {
    if (methods.includes(req.method)) return next();
    const allow = methods.join(', ');
    next(new Refusal(405, 'method_not_allowed', `This path answers ${allow} only.`, { Allow: allow }));
  };
}

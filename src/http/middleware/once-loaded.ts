import type { RequestHandler } from 'express';

/**
 * A handler that is loaded with the first request, which waits for it as all others do that come in the meantime. What
 * keeps it from being loaded is each of these requests' error.
 */
export function onceLoaded(load: () => Promise<RequestHandler>): RequestHandler {
  let handler: RequestHandler | undefined;
  let loading: Promise<RequestHandler> | undefined;
  return async (req, res, next) => {
    if (handler !== undefined) return handler(req, res, next);
    handler = await (loading ??= load());
    return handler(req, res, next);
  };
}

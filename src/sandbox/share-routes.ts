import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler, Router } from 'express';

/**
 * Routes that all sites of a kind share: to compile their paths takes longer than the rest of a start, and tests start thousands.
 * `makeRoutes` gets a site that is, field by field, the one that the request came to; it has none while routes are made.
 */
export function shareRoutes<Site extends object>(makeRoutes: (site: Site) => Router): (site: Site) => RequestHandler {
  const sites = new AsyncLocalStorage<Site>();
  const asked = new Proxy({} as Site, {
    get: (_site, field) => Reflect.get(sites.getStore() as Site, field) as unknown,
  });
  let routes: Router | undefined;
  return (site) => (req, res, next) => {
    const shared = (routes ??= makeRoutes(asked));
    sites.run(site, () => shared(req, res, next));
  };
}

import { Router } from 'express';
import { baseOf, type Site } from './site.js';

export const cloudId = '5f2c1a9e-3b7d-4e88-9a41-c0ffee5a1d0b';

/** Who this site is, without a login. */
export function tenantRoutes(): Router {
  const router = Router();
  router.get('/_edge/tenant_info', (_req, res) => {
    res.json({ cloudId });
  });
  return router;
}

/** The sites a bearer token opens, as api.atlassian.com tells them. */
export function gatewayRoutes(site: Site): Router {
  const router = Router();
  router.get('/oauth/token/accessible-resources', (req, res) => {
    const [, token = ''] = (req.headers.authorization ?? '').split(' ');
    if (!site.world.bearerTokens.has(token)) return void res.status(401).json({ code: 401, message: 'Unauthorized' });
    res.json([{ id: cloudId, name: 'sandbox', url: baseOf(site).replace(/\/wiki$/, ''), scopes: [], avatarUrl: '' }]);
  });
  return router;
}

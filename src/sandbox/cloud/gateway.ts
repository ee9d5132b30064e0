import { Router, type Request } from 'express';
import type { User } from '../world/model.js';
import { hasSiteAccess } from './oauth-authority.js';
import { baseOf, type Site } from './site.js';

/** The id of this site, a UUID, as `/_edge/tenant_info` tells it and the gateway's paths name it. */
export const cloudId = '5f2c1a9e-3b7d-4e88-9a41-c0ffee5a1d0b';

/** Who this site is, without a login. */
export function tenantRoutes(): Router {
  const router = Router();
  router.get('/_edge/tenant_info', (_req, res) => {
    res.json({ cloudId });
  });
  return router;
}

const unauthorized = { code: 401, message: 'Unauthorized' };

/** `api.atlassian.com` beside the site itself: who a bearer token belongs to, and the sites that it opens. */
export function gatewayRoutes(site: Site): Router {
  const router = Router();
  router.get('/me', (req, res) => {
    const bearer = site.oauth.find(bearerOf(req));
    if (bearer === undefined) return void res.status(401).json(unauthorized);
    if (!bearer.scopes.includes('read:me')) return void res.status(403).json({ code: 403, message: 'Forbidden' });
    res.json({ ...profileOf(bearer.user), ...site.oauth.profileExtras });
  });
  router.get('/oauth/token/accessible-resources', (req, res) => {
    const token = bearerOf(req);
    const bearer = site.oauth.find(token);
    if (bearer === undefined && !site.world.bearerTokens.has(token)) return void res.status(401).json(unauthorized);
    if (bearer !== undefined && !hasSiteAccess(bearer.user)) return void res.json([]);
    const scopes = (bearer?.scopes ?? []).filter((scope) => scope.includes('confluence'));
    res.json([{ id: cloudId, name: 'sandbox', url: baseOf(site).replace(/\/wiki$/, ''), scopes, avatarUrl: '' }]);
  });
  return router;
}

/** The token of a bearer header, or nothing. */
export function bearerOf(req: Request): string {
  return /^bearer ([^ ]+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

/** The keys that Atlassian documents, and no other. */
function profileOf({ accountId, accountType, displayName, email, timeZone, active }: User): Record<string, unknown> {
  return {
    account_type: accountType,
    account_id: accountId,
    email,
    name: displayName,
    nickname: displayName,
    picture: '',
    account_status: active ? 'active' : 'inactive',
    zoneinfo: timeZone,
    locale: 'en-US',
    extended_profile: {},
  };
}

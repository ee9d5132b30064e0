import type { Request, RequestHandler, Response } from 'express';
import type { User } from '../world/model.js';
import type { World } from '../world/world.js';
import { bearerOf, cloudId } from './gateway.js';
import { hasSiteAccess } from './oauth-authority.js';
import { isCovered } from './oauth-scopes.js';
import { baseOf, type Site } from './site.js';

/** Basic with e-mail and API token on the site's own path; Bearer, and Basic as well, on the gateway's. */
export function authenticate(site: Site): RequestHandler {
  return (req, res, next) => {
    const bearer = viaGateway(req) ? site.oauth.find(bearerOf(req)) : undefined;
    if (bearer !== undefined && !isCovered(req.method, req.path, bearer.scopes)) return refuseScope(res);
    const actor = bearer === undefined ? findActor(site.world, req) : ofThisSite(bearer.user, req);
    if (actor === undefined) return refuse(site, res);
    res.locals['actor'] = actor;
    next();
  };
}

function viaGateway(req: Request): boolean {
  return req.originalUrl.startsWith('/ex/confluence/');
}

function ofThisSite(user: User, req: Request): User | undefined {
  return req.originalUrl.startsWith(`/ex/confluence/${cloudId}/`) && hasSiteAccess(user) ? user : undefined;
}

function findActor(world: World, req: Request): User | undefined {
  const [scheme = '', value = ''] = (req.headers.authorization ?? '').split(' ');
  if (/^basic$/i.test(scheme)) return findByApiToken(world, Buffer.from(value, 'base64').toString('utf8'));
  if (!viaGateway(req)) return undefined;
  const user = world.users.get(world.bearerTokens.get(bearerOf(req)) ?? '');
  return user?.active === true ? user : undefined;
}

function findByApiToken(world: World, pair: string): User | undefined {
  const colon = pair.indexOf(':');
  const username = pair.slice(0, colon);
  if (colon < 0 || world.apiTokens.get(username)?.has(pair.slice(colon + 1)) !== true) return undefined;
  return [...world.users.values()].find((user) => user.username === username && user.active);
}

/** A scope that is missing is a 401 as well, told apart by its message alone. */
function refuseScope(res: Response): void {
  res.status(401).json({ code: 401, message: 'Unauthorized; scope does not match' });
}

function refuse(site: Site, res: Response): void {
  res.status(401).set('WWW-Authenticate', `OAuth realm="${encodeURIComponent(baseOf(site))}"`);
  res.json({ code: 401, message: 'Unauthorized' });
}

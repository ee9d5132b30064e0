import type { Request, RequestHandler } from 'express';
import type { User } from '../world/model.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import type { Site } from './site.js';

/** Nobody in particular; sees what is open to the group `anonymous`. */
export const anonymous: User = {
  accountId: '',
  username: '',
  displayName: 'Anonymous',
  email: '',
  timeZone: 'UTC',
  accountType: 'atlassian',
  active: true,
  groups: ['anonymous'],
};

/**
 * Bearer with a personal access token, or Basic with user name and password. A token that is not known counts as no
 * login at all, which anonymous access lets pass; a wrong password never passes.
 */
export function authenticate(site: Site): RequestHandler {
  return (req, res, next) => {
    const actor = findActor(site, req);
    if (actor === undefined) throw new Refusal('unauthorized', 'Client must be authenticated to access this resource.');
    res.locals['actor'] = actor;
    res.set('X-AUSERNAME', actor === anonymous ? 'anonymous' : encodeURIComponent(actor.username));
    next();
  };
}

function findActor({ world, anonymousAccess }: Site, req: Request): User | undefined {
  const [scheme = '', value = ''] = (req.headers.authorization ?? '').split(' ');
  if (/^basic$/i.test(scheme)) return findByPassword(world, Buffer.from(value, 'base64').toString('utf8'));
  const owner = /^bearer$/i.test(scheme) ? world.users.get(world.bearerTokens.get(value) ?? '') : undefined;
  if (owner?.active === true) return owner;
  return anonymousAccess ? anonymous : undefined;
}

function findByPassword(world: World, pair: string): User | undefined {
  const colon = pair.indexOf(':');
  const username = pair.slice(0, colon);
  if (colon < 0 || world.apiTokens.get(username)?.has(pair.slice(colon + 1)) !== true) return undefined;
  return [...world.users.values()].find((user) => user.username === username && user.active);
}

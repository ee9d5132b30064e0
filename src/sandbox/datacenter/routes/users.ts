import { Router, type Request, type Response } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import type { User } from '../../world/model.js';
import { invalid, notFound } from '../../world/refusal.js';
import { anonymous } from '../authenticate.js';
import { sendListing } from '../listing.js';
import { groupJson } from '../restrictions-json.js';
import { viewOf, type Site, type View } from '../site.js';
import { userJson } from '../user-json.js';

const limits = { cap: 200, fallback: 200 };

/** People by name or key, and the groups they are in. */
export function userRoutes(site: Site): Router {
  const router = Router();
  const sendUsers = (req: Request, res: Response, users: User[]) =>
    sendListing(site, req, res, users, (user) => userJson(site, user), limits);
  router.get('/user', (req, res) => {
    res.json(userJson(site, namedUser(viewOf(site, res), req)));
  });
  router.get('/user/current', (_req, res) => {
    res.json(userJson(site, viewOf(site, res).actor));
  });
  router.get('/user/anonymous', (_req, res) => {
    res.json(userJson(site, anonymous));
  });
  router.get('/user/list', (req, res) => sendUsers(req, res, [...site.world.users.values()]));
  router.get('/user/memberof', (req, res) => {
    const view = viewOf(site, res);
    sendListing(site, req, res, namedUser(view, req).groups, (name) => groupJson(view, name), limits);
  });
  router.get('/group', (req, res) => {
    const groups = [...site.world.groups.values()];
    sendListing(site, req, res, groups, ({ name }) => groupJson(viewOf(site, res), name), limits);
  });
  router.get('/group/:name', (req, res) => {
    res.json(groupJson(viewOf(site, res), knownGroup(site, req)));
  });
  router.get('/group/:name/member', (req, res) => {
    const name = knownGroup(site, req);
    const members = [...site.world.users.values()].filter(({ groups }) => groups.includes(name));
    sendUsers(req, res, members);
  });
  return router;
}

function namedUser({ world }: View, req: Request): User {
  const query = new Query(req);
  const [key, username] = [query.text('key'), query.text('username')];
  if (key === undefined && username === undefined) throw invalid('Either key or username is required');
  const user = [...world.users.values()].find((one) => one.accountId === key || one.username === username);
  if (user === undefined)
    throw notFound(`No user found with ${key === undefined ? 'username' : 'key'} : ${key ?? username}`);
  return user;
}

function knownGroup({ world }: Site, req: Request): string {
  const name = pathParam(req, 'name');
  if (![...world.groups.values()].some((group) => group.name === name)) throw notFound(`No group found: ${name}`);
  return name;
}

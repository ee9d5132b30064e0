import { Router } from 'express';
import { invalid, notFound } from '../../world/refusal.js';
import { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf } from '../../wire/request.js';
import { userJson } from './user-json.js';

export function userRoutes({ world }: Site): Router {
  const router = Router();
  router.get('/user/current', (_req, res) => {
    res.json(userJson(actorOf(res)));
  });
  router.get('/user', (req, res) => {
    const accountId = new Query(req).text('accountId');
    if (accountId === undefined) throw invalid('accountId parameter is required');
    const user = world.users.get(accountId);
    if (user === undefined) throw notFound(`No user found with key : ${accountId}`);
    res.json(userJson(user));
  });
  router.get('/user/memberof', (req, res) => {
    const user = world.users.get(new Query(req).text('accountId') ?? '');
    if (user === undefined) throw notFound('No user found');
    const groups = [...world.groups.values()].filter(({ name }) => user.groups.includes(name));
    const results = groups.map(({ id, name }) => ({ type: 'group', id, name, _links: {} }));
    res.json({ results, start: 0, limit: 200, size: results.length, _links: {} });
  });
  return router;
}

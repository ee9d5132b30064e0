import type { User } from '../../world/model.js';
import { Router } from 'express';
import { invalid, notFound } from '../../world/refusal.js';
import { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf } from '../../wire/request.js';

/**
 * People and groups, by account id: https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/ and
 * `api-group-group`.
 */
export function userRoutes(site: Site): Router {
  const router = Router();
  router.get('/user/current', (_req, res) => {
    res.json(userJson(actorOf(res)));
  });
  router.get('/user', (req, res) => {
    const accountId = new Query(req).text('accountId');
    if (accountId === undefined) throw invalid('accountId parameter is required');
    const user = site.world.users.get(accountId);
    if (user === undefined) throw notFound(`No user found with key : ${accountId}`);
    res.json(userJson(user));
  });
  router.get('/group/picker', (req, res) => {
    const query = new Query(req).text('query');
    if (query === undefined) throw invalid('query parameter is required');
    const found = [...site.world.groups.values()].filter(({ name }) =>
      name.toLowerCase().includes(query.toLowerCase()),
    );
    const results = found.map(({ id, name }) => ({ type: 'group', id, name, _links: {} }));
    res.json({ results, start: 0, limit: 200, size: results.length, totalSize: results.length, _links: {} });
  });
  router.get('/group/by-id', (req, res) => {
    const id = new Query(req).text('id');
    const found = [...site.world.groups.values()].find((group) => group.id === id);
    if (found === undefined) throw notFound('No group found');
    res.json({ type: 'group', id: found.id, name: found.name, _links: {} });
  });
  router.get('/user/memberof', (req, res) => {
    const user = site.world.users.get(new Query(req).text('accountId') ?? '');
    if (user === undefined) throw notFound('No user found');
    const groups = [...site.world.groups.values()].filter(({ name }) => user.groups.includes(name));
    const results = groups.map(({ id, name }) => ({ type: 'group', id, name, _links: {} }));
    res.json({ results, start: 0, limit: 200, size: results.length, _links: {} });
  });
  return router;
}

/** A person of v1. Every email is shown: nobody here has hidden theirs. */
export function userJson(user: User) {
  const { accountId, accountType, displayName, email, timeZone } = user;
  return {
    type: 'known',
    ...{ accountId, accountType, email, displayName, timeZone },
    publicName: displayName,
    profilePicture: { path: '/wiki/aa-avatar/default', width: 48, height: 48, isDefault: true },
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: {},
  };
}

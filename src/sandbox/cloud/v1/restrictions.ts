import { createHash } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Content } from '../../world/content.js';
import type { Operation } from '../../world/model.js';
import { invalid, notFound } from '../../world/refusal.js';
import { isAllowed, viewContent } from '../../world/rights.js';
import { clearRestrictions, setRestrictions, type RestrictionChange } from '../../world/restrictions.js';
import { Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { userJson } from './users.js';

const operations = ['read', 'update'] as const;

/** Page restrictions (a page's own; inherited ones are not shown) and the permission check. */
export function restrictionRoutes(site: Site): Router {
  const router = Router();
  const path = '/content/:id/restriction';
  router.get(path, (req, res) => {
    res.json(listJson(site, viewContent(site.world, actorOf(res), pathParam(req, 'id')), portionOf(req)));
  });
  router.put(path, (req, res) => {
    res.json(listJson(site, setRestrictions(site.world, actorOf(res), pathParam(req, 'id'), changeOf(req))));
  });
  router.delete(path, (req, res) => {
    res.json(listJson(site, clearRestrictions(site.world, actorOf(res), pathParam(req, 'id'))));
  });
  router.get(`${path}/byOperation/:operation`, (req, res) => {
    const content = viewContent(site.world, actorOf(res), pathParam(req, 'id'));
    res.json(itemJson(site, content, operationOf(pathParam(req, 'operation')), portionOf(req)));
  });
  router.get(`${path}/byOperation/:operation/user`, (req, res) => {
    const content = viewContent(site.world, actorOf(res), pathParam(req, 'id'));
    const { users } = content.restrictions[operationOf(pathParam(req, 'operation'))];
    if (!users.includes(new Query(req).text('accountId') ?? '')) throw notFound('The user is not in the restriction');
    res.status(200).end();
  });
  router.post('/content/:id/permission/check', (req, res) => res.json(checkJson(site, req, res)));
  return router;
}

function checkJson({ world }: Site, req: Request, res: Parameters<typeof actorOf>[0]) {
  const content = viewContent(world, actorOf(res), pathParam(req, 'id'));
  const { subject, operation } = req.body as { subject?: { type?: string; identifier?: string }; operation?: string };
  if (operation !== 'read' && operation !== 'update' && operation !== 'delete') throw invalid('Invalid operation');
  const user = world.users.get(subject?.identifier ?? '');
  if (subject?.type !== 'user' || user === undefined) throw invalid('The subject must be a known user');
  return { hasPermission: isAllowed(world, user, content, operation), errors: [] };
}

function operationOf(name: string): Operation {
  const operation = operations.find((one) => one === name);
  if (operation === undefined) throw invalid(`Invalid operation: ${name}`);
  return operation;
}

interface WireRestriction {
  operation: string;
  restrictions?: {
    user?: { accountId: string }[] | { results: { accountId: string }[] };
    group?: { id?: string; name?: string }[];
  };
}

/** An array, or an object with `results`; an operation that is not named is opened. */
function changeOf(req: Request): RestrictionChange {
  const body = req.body as WireRestriction[] | { results?: WireRestriction[] } | undefined;
  const items = Array.isArray(body) ? body : body?.results;
  if (items === undefined) throw invalid('A list of restrictions is required');
  const change: RestrictionChange = { read: { users: [], groups: [] }, update: { users: [], groups: [] } };
  for (const { operation, restrictions } of items) {
    const users = restrictions?.user ?? [];
    change[operationOf(operation)] = {
      users: (Array.isArray(users) ? users : users.results).map(({ accountId }) => accountId),
      groups: (restrictions?.group ?? []).map(({ id, name }) => id ?? name ?? ''),
    };
  }
  return change;
}

interface Portion {
  start: number;
  limit: number;
}

/** Users and groups of every operation are given in portions of at most a hundred. */
function portionOf(req: Request): Portion {
  const query = new Query(req);
  return { start: Number(query.text('start') ?? 0), limit: Math.min(query.integer('limit', 100, 2 ** 31 - 1), 100) };
}

function listJson(site: Site, content: Content, portion: Portion = { start: 0, limit: 100 }) {
  const results = operations.map((operation) => itemJson(site, content, operation, portion));
  const restrictionsHash = createHash('sha1').update(JSON.stringify(content.restrictions)).digest('hex');
  const self = `${baseOf(site)}/rest/api/content/${content.id}/restriction`;
  return {
    results,
    ...portion,
    size: results.length,
    restrictionsHash,
    _links: { self, base: baseOf(site) },
  };
}

function itemJson({ world }: Site, content: Content, operation: Operation, { start, limit }: Portion) {
  const { users, groups } = content.restrictions[operation];
  const user = users.slice(start, start + limit).map((accountId) => userJson(world.user(accountId)));
  const known = [...world.groups.values()].filter(({ name }) => groups.includes(name));
  const group = known.slice(start, start + limit).map(({ id, name }) => ({ type: 'group', id, name, _links: {} }));
  const envelope = { start, limit };
  return {
    operation,
    restrictions: {
      user: { results: user, ...envelope, size: user.length },
      group: { results: group, ...envelope, size: group.length },
      _expandable: {},
    },
    _expandable: { content: `/rest/api/content/${content.id}` },
    _links: {},
  };
}

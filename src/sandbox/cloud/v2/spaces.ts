import { Router } from 'express';
import type { Space } from '../../world/model.js';
import { hasSpaceAccess, viewSpace } from '../../world/rights.js';
import { grantsOf, type SpaceGrant } from '../../world/space-permissions.js';
import type { World } from '../../world/world.js';
import { compareIds } from '../../world/tree.js';
import { int64, Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { sendPage } from './paginate.js';
import { sorted, sortNames } from './sort.js';

const spaceTypes = [
  'global',
  'collaboration',
  'knowledge_base',
  'personal',
  'system',
  'onboarding',
  'xflow_sample_space',
] as const;

const orders = {
  id: (a: Space, b: Space) => compareIds(a.id, b.id),
  key: (a: Space, b: Space) => a.key.localeCompare(b.key),
  name: (a: Space, b: Space) => a.name.localeCompare(b.name),
};

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/ and the permissions of a space. */
export function spaceRoutes(site: Site): Router {
  const router = Router();
  router.get('/spaces', (req, res) => {
    const query = new Query(req);
    const ids = query.ids('ids');
    const keys = query.values('keys').map((key) => key.toLowerCase());
    const labels = query.values('labels');
    const type = query.oneOf('type', spaceTypes);
    const status = query.oneOf('status', ['current', 'archived'] as const);
    const format = query.oneOf('description-format', ['plain', 'view'] as const);
    const found = [...site.world.spaces.values()].filter(
      (space) =>
        (ids.length === 0 || ids.includes(space.id)) &&
        (keys.length === 0 || keys.includes(space.key.toLowerCase())) &&
        (type === undefined || space.type === type) &&
        (status === undefined || space.status === status) &&
        (labels.length === 0 || space.labels.some(({ name }) => labels.includes(name))) &&
        hasSpaceAccess(actorOf(res), space, 'read'),
    );
    const sort = query.oneOf('sort', sortNames(['id', 'key', 'name'])) ?? 'id';
    sendPage(site, req, res, sorted(found, orders, sort), (space) => spaceJson(space, format));
  });
  router.get('/spaces/:id', (req, res) => {
    const query = new Query(req);
    const space = viewSpace(site.world, actorOf(res), int64(pathParam(req, 'id')));
    const json = spaceJson(space, query.oneOf('description-format', ['plain', 'view'] as const));
    const labels = {
      results: space.labels,
      meta: { hasMore: false },
      _links: { self: `/wiki/api/v2${req.path}/labels` },
    };
    const includes = query.flag('include-labels') ? { labels } : {};
    res.json({ ...json, ...includes, _links: { ...json._links, base: baseOf(site) } });
  });
  router.get('/spaces/:id/labels', (req, res) => {
    const { labels } = viewSpace(site.world, actorOf(res), int64(pathParam(req, 'id')));
    sendPage(site, req, res, labels, (label) => label);
  });
  router.get('/spaces/:id/permissions', (req, res) => {
    const space = viewSpace(site.world, actorOf(res), int64(pathParam(req, 'id')));
    const grants = grantsOf(site.world, space).filter(({ subject }) => subject.type !== 'anonymous');
    sendPage(site, req, res, [...grants.entries()], (entry) => permissionJson(site.world, space, entry));
  });
  return router;
}

/** A group goes by its id; there is no kind of principal for everybody. */
function permissionJson(world: World, { id }: Space, [index, { subject, operation, target }]: [number, SpaceGrant]) {
  const group = [...world.groups.values()].find(({ name }) => name === subject.id);
  const principal = { type: subject.type, id: subject.type === 'group' ? (group?.id ?? subject.id) : subject.id };
  return { id: `${id}${String(index).padStart(4, '0')}`, principal, operation: { key: operation, targetType: target } };
}

function spaceJson(space: Space, format?: 'plain' | 'view') {
  const { id, key, name, type, status, authorId, homepageId, description, createdAt } = space;
  return {
    ...{ id, key, name, type, status, authorId, homepageId },
    currentActiveAlias: key,
    createdAt: createdAt.toISOString(),
    description: format === undefined ? null : { [format]: { representation: format, value: description } },
    icon: null,
    _links: { webui: `/spaces/${key}` },
  };
}

import { Router, type Request } from 'express';
import type { Content } from '../../world/content.js';
import { customStates, setContentState, spaceStates } from '../../world/content-state.js';
import { forbidden, invalid, notFound } from '../../world/refusal.js';
import { editContent, hasSpaceAccess, viewContent } from '../../world/rights.js';
import type { Space, User } from '../../world/model.js';
import type { World } from '../../world/world.js';
import { Query } from '../../wire/query.js';
import { actorOf, objectBody, optional, pathParam } from '../../wire/request.js';
import type { Site } from '../site.js';

/** The status beside a page's title: Confluence calls it the content state. */
export function contentStateRoutes(site: Site): Router {
  const router = Router();
  const path = '/content/:id/state';
  router.get(path, (req, res) => {
    const status = new Query(req).oneOf('status', ['current', 'draft', 'archived'] as const);
    const content = viewContent(site.world, actorOf(res), pathParam(req, 'id'));
    res.json(stateJson(content, status === 'draft' ? 'draft' : 'current'));
  });
  router.put(path, (req, res) => {
    const status = statusOf(req);
    if (status === undefined) throw invalid('Status must be in [draft, current]');
    const body = objectBody(req);
    const id = body['id'] === undefined ? undefined : Number(body['id']);
    const wanted = { id, name: optional(body, 'name'), color: optional(body, 'color') };
    const content = setContentState(site.world, actorOf(res), pathParam(req, 'id'), status, wanted);
    res.json(stateJson(content, status));
  });
  router.delete(path, (req, res) => {
    const status = statusOf(req) ?? 'current';
    res.json(stateJson(setContentState(site.world, actorOf(res), pathParam(req, 'id'), status, undefined), status));
  });
  router.get(`${path}/available`, (req, res) => {
    editContent(site.world, actorOf(res), pathParam(req, 'id'));
    const custom = customStates(site.world, actorOf(res)).slice(0, 3);
    res.json({ spaceContentStates: spaceStates, customContentStates: custom });
  });
  router.get('/content-states', (_req, res) => res.json(customStates(site.world, actorOf(res))));
  router.get('/space/:key/state', (req, res) => {
    visibleSpace(site.world, actorOf(res), pathParam(req, 'key'));
    res.json(spaceStates);
  });
  router.get('/space/:key/state/settings', (req, res) => {
    const space = visibleSpace(site.world, actorOf(res), pathParam(req, 'key'));
    if (!hasSpaceAccess(actorOf(res), space, 'admin')) throw forbidden();
    const allowed = { contentStatesAllowed: true, customContentStatesAllowed: true, spaceContentStatesAllowed: true };
    res.json({ ...allowed, spaceContentStates: spaceStates });
  });
  return router;
}

const statusOf = (req: Request) => new Query(req).oneOf('status', ['current', 'draft'] as const);

function stateJson({ states }: Content, status: 'current' | 'draft') {
  const shown = states[status];
  if (shown === undefined) return { contentState: null };
  return { contentState: shown.state, lastUpdated: shown.changedAt.toISOString() };
}

function visibleSpace(world: World, actor: User, key: string): Space {
  const space = world.findSpaceByKey(key);
  if (space === undefined || !hasSpaceAccess(actor, space, 'read')) throw notFound(`No space found with key : ${key}`);
  return space;
}

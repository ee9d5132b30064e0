import { Router, type Request } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import type { Content } from '../../world/content.js';
import type { Space } from '../../world/model.js';
import { forbidden, notFound } from '../../world/refusal.js';
import { canView, hasSpaceAccess } from '../../world/rights.js';
import { grantsOf, type SpaceGrant } from '../../world/space-permissions.js';
import { byPosition } from '../../world/tree.js';
import { contentJson } from '../content-json.js';
import { Expansion } from '../expansion.js';
import { embeddedList, sendListing } from '../listing.js';
import { baseOf, viewOf, type Site, type View } from '../site.js';
import { spaceJson, visibleSpace } from '../space-json.js';

const contentTypes = ['page', 'blogpost'] as const;

/** Spaces by key, and their content. */
export function spaceRoutes(site: Site): Router {
  const router = Router();
  router.get('/space', (req, res) => {
    const view = viewOf(site, res);
    const expand = Expansion.of(req);
    sendListing(site, req, res, listSpaces(view, new Query(req)), (space) => spaceJson(view, space, expand), expand);
  });
  router.get('/space/:key', (req, res) => {
    const view = viewOf(site, res);
    const json = spaceJson(view, visibleSpace(view, pathParam(req, 'key')), Expansion.of(req));
    const links = { collection: '/rest/api/space', base: baseOf(site), context: site.contextPath };
    res.json({ ...json, _links: { ...json._links, ...links } });
  });
  router.get('/space/:key/permissions', (req, res) => {
    const { world, actor, ...view } = viewOf(site, res);
    const space = visibleSpace({ world, actor, ...view }, pathParam(req, 'key'));
    if (!hasSpaceAccess(actor, space, 'admin'))
      throw forbidden('Only administrators may view the permissions of a space');
    res.json(grantsOf(world, space).map((grant) => permissionJson(space, grant)));
  });
  router.get('/space/:key/content', (req, res) => {
    const view = viewOf(site, res);
    const self = baseOf(site) + `/rest/api/space/${pathParam(req, 'key')}/content`;
    const lists = contentTypes.map((type) => {
      const items = contentOf(view, req, type).map((content) => contentJson(view, content, Expansion.of(req)));
      return [type, embeddedList(items, `${self}/${type}`)];
    });
    res.json({ ...Object.fromEntries(lists), _links: { self } });
  });
  router.get('/space/:key/content/:type', (req, res) => {
    const view = viewOf(site, res);
    const type = contentTypes.find((one) => one === pathParam(req, 'type'));
    if (type === undefined) throw notFound(`Unknown content type: ${pathParam(req, 'type')}`);
    const expand = Expansion.of(req);
    sendListing(site, req, res, contentOf(view, req, type), (content) => contentJson(view, content, expand), expand);
  });
  return router;
}

/** Since 9.1, for administrators of the space and all at once: groups by name, users by key alone. */
function permissionJson({ key, id }: Space, { subject, operation, target }: SpaceGrant) {
  const names = { user: { userKey: subject.id }, group: { name: subject.id }, anonymous: {} };
  return {
    operation: { targetType: target, operationKey: operation },
    subject: { type: subject.type, ...names[subject.type] },
    spaceKey: key,
    spaceId: Number(id),
  };
}

function listSpaces({ world, actor }: View, query: Query): Space[] {
  const keys = query.values('spaceKey').map((key) => key.toLowerCase());
  const [type, status] = [query.text('type'), query.text('status')];
  return [...world.spaces.values()]
    .filter((space) => hasSpaceAccess(actor, space, 'read'))
    .filter(({ key }) => keys.length === 0 || keys.includes(key.toLowerCase()))
    .filter((space) => type === undefined || space.type === type)
    .filter((space) => status === undefined || space.status === status)
    .sort((a, b) => a.key.localeCompare(b.key));
}

/** `depth=root` leaves out what has a parent. */
function contentOf(view: View, req: Request, type: Content['type']): Content[] {
  const { world, actor } = view;
  const space = visibleSpace(view, pathParam(req, 'key'));
  const isRootOnly = new Query(req).oneOf('depth', ['root', 'all'] as const) === 'root';
  return [...world.contents.values()]
    .filter((content) => content.spaceId === space.id && content.type === type && content.status === 'current')
    .filter((content) => !isRootOnly || content.parentId === null)
    .filter((content) => canView(world, actor, content))
    .sort(byPosition);
}

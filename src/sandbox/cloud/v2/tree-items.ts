import { Router } from 'express';
import { treeItemTypes, type Content, type TreeItemType } from '../../world/content.js';
import { createContent, deleteContent } from '../../world/pages.js';
import { invalid } from '../../world/refusal.js';
import { Query, int64 } from '../../wire/query.js';
import { actorOf, objectBody, optional, required } from '../../wire/request.js';
import { webPath } from '../../wire/web-path.js';
import { baseOf, type Site } from '../site.js';
import { includesJson } from './includes.js';
import { viewTyped } from './tree.js';

const included = ['collaborators', 'direct-children', 'operations', 'properties'] as const;

/** Folders, whiteboards, databases and embeds (Smart Links in the tree): the same endpoints under four names. */
export function treeItemRoutes(site: Site): Router {
  const router = Router();
  for (const type of treeItemTypes) router.use(itemRoutes(site, type));
  return router;
}

function itemRoutes(site: Site, type: TreeItemType): Router {
  const router = Router();
  const path = `/${type}s`;
  router.post(path, (req, res) => {
    const body = objectBody(req);
    // Only a folder has to have a title from the start on the real site; the others are born untitled.
    const title = optional(body, 'title');
    if (title === undefined && type === 'folder') throw invalid('Title is required');
    const isOpen = type === 'folder' || type === 'embed';
    const item = createContent(site.world, actorOf(res), {
      type,
      spaceId: int64(required(body, 'spaceId'), 'spaceId'),
      title: title ?? `Untitled ${type}`,
      parentId: optional(body, 'parentId'),
      storage: '',
      private: !isOpen && new Query(req).flag('private'),
      embedUrl: type === 'embed' ? optional(body, 'embedUrl') : undefined,
    });
    res.json(itemJson(site, item));
  });
  router.get(`${path}/:id`, (req, res) => {
    const item = viewTyped(site, req, res, type);
    const self = `/wiki/api/v2${path}/${item.id}`;
    res.json({ ...itemJson(site, item), ...includesJson(site, new Query(req), item, self, actorOf(res), included) });
  });
  router.delete(`${path}/:id`, (req, res) => {
    const { id } = viewTyped(site, req, res, type);
    deleteContent(site.world, actorOf(res), id, { purge: false, draft: false });
    res.status(204).end();
  });
  return router;
}

function itemJson(site: Site, item: Content) {
  const { id, type, status, title, parentId, position, authorId, ownerId, spaceId, createdAt, version } = item;
  const parent = parentId === null ? undefined : site.world.contents.get(parentId);
  const stamp = {
    number: version.number,
    authorId: version.authorId,
    createdAt: version.createdAt.toISOString(),
    message: '',
    minorEdit: false,
  };
  return {
    ...{ id, type, status, title, parentId, position, authorId, ownerId, spaceId },
    parentType: parent?.type ?? null,
    createdAt: createdAt.toISOString(),
    ...(item.embedUrl === null ? {} : { embedUrl: item.embedUrl }),
    version: stamp,
    _links: { webui: webPath(site.world, item), base: baseOf(site) },
  };
}

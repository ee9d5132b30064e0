import { Router, type Request, type Response } from 'express';
import { objectBody, required, pathParam } from '../../wire/request.js';
import { Query } from '../../wire/query.js';
import { deleteAttachment } from '../../world/attachments.js';
import { deleteComment, updateComment } from '../../world/comments.js';
import type { Content } from '../../world/content.js';
import { moveContent, moveToSpace } from '../../world/move-copy.js';
import { createContent, deleteContent, updateContent } from '../../world/pages.js';
import { conflict, invalid, notFound, stale } from '../../world/refusal.js';
import { editContent } from '../../world/rights.js';
import { assertWellFormed } from '../../world/storage-xml.js';
import { entityJson, isComment, isContent, viewEntity } from '../entities.js';
import { Expansion } from '../expansion.js';
import { createCommentFrom } from '../new-comment.js';
import { viewOf, type Entity, type Site, type View } from '../site.js';
import { visibleSpace } from '../space-json.js';
import { parentOf, spaceKeyOf, statusOf, storageOf, versionOf, type Wire } from '../wire-content.js';

const defaults = 'body.storage,history,space,container,version,ancestors,extensions.inlineProperties';

/** Creating, updating and deleting content of every type. */
export function contentWriteRoutes(site: Site): Router {
  const router = Router();
  const answer = (req: Request, res: Response, entity: Entity) =>
    void res.json(entityJson(viewOf(site, res), entity, Expansion.of(req, defaults)));
  router.post('/content', (req, res) => answer(req, res, create(viewOf(site, res), req)));
  router.put('/content/:id', (req, res) => answer(req, res, update(viewOf(site, res), req)));
  router.delete('/content/:id', (req, res) => {
    remove(viewOf(site, res), pathParam(req, 'id'), new Query(req).text('status') ?? 'current');
    res.status(204).end();
  });
  return router;
}

function create(view: View, req: Request): Entity {
  const body = objectBody(req);
  const type = required(body, 'type');
  if (type === 'comment') return createCommentFrom(view, body);
  if (type !== 'page' && type !== 'blogpost') throw invalid(`Could not create content with type ${type}`);
  const key = spaceKeyOf(body);
  if (key === undefined) throw invalid('Could not create content: no space was given');
  const parentId = parentOf(body);
  return createContent(view.world, view.actor, {
    type,
    spaceId: visibleSpace(view, key).id,
    title: required(body, 'title'),
    storage: storageOf(body) ?? '',
    status: statusOf(body, new Query(req).text('status')),
    ...(parentId === undefined ? { rootLevel: true } : { parentId }),
  });
}

function update(view: View, req: Request): Entity {
  const id = pathParam(req, 'id');
  const body = objectBody(req);
  if (body['id'] !== undefined && body['id'] !== id) throw invalid('The id of the body is not the id of the path');
  const entity = viewEntity(view, id);
  const type = required(body, 'type');
  if (isContent(entity)) return updatePage(view, entity, type, body, new Query(req).text('status'));
  if (!isComment(entity) || type !== 'comment') throw invalid(`Could not update content with type ${type}`);
  const { number, message } = versionOf(body);
  const change = { versionNumber: number, message, storage: storageOf(body) };
  return updateComment(view.world, view.actor, entity.id, entity.kind, change);
}

/** Without ancestors the page goes to the root of its space; with those of another space it goes there. */
function updatePage(view: View, content: Content, type: string, body: Wire, from = 'current'): Entity {
  const { world, actor } = view;
  if (type !== content.type) throw invalid(`The content has the type ${content.type}, not ${type}`);
  if (content.status !== from && from !== 'any') throw notFound();
  const { number, message, minorEdit } = versionOf(body);
  const title = required(body, 'title');
  const storage = storageOf(body);
  const status = statusOf(body, undefined);
  const parentId = parentOf(body) ?? null;
  if (status === 'current' && content.status === 'current') {
    if (number !== content.version.number + 1) throw stale('page', content.version.number, number);
    if (storage !== undefined) assertWellFormed(storage);
    toSpaceOf(view, content, parentId, spaceKeyOf(body));
  }
  const place = content.type === 'blogpost' ? {} : { parentId };
  return updateContent(world, actor, content.id, {
    ...{ status, title, storage, message, minorEdit, versionNumber: number },
    ...place,
  });
}

function toSpaceOf(view: View, content: Content, parentId: string | null, key: string | undefined): void {
  const { world, actor } = view;
  const parent = parentId === null ? undefined : world.contents.get(parentId);
  if (parent !== undefined && parent.spaceId !== content.spaceId) {
    moveContent(world, actor, content.id, 'append', parent.id);
  } else if (parentId === null && key !== undefined && visibleSpace(view, key).id !== content.spaceId) {
    moveToSpace(world, actor, content.id, visibleSpace(view, key).id);
  }
}

/** `status` names what is deleted: what is current goes to the trash, what is in the trash and drafts go for good. */
function remove(view: View, id: string, status: string): void {
  const { world, actor } = view;
  const entity = viewEntity(view, id);
  if (isComment(entity)) return deleteComment(world, actor, entity.id, entity.kind);
  const [purge, draft] = [status === 'trashed', status === 'draft'];
  if (purge && entity.status !== 'trashed') throw conflict('Only content in the trash can be purged');
  if (!isContent(entity)) return deleteAttachment(world, actor, entity.id, purge);
  editContent(world, actor, entity.id);
  deleteContent(world, actor, entity.id, { purge, draft });
}

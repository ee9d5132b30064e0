import { Router, type Request, type Response } from 'express';
import { renderView } from '../../wire/render-view.js';
import { objectBody, pathParam, required } from '../../wire/request.js';
import { Query } from '../../wire/query.js';
import { webPath } from '../../wire/web-path.js';
import {
  createComment,
  deleteComment,
  latestOf,
  resolutionOf,
  setResolved,
  updateComment,
} from '../../world/comments.js';
import type { Comment } from '../../world/model.js';
import { invalid, notFound, Refusal } from '../../world/refusal.js';
import { canEdit, hasSpaceAccess, viewComment, viewContent } from '../../world/rights.js';
import { viewOf, type Site, type View } from '../site.js';

/**
 * What the page view itself talks to for comments on a phrase. It is not in the official description: fields and answers
 * follow what public clients send and have recorded of 7.16 and 9.5. Ids are numbers here.
 */
export function inlineCommentRoutes(site: Site): Router {
  const router = Router();
  const viewed = (view: View, req: Request) => viewComment(view.world, view.actor, pathParam(req, 'id'), 'inline');
  router.get('/comments', (req, res) => {
    const view = viewOf(site, res);
    const id = new Query(req).text('containerId');
    if (id === undefined) throw invalid('containerId is required');
    const { id: contentId } = viewContent(view.world, view.actor, id);
    const roots = (one: Comment) => one.contentId === contentId && one.parentCommentId === null;
    sendExact(res, inlineComments(view, roots));
  });
  router.get('/comments/:id', (req, res) => {
    const view = viewOf(site, res);
    sendExact(res, inlineJson(view, viewed(view, req)));
  });
  router.get('/comments/:id/replies', (req, res) => {
    const view = viewOf(site, res);
    const { id } = viewed(view, req);
    sendExact(
      res,
      inlineComments(view, ({ parentCommentId }) => parentCommentId === id),
    );
  });
  return router.use(writeRoutes(site));
}

function writeRoutes(site: Site): Router {
  const router = Router();
  router.post('/comments', (req, res) => {
    const view = viewOf(site, res);
    sendExact(res, inlineJson(view, create(view, objectBody(req))));
  });
  router.post('/comments/:id/replies', (req, res) => {
    const { world, actor, ...view } = viewOf(site, res);
    const reply = {
      kind: 'inline',
      parentCommentId: pathParam(req, 'id'),
      storage: required(objectBody(req), 'body'),
    } as const;
    sendExact(res, inlineJson({ world, actor, ...view }, createComment(world, actor, reply)));
  });
  router.put('/comments/:id', (req, res) => {
    const view = viewOf(site, res);
    const { id, revisions } = viewComment(view.world, view.actor, pathParam(req, 'id'), 'inline');
    const change = { versionNumber: revisions.length + 1, storage: required(objectBody(req), 'body') };
    sendExact(res, inlineJson(view, updateComment(view.world, view.actor, id, 'inline', change)));
  });
  router.delete('/comments/:id', (req, res) => {
    const { world, actor } = viewOf(site, res);
    deleteComment(world, actor, pathParam(req, 'id'), 'inline');
    res.status(200).end();
  });
  router.put('/comments/:id/resolve/:resolved/dangling/:dangling', (req, res) => {
    const view = viewOf(site, res);
    const wanted = pathParam(req, 'resolved');
    if (wanted !== 'true' && wanted !== 'false') throw notFound();
    sendExact(res, inlineJson(view, setResolved(view.world, view.actor, pathParam(req, 'id'), wanted === 'true')));
  });
  return router;
}

/** The site counts the phrase in its own copy of the page; where that differs the precondition of the call has failed. */
function create({ world, actor }: View, body: Record<string, unknown>): Comment {
  const { containerId } = body as { containerId?: string | number };
  const numbers = ['numMatches', 'matchIndex'].every((name) => Number.isInteger(body[name]));
  const texts = ['originalSelection', 'body', 'lastFetchTime', 'serializedHighlights'].every(
    (name) => typeof body[name] === 'string' && body[name] !== '',
  );
  if (!numbers || !texts || containerId === undefined) {
    throw invalid(
      'Missing originalSelection, body, numMatches, matchIndex, lastFetchTime, serializedHighlights or containerId',
    );
  }
  const selection = {
    text: String(body['originalSelection']),
    matchCount: Number(body['numMatches']),
    matchIndex: Number(body['matchIndex']),
  };
  const parentId = Number(body['parentCommentId'] ?? 0);
  const storage = String(body['body']);
  if (parentId !== 0)
    return createComment(world, actor, { kind: 'inline', parentCommentId: String(parentId), storage });
  const { id: contentId } = viewContent(world, actor, String(containerId));
  try {
    return createComment(world, actor, { kind: 'inline', contentId, storage, selection });
  } catch (error) {
    const isSelection = error instanceof Refusal && /[sS]election/.test(error.message);
    throw isSelection ? new Refusal('precondition', error.message) : error;
  }
}

/** Ids are numbers on this wire, larger than JavaScript's own. */
function sendExact(res: Response, body: unknown): void {
  res.type('json').send(JSON.stringify(body).replace(/"(id|parentCommentId)":"(\d+)"/g, '"$1":$2'));
}

function inlineComments(view: View, isWanted: (comment: Comment) => boolean) {
  return [...view.world.comments.values()]
    .filter((comment) => comment.kind === 'inline' && isWanted(comment))
    .map((comment) => inlineJson(view, comment));
}

/** The date of the last change is for people to read; there is no other. */
function inlineJson(view: View, comment: Comment) {
  const { world, actor, site } = view;
  const content = world.page(comment.contentId);
  const { authorId, storage, createdAt } = latestOf(comment);
  const author = world.users.get(authorId);
  const root = comment.parentCommentId === null ? comment : world.comment(comment.parentCommentId);
  const isOwn = authorId === actor.accountId || hasSpaceAccess(actor, world.space(content.spaceId), 'admin');
  const state = resolutionOf(world, root);
  const { at, by } = root.resolution;
  return {
    id: comment.id,
    authorDisplayName: author?.displayName ?? 'Anonymous',
    authorUserName: author?.username ?? '',
    authorAvatarUrl: `${site.contextPath}/images/icons/profilepics/default.svg`,
    body: renderView(storage),
    hasDeletePermission: isOwn,
    hasEditPermission: isOwn,
    hasResolvePermission: canEdit(world, actor, content),
    hasReplyPermission: canEdit(world, actor, content),
    lastModificationDate: createdAt.toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' }),
    commentDateUrl: `${webPath(world, content)}?focusedCommentId=${comment.id}#comment-${comment.id}`,
    ...(comment.markerRef === null ? {} : { markerRef: comment.markerRef }),
    parentCommentId: comment.parentCommentId ?? '0',
    originalSelection: comment.originalSelection ?? '',
    resolveProperties: {
      resolved: state === 'resolved',
      resolvedTime: state === 'resolved' ? (at?.getTime() ?? 0) : 0,
      ...(state === 'resolved' && by !== null ? { resolvedUser: world.users.get(by)?.displayName ?? '' } : {}),
      resolvedByDangling: state === 'dangling',
    },
  };
}

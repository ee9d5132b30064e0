import { Router, type Request, type Response } from 'express';
import { createComment, deleteComment, latestOf, resolutionOf, updateComment } from '../../world/comments.js';
import type { Comment } from '../../world/model.js';
import { invalid, notFound } from '../../world/refusal.js';
import { canView, viewComment, viewContent } from '../../world/rights.js';
import { compareIds } from '../../world/tree.js';
import { int64, Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam, objectBody, optional } from '../../wire/request.js';
import { listFormats, readBody, singleFormats } from './body.js';
import { commentJson, type CommentShape } from './comment-json.js';
import { sendPage } from './paginate.js';
import { sorted, sortNames } from './sort.js';
import { readVersion } from './versions.js';

type Kind = Comment['kind'];

const states = ['resolved', 'open', 'dangling', 'reopened'] as const;

const orders = {
  'created-date': (a: Comment, b: Comment) => a.createdAt.getTime() - b.createdAt.getTime() || compareIds(a.id, b.id),
  'modified-date': (a: Comment, b: Comment) =>
    latestOf(a).createdAt.getTime() - latestOf(b).createdAt.getTime() || compareIds(a.id, b.id),
};

/** Footer and inline comments: the roots of a page, replies, and each comment by itself. */
export function commentRoutes(site: Site): Router {
  const router = Router();
  for (const kind of ['footer', 'inline'] as const) {
    router.use(listingRoutes(site, kind), singleRoutes(site, kind));
  }
  return router;
}

function listingRoutes(site: Site, kind: Kind): Router {
  const router = Router();
  const all = () => [...site.world.comments.values()].filter((comment) => comment.kind === kind);
  for (const type of ['page', 'blogpost'] as const) {
    router.get(`/${type}s/:id/${kind}-comments`, (req, res) => {
      const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
      if (content.type !== type) throw notFound();
      const wanted = new Query(req).someOf('resolution-status', states, []);
      const roots = all().filter(
        (comment) =>
          comment.contentId === content.id &&
          comment.parentCommentId === null &&
          (wanted.length === 0 || wanted.some((state) => state === resolutionOf(site.world, comment))),
      );
      sendComments(site, req, res, roots, type);
    });
  }
  router.get(`/${kind}-comments`, (req, res) => {
    const visible = all().filter(({ contentId }) => canView(site.world, actorOf(res), site.world.page(contentId)));
    sendComments(site, req, res, visible, 'single');
  });
  router.get(`/${kind}-comments/:id/children`, (req, res) => {
    const parent = viewComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind);
    const replies = all().filter(({ parentCommentId }) => parentCommentId === parent.id);
    sendComments(site, req, res, replies, 'reply');
  });
  return router;
}

function sendComments(
  site: Site,
  req: Request,
  res: Response,
  comments: readonly Comment[],
  shape: CommentShape,
): void {
  const query = new Query(req);
  const format = query.oneOf('body-format', listFormats);
  const inOrder = sorted(
    comments,
    orders,
    query.oneOf('sort', sortNames(['created-date', 'modified-date'])) ?? 'created-date',
  );
  sendPage(site, req, res, inOrder, (comment) => commentJson(site, comment, shape, { format }));
}

function singleRoutes(site: Site, kind: Kind): Router {
  const router = Router();
  const single = (req: Request, comment: Comment, fallback?: 'storage') => {
    const format = new Query(req).oneOf('body-format', singleFormats) ?? fallback;
    const revision = readVersion(comment.revisions, new Query(req));
    const json = commentJson(site, comment, 'single', { format, revision });
    return { ...json, _links: { ...json._links, base: baseOf(site) } };
  };
  router.post(`/${kind}-comments`, (req, res) => {
    res.status(201).json(single(req, createComment(site.world, actorOf(res), newComment(req, kind)), 'storage'));
  });
  router.get(`/${kind}-comments/:id`, (req, res) => {
    res.json(single(req, viewComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind)));
  });
  router.put(`/${kind}-comments/:id`, (req, res) => {
    const body = objectBody(req);
    const version = body['version'] as { number?: number; message?: string } | undefined;
    if (!Number.isInteger(version?.number)) throw invalid('version.number must be an integer');
    const resolved = body['resolved'];
    if (resolved !== undefined && (kind === 'footer' || typeof resolved !== 'boolean'))
      throw invalid('Invalid resolved');
    const comment = updateComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind, {
      versionNumber: version?.number as number,
      message: version?.message,
      storage: readBody(body['body']),
      resolved: resolved,
    });
    res.json(single(req, comment, 'storage'));
  });
  router.delete(`/${kind}-comments/:id`, (req, res) => {
    deleteComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind);
    res.status(204).end();
  });
  return router;
}

function newComment(req: Request, kind: Kind): Parameters<typeof createComment>[2] {
  const body = objectBody(req);
  const containers = ['pageId', 'blogPostId', 'attachmentId', 'customContentId', 'parentCommentId'];
  if (containers.filter((name) => body[name] !== undefined).length !== 1) {
    throw invalid('Exactly one of pageId, blogPostId, attachmentId, customContentId, parentCommentId must be given');
  }
  const storage = readBody(body['body']);
  if (storage === undefined || storage === '') throw invalid('body is required');
  const given = body['inlineCommentProperties'] as Record<string, unknown> | undefined;
  const selection = given && {
    text: String(given['textSelection']),
    matchCount: Number(given['textSelectionMatchCount']),
    matchIndex: Number(given['textSelectionMatchIndex']),
  };
  return {
    kind,
    contentId: optional(body, 'pageId') ?? optional(body, 'blogPostId'),
    parentCommentId: optional(body, 'parentCommentId'),
    storage,
    selection,
  };
}

import { Router, type Request } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import { resolutionOf } from '../../world/comments.js';
import type { Content } from '../../world/content.js';
import type { Comment } from '../../world/model.js';
import { notFound } from '../../world/refusal.js';
import {
  childPages,
  childrenJson,
  commentsOf,
  currentAttachments,
  descendantPages,
  descendantsJson,
} from '../children-json.js';
import { entityJson, isComment, isContent, viewEntity } from '../entities.js';
import { Expansion } from '../expansion.js';
import { sendListing } from '../listing.js';
import { viewOf, type Entity, type Site, type View } from '../site.js';

/** Children and descendants of content: pages, comments and attachments. */
export function relativeRoutes(site: Site): Router {
  const router = Router();
  const lists: [path: string, list: (view: View, req: Request) => Entity[]][] = [
    ['/content/:id/child/page', (view, req) => childPages(view, viewPage(view, req))],
    ['/content/:id/child/comment', listComments],
    ['/content/:id/child/attachment', listAttachments],
    ['/content/:id/descendant/page', (view, req) => descendantPages(view, viewPage(view, req))],
    ['/content/:id/descendant/comment', (view, req) => commentsOf(view, viewPage(view, req).id)],
    ['/content/:id/descendant/attachment', listAttachments],
  ];
  for (const [path, list] of lists) {
    router.get(path, (req, res) => {
      const view = viewOf(site, res);
      const expand = Expansion.of(req);
      const limits = { cap: expand.cap, fallback: path.endsWith('attachment') ? 50 : 25 };
      sendListing(site, req, res, list(view, req), (one) => entityJson(view, one, expand), limits);
    });
  }
  router.get('/content/:id/child', (req, res) => {
    const view = viewOf(site, res);
    res.json(childrenJson(view, viewPage(view, req), Expansion.of(req)));
  });
  router.get('/content/:id/descendant', (req, res) => {
    const view = viewOf(site, res);
    res.json(descendantsJson(view, viewPage(view, req), Expansion.of(req)));
  });
  return router;
}

function viewPage(view: View, req: Request): Content {
  const entity = viewEntity(view, pathParam(req, 'id'));
  if (!isContent(entity)) throw notFound();
  return entity;
}

function listAttachments(view: View, req: Request): Entity[] {
  const query = new Query(req);
  const [filename, mediaType] = [query.text('filename')?.normalize('NFC'), query.text('mediaType')];
  return currentAttachments(view, viewPage(view, req).id).filter(
    ({ title, revisions }) =>
      (filename === undefined || title === filename) &&
      (mediaType === undefined || revisions.at(-1)?.mediaType === mediaType),
  );
}

/** The roots of a page, with `depth=all` their replies as well; below a comment, its replies. */
function listComments(view: View, req: Request): Comment[] {
  const entity = viewEntity(view, pathParam(req, 'id'));
  const query = new Query(req);
  const locations = query.values('location');
  const isDeep = query.text('depth') === 'all';
  const below = isComment(entity) ? entity.id : null;
  return commentsOf(view, isComment(entity) ? entity.contentId : entity.id).filter(
    (comment) =>
      (isDeep ? isBelow(view, comment, below) : comment.parentCommentId === below) &&
      (locations.length === 0 || locations.includes(locationOf(view, comment))),
  );
}

function isBelow(view: View, comment: Comment, ancestor: string | null): boolean {
  if (comment.parentCommentId === ancestor) return true;
  return comment.parentCommentId !== null && isBelow(view, view.world.comment(comment.parentCommentId), ancestor);
}

/** Replies are where the root of their thread is. */
function locationOf(view: View, comment: Comment): string {
  if (comment.parentCommentId !== null) return locationOf(view, view.world.comment(comment.parentCommentId));
  return resolutionOf(view.world, comment) === 'resolved' ? 'resolved' : comment.kind;
}

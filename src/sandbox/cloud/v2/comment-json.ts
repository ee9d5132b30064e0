import { latestOf, resolutionOf } from '../../world/comments.js';
import type { Comment, Revision } from '../../world/model.js';
import type { Site } from '../site.js';
import { bodyJson } from './body.js';
import { versionJson, type Reading } from './content-json.js';
import { webPath } from '../../wire/web-path.js';

/** Which listing a comment stands in; each names the container it hangs on in its own way. */
export type CommentShape = 'page' | 'blogpost' | 'reply' | 'single';

/** A comment as v2 lists or answers it; a reply names no page, and only an inline one has a state. */
export function commentJson(site: Site, comment: Comment, shape: CommentShape, { format, revision }: Reading) {
  const content = site.world.page(comment.contentId);
  const shown: Revision = revision ?? latestOf(comment);
  const host = content.type === 'page' ? { pageId: content.id } : { blogPostId: content.id };
  const parent = comment.parentCommentId === null ? {} : { parentCommentId: comment.parentCommentId };
  return {
    id: comment.id,
    status: 'current',
    title: shown.title,
    ...(shape === 'reply' ? {} : host),
    ...(shape === 'reply' || shape === 'single' ? parent : {}),
    version: versionJson(shown),
    body: bodyJson(shown.storage, format),
    ...(comment.kind === 'inline' ? inlineFields(site, comment, shape) : {}),
    _links: { webui: `${webPath(site.world, content)}?focusedCommentId=${comment.id}` },
  };
}

function inlineFields({ world }: Site, comment: Comment, shape: CommentShape) {
  const { markerRef, originalSelection, resolution } = comment;
  const state = resolutionOf(world, comment);
  return {
    ...(state === undefined ? {} : { resolutionStatus: state }),
    properties: markerRef === null ? {} : { inlineMarkerRef: markerRef, inlineOriginalSelection: originalSelection },
    ...(shape === 'single' && resolution.by !== null
      ? { resolutionLastModifierId: resolution.by, resolutionLastModifiedAt: resolution.at?.toISOString() }
      : {}),
  };
}

import { randomUUID } from 'node:crypto';
import type { Content } from './content.js';
import { hasMarker, insertMarker, type Selection } from './markers.js';
import type { Comment, Resolution, Revision, User } from './model.js';
import { revision } from './pages.js';
import { forbidden, invalid, notFound, stale } from './refusal.js';
import { hasSpaceAccess, viewComment, viewContent } from './rights.js';
import { assertWellFormed } from './storage-xml.js';
import type { World } from './world.js';

interface NewComment {
  kind: Comment['kind'];
  /** Exactly one of the two: a root comment has content, a reply its parent. */
  contentId?: string | undefined;
  parentCommentId?: string | undefined;
  storage: string;
  /** Required for an inline root, refused otherwise. */
  selection?: Selection | undefined;
}

interface CommentChange {
  versionNumber: number;
  storage?: string | undefined;
  message?: string | undefined;
  resolved?: boolean | undefined;
}

/**
 * Adds a comment or a reply. Refuses an inline one whose selection is not on the page, and replies to what is hidden.
 */
export function createComment(world: World, actor: User, request: NewComment): Comment {
  const { content, parent } = resolveContainer(world, actor, request);
  if (content.status === 'trashed') throw notFound();
  if (!hasSpaceAccess(actor, world.space(content.spaceId), 'write')) throw forbidden();
  assertWellFormed(request.storage);
  const markerRef = request.kind === 'inline' && parent === null ? mark(content, request.selection) : null;
  const comment: Comment = {
    id: world.nextId(),
    kind: request.kind,
    contentId: content.id,
    parentCommentId: parent?.id ?? null,
    revisions: [revision(world, actor, 1, `Re: ${content.title}`, request.storage)],
    createdAt: world.now(),
    markerRef,
    originalSelection: markerRef === null ? null : (request.selection?.text ?? null),
    resolution: { state: 'open', by: null, at: null },
  };
  world.comments.set(comment.id, comment);
  return comment;
}

function resolveContainer(world: World, actor: User, { kind, contentId, parentCommentId, selection }: NewComment) {
  if ((contentId === undefined) === (parentCommentId === undefined)) {
    throw invalid('Exactly one container must be given: a page, a blog post or a parent comment');
  }
  if (contentId !== undefined) return { content: viewContent(world, actor, contentId), parent: null };
  const parent = viewComment(world, actor, parentCommentId as string);
  if (parent.kind !== kind) throw invalid(`The parent is not an ${kind} comment`);
  if (selection !== undefined) throw invalid('inlineCommentProperties are not allowed for a reply');
  return { content: world.page(parent.contentId), parent };
}

/** Marks the passage in the page itself, without a new version of it. */
function mark(content: Content, selection: Selection | undefined): string {
  if (selection === undefined) throw invalid('inlineCommentProperties are required for a top-level inline comment');
  const ref = randomUUID();
  content.rewrite(insertMarker(content.storage, selection, ref));
  return ref;
}

/** The newest revision; a comment always has one. */
export function latestOf(comment: Comment): Revision {
  return comment.revisions.at(-1) as Revision;
}

/** A comment whose marker is gone from the page is dangling, whatever it was before; replies have no state. */
export function resolutionOf(world: World, comment: Comment): Resolution | 'dangling' | undefined {
  if (comment.kind === 'footer' || comment.parentCommentId !== null) return undefined;
  const gone = comment.markerRef === null || !hasMarker(world.page(comment.contentId).storage, comment.markerRef);
  return gone ? 'dangling' : comment.resolution.state;
}

/** Writes the next version of a comment; a version that does not follow the current one is a conflict. */
export function updateComment(
  world: World,
  actor: User,
  id: string,
  kind: Comment['kind'],
  change: CommentChange,
): Comment {
  const comment = ownComment(world, actor, id, kind);
  if (resolutionOf(world, comment) === 'dangling') throw invalid('A dangling inline comment cannot be updated');
  const { number, title, storage } = latestOf(comment);
  if (change.versionNumber !== number + 1) throw stale('comment', number, change.versionNumber);
  if (change.storage !== undefined) assertWellFormed(change.storage);
  if (change.resolved !== undefined) resolve(world, actor, comment, change.resolved);
  comment.revisions.push(revision(world, actor, number + 1, title, change.storage ?? storage, change.message));
  return comment;
}

/** Resolves or reopens a thread without a new version of its comment; whoever may write in the space can. */
export function setResolved(world: World, actor: User, id: string, resolved: boolean): Comment {
  const comment = viewComment(world, actor, id, 'inline');
  if (!hasSpaceAccess(actor, world.space(world.page(comment.contentId).spaceId), 'write')) throw forbidden();
  resolve(world, actor, comment, resolved);
  return comment;
}

function resolve(world: World, actor: User, comment: Comment, resolved: boolean): void {
  if (comment.parentCommentId !== null) throw invalid('Only top-level inline comments can be resolved');
  if (resolved === (comment.resolution.state === 'resolved')) return;
  comment.resolution = { state: resolved ? 'resolved' : 'reopened', by: actor.accountId, at: world.now() };
}

/** For good, with its replies. */
export function deleteComment(world: World, actor: User, id: string, kind: Comment['kind']): void {
  const comment = ownComment(world, actor, id, kind);
  for (const reply of repliesOf(world, comment.id)) world.comments.delete(reply.id);
  world.comments.delete(comment.id);
}

function repliesOf(world: World, id: string): Comment[] {
  return [...world.comments.values()]
    .filter((comment) => comment.parentCommentId === id)
    .flatMap((reply) => [reply, ...repliesOf(world, reply.id)]);
}

/** Authors change their own comments, administrators of the space every comment. */
function ownComment(world: World, actor: User, id: string, kind: Comment['kind']): Comment {
  const comment = viewComment(world, actor, id, kind);
  const isAuthor = (comment.revisions[0] as Revision).authorId === actor.accountId;
  const { spaceId } = world.page(comment.contentId);
  if (!isAuthor && !hasSpaceAccess(actor, world.space(spaceId), 'admin')) throw forbidden();
  return comment;
}

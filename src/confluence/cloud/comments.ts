import { commentScopes } from './list-comments.js';
import { AppError } from '../../errors.js';
import type { Comment, CommentLocation } from '../model.js';
import type { Comments, NewComment } from '../port.js';
import { isNotFound, readBack } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import { statusOf } from './comment-walk.js';
import { eitherType } from './content-type.js';
import type { GroupContext } from './space-cache.js';
import { listComments } from './list-comments.js';
import { authorsOf, toComment } from './to-comment.js';
import { nothing } from '../rest/wire.js';
import { comment, writtenComment, type CommentWire, type WrittenCommentWire } from './wire.js';

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/: footer and inline comments are two collections. */
export function createComments(context: GroupContext): Comments {
  return {
    list: (pageId, query) => listComments(context, pageId, query),
    get: async (id) => {
      const { wire, location } = await locateComment(context, id);
      return describe(context, wire, location, wire.body);
    },
    add: (newComment) => addComment(context, newComment),
    update: async (id, body) => {
      const { wire, location } = await locateComment(context, id);
      const updated = await put(context, wire, location, { body });
      return describeWritten(context, { ...wire, ...updated }, location, body);
    },
    resolve: (id, resolved) => resolveComment(context, id, resolved),
    delete: async (id) => {
      const { wire, location } = await locateComment(context, id);
      await context.send({
        method: 'DELETE',
        path: path`/api/v2/${location}-comments/${wire.id}`,
        answer: nothing,
        subject: `Comment ${wire.id}`,
        scopes: commentScopes.delete,
      });
    },
  };
}

interface LocatedComment {
  wire: CommentWire;
  location: CommentLocation;
}

/** An id does not tell its collection: footer first, then inline. */
async function locateComment({ send }: GroupContext, commentId: string): Promise<LocatedComment> {
  const id = contentId(commentId, 'comment_id');
  const ask = async (location: CommentLocation): Promise<LocatedComment> => {
    const wire = await send({
      method: 'GET',
      path: path`/api/v2/${location}-comments/${id}`,
      query: { 'body-format': 'storage' },
      answer: comment,
      subject: `Comment ${id}`,
      scopes: commentScopes.get,
    });
    return { wire, location };
  };
  return ask('footer').catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
    return ask('inline');
  });
}

async function describe(
  context: GroupContext,
  wire: WrittenCommentWire,
  location: CommentLocation,
  body: string,
): Promise<Comment> {
  const [authors, pageId] = await Promise.all([authorsOf(context, [wire]), pageOf(context, wire)]);
  const facts = { pageId, location, status: statusOf(wire, location), replyTo: wire.parentCommentId ?? null, body };
  return toComment(wire, { ...facts, authors });
}

function describeWritten(...written: Parameters<typeof describe>): Promise<Comment> {
  return readBack(() => describe(...written));
}

/** Replies can come without their page: it is the one of the comment that they answer. */
async function pageOf(context: GroupContext, wire: WrittenCommentWire): Promise<string> {
  const own = wire.pageId ?? wire.blogPostId;
  if (own) return own;
  if (wire.parentCommentId) return pageOf(context, (await locateComment(context, wire.parentCommentId)).wire);
  throw new AppError('NOT_SUPPORTED', `Comment ${wire.id} is neither on a page nor on a blog post.`, {
    hint: 'Comments on attachments and other content are not supported.',
  });
}

async function addComment(context: GroupContext, newComment: NewComment): Promise<Comment> {
  const { body } = newComment;
  if ('replyTo' in newComment) {
    const { wire, location } = await locateComment(context, newComment.replyTo);
    const reply = await post(context, location, { parentCommentId: wire.id, body }, `Comment ${wire.id}`);
    const place = { pageId: wire.pageId, blogPostId: wire.blogPostId };
    return describeWritten(context, { ...place, ...reply, parentCommentId: wire.id }, location, body);
  }
  const id = contentId(newComment.pageId, 'page_id');
  const selection = 'selection' in newComment ? newComment.selection : undefined;
  const location = selection === undefined ? 'footer' : 'inline';
  const inline = selection && {
    inlineCommentProperties: {
      textSelection: selection.text,
      textSelectionMatchCount: selection.matchCount,
      textSelectionMatchIndex: selection.matchIndex,
    },
  };
  const wire = await eitherType((type) =>
    post(context, location, { [type === 'page' ? 'pageId' : 'blogPostId']: id, body, ...inline }, `Page ${id}`),
  );
  return describeWritten(context, { pageId: id, ...wire }, location, body);
}

/** A comment at the foot of a page. */
export async function leaveComment(context: GroupContext, pageId: string, body: string): Promise<void> {
  await post(context, 'footer', { pageId, body }, `Page ${pageId}`);
}

function post(
  { send }: GroupContext,
  location: CommentLocation,
  { body, ...rest }: { body: string } & Record<string, unknown>,
  subject: string,
): Promise<WrittenCommentWire> {
  return send({
    method: 'POST',
    path: path`/api/v2/${location}-comments`,
    body: { ...rest, body: { representation: 'storage', value: body } },
    answer: writtenComment,
    subject,
    scopes: commentScopes.add,
    badRequestHint:
      location === 'inline'
        ? 'text_selection has to be a phrase exactly as the page shows it, within one paragraph; match_index counts from 0.'
        : 'Check the body.',
  });
}

function put(
  { send }: GroupContext,
  wire: CommentWire,
  location: CommentLocation,
  { body, ...rest }: { body: string; resolved?: boolean },
): Promise<WrittenCommentWire> {
  return send({
    method: 'PUT',
    path: path`/api/v2/${location}-comments/${wire.id}`,
    body: { version: { number: wire.version.number + 1 }, body: { representation: 'storage', value: body }, ...rest },
    answer: writtenComment,
    subject: `Comment ${wire.id}`,
    scopes: commentScopes.update,
    badRequestHint: 'A comment whose text is no longer on the page can only be deleted.',
  });
}

async function resolveComment(context: GroupContext, id: string, resolved: boolean): Promise<Comment> {
  const { wire, location } = await locateComment(context, id);
  if (location === 'footer')
    throw cannotResolve('Footer comments', 'Only inline comments can be resolved; reply to it or delete it.');
  if (wire.parentCommentId) {
    throw cannotResolve(
      'Replies',
      `Resolve the first comment of the thread; this one is a reply to ${wire.parentCommentId}.`,
    );
  }
  const updated = await put(context, wire, location, { body: wire.body, resolved });
  return describeWritten(context, { ...wire, ...updated }, location, wire.body);
}

function cannotResolve(what: string, hint: string): AppError {
  return new AppError('NOT_SUPPORTED', `${what} cannot be resolved in Confluence.`, { hint });
}

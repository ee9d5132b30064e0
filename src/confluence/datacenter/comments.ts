import { AppError } from '../../errors.js';
import type { Comment } from '../model.js';
import type { Comments, NewComment } from '../port.js';
import { readBack } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { getContent, pageTypes } from './content.js';
import type { GroupContext } from './content.js';
import { addInline, resolveInline } from './inline-comments.js';
import { commentParts, listComments, locationOf, parentOf, toComment } from './list-comments.js';
import { nothing } from '../rest/wire.js';
import { comment, ifTold, pageStub, type CommentWire } from './wire.js';

/** Comments are content below a page: the same endpoints write them, told apart by their type. */
export function createComments({ send }: GroupContext): Comments {
  return {
    list: (pageId, query) => listComments(send, pageId, query),
    get: async (id) => toComment(await fetchComment(send, id)),
    add: (newComment) => addComment(send, newComment),
    update: (id, body) => updateComment(send, id, body),
    resolve: (id, resolved) => resolveThread(send, id, resolved),
    delete: async (id) => {
      // The same endpoint deletes pages, so whether this is a comment has to be known first.
      const { id: known } = await fetchComment(send, id);
      await send({
        method: 'DELETE',
        path: path`/rest/api/content/${known}`,
        answer: nothing,
        subject: `Comment ${known}`,
      });
    },
  };
}

function fetchComment(send: Send, commentId: string): Promise<CommentWire> {
  const id = contentId(commentId, 'comment_id');
  const query = { expand: commentParts };
  return getContent(send, { id, types: ['comment'], query, answer: comment, subject: `Comment ${id}` });
}

async function addComment(send: Send, newComment: NewComment): Promise<Comment> {
  const { body } = newComment;
  if ('replyTo' in newComment) {
    const parent = await fetchComment(send, newComment.replyTo);
    const { container } = parent;
    const place = { container: { id: container?.id, type: container?.type }, ancestors: [{ id: parent.id }] };
    // Whether a POST expands what it answers is not documented; the thread is known.
    return { ...(await post(send, place, body, `Comment ${parent.id}`, parent)), replyTo: parent.id };
  }
  const id = contentId(newComment.pageId, 'page_id');
  if ('selection' in newComment) {
    const made = await addInline(send, id, body, newComment.selection);
    return toComment(await readBack(() => fetchComment(send, made)));
  }
  const subject = `Page ${id}`;
  const container = await getContent(send, { id, types: pageTypes, query: {}, answer: pageStub, subject });
  return post(send, { container }, body, subject);
}

async function post(
  send: Send,
  place: Record<string, unknown>,
  body: string,
  subject: string,
  thread?: CommentWire,
): Promise<Comment> {
  const written = await send({
    method: 'POST',
    path: path`/rest/api/content`,
    query: { expand: commentParts },
    body: { type: 'comment', ...place, body: { storage: { value: body, representation: 'storage' } } },
    answer: comment,
    subject,
    badRequestHint: 'Check the body.',
  });
  return toComment(written, thread);
}

async function updateComment(send: Send, commentId: string, body: string): Promise<Comment> {
  const wire = await fetchComment(send, commentId);
  const written = await send({
    method: 'PUT',
    path: path`/rest/api/content/${wire.id}`,
    body: {
      ...{ id: wire.id, type: 'comment', title: wire.title },
      version: { number: wire.version.number + 1 },
      body: { storage: { value: body, representation: 'storage' } },
    },
    answer: ifTold(comment),
    subject: `Comment ${wire.id}`,
    badRequestHint:
      locationOf(wire) === 'inline'
        ? 'A comment whose text is no longer on the page can only be deleted.'
        : 'Check the body.',
  });
  return toComment({ ...wire, ...(written ?? (await readBack(() => fetchComment(send, wire.id)))), body });
}

async function resolveThread(send: Send, commentId: string, resolved: boolean): Promise<Comment> {
  const wire = await fetchComment(send, commentId);
  if (locationOf(wire) === 'footer') {
    throw cannotResolve('Footer comments', 'Only inline comments can be resolved; reply to it or delete it.');
  }
  const parent = parentOf(wire);
  if (parent !== null) {
    throw cannotResolve('Replies', `Resolve the first comment of the thread; this one is a reply to ${parent}.`);
  }
  await resolveInline(send, wire.id, resolved);
  return toComment(await readBack(() => fetchComment(send, wire.id)));
}

function cannotResolve(what: string, hint: string): AppError {
  return new AppError('NOT_SUPPORTED', `${what} cannot be resolved in Confluence.`, { hint });
}

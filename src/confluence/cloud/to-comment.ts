import { isAppError } from '../../errors.js';
import type { Comment, CommentLocation, CommentStatus } from '../model.js';
import type { GroupContext } from './group-context.js';
import { createUsers } from './users.js';
import type { WrittenCommentWire } from './wire.js';

export interface CommentFacts {
  pageId: string;
  location: CommentLocation;
  status: CommentStatus;
  replyTo: string | null;
  body: string;
  authors: ReadonlyMap<string, string>;
}

/** The wire's comment in our words, with what only its surroundings tell. */
export function toComment(wire: WrittenCommentWire, facts: CommentFacts): Comment {
  const authorId = wire.version.authorId ?? '';
  return {
    id: wire.id,
    pageId: facts.pageId,
    location: facts.location,
    status: facts.status,
    author: { id: authorId, name: facts.authors.get(authorId) ?? authorId, email: null },
    body: facts.body,
    createdAt: wire.version.number === 1 ? (wire.version.createdAt ?? null) : null,
    replyTo: facts.replyTo,
    textSelection: wire.properties?.inlineOriginalSelection ?? null,
    version: wire.version.number,
  };
}

/** The authors' names in one request. An account that may not look people up still reads their comments, under ids. */
export async function authorsOf(
  context: GroupContext,
  wires: WrittenCommentWire[],
): Promise<ReadonlyMap<string, string>> {
  const ids = wires.flatMap(({ version }) => version.authorId ?? []);
  if (ids.length === 0) return new Map();
  try {
    return await createUsers(context).names(ids);
  } catch (error) {
    if (!isAppError(error) || !['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) throw error;
    context.log.warn({ event: 'confluence_names_hidden', code: error.code }, 'the account may not see names of users');
    return new Map();
  }
}

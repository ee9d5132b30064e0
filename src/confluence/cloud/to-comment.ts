import type { Comment, CommentLocation, CommentStatus } from '../model.js';
import type { GroupContext } from './space-cache.js';
import { knownNames } from './users.js';
import type { WrittenCommentWire } from './wire.js';

interface CommentFacts {
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

/** Display names by account id, in one request; empty for an account that may not look people up. */
export function authorsOf(context: GroupContext, wires: WrittenCommentWire[]): Promise<ReadonlyMap<string, string>> {
  return knownNames(
    context,
    wires.map(({ version }) => version.authorId),
  );
}

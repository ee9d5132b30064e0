import type { Comment, CommentLocation, CommentStatus } from '../model.js';
import { toIsoTime } from './to-page-summary.js';
import { toUser } from './users.js';
import type { CommentWire } from './wire.js';

/** What a comment has to be asked for to be told in full. */
export const commentParts =
  'body.storage,version,history,container,ancestors,extensions.inlineProperties,extensions.resolution';

/** The wire's comment in our words; a reply has the state of its thread when that is given. */
export function toComment(wire: CommentWire, thread: CommentWire = wire): Comment {
  return {
    id: wire.id,
    pageId: wire.container?.id ?? '',
    location: locationOf(thread),
    status: statusOf(thread),
    author: (wire.version.by && toUser(wire.version.by)) ?? { id: '', name: 'Anonymous', email: null },
    body: wire.body,
    createdAt: toIsoTime(wire.history?.createdDate ?? (wire.version.number === 1 ? wire.version.when : null)),
    replyTo: parentOf(wire),
    textSelection: wire.extensions?.inlineProperties?.originalSelection ?? null,
    version: wire.version.number,
  };
}

/** The comment that it answers: the ancestors of a comment are comments, the nearest last. */
export function parentOf({ ancestors }: CommentWire): string | null {
  return ancestors?.at(-1)?.id ?? null;
}

/** Resolved inline comments can come under a location of their own. */
export function locationOf({ extensions }: CommentWire): CommentLocation {
  return (extensions?.location ?? 'footer') === 'footer' ? 'footer' : 'inline';
}

export function statusOf(wire: CommentWire): CommentStatus {
  if (locationOf(wire) === 'footer') return 'open';
  const status = wire.extensions?.resolution?.status ?? wire.extensions?.location;
  return status === 'resolved' || status === 'dangling' ? status : 'open';
}

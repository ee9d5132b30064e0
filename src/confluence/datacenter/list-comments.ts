import { toIsoTime } from '../rest/wire.js';
import { z } from 'zod';
import type { Comment, CommentLocation, CommentStatus, Paged } from '../model.js';
import type { Comments } from '../port.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import { contentId, path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { fetchMany } from './lists.js';
import { toUser } from './users.js';
import { comment, type CommentWire } from './wire.js';

type ListQuery = Parameters<Comments['list']>[1];

const place = z.object({ given: z.number().int().positive() });

/**
 * Footer comments, then inline ones, each thread with its replies. Confluence lists comments of every depth and place in
 * an order of its own, and filters replies by their own place and not by their thread's, so all of them are read and
 * put in order here; a request carries about fifty.
 */
export async function listComments(send: Send, pageId: string, query: ListQuery): Promise<Paged<Comment>> {
  const id = contentId(pageId, 'page_id');
  const list = ['comments', id, query.location, query.status];
  const given = decodeCursor(list, place, query.cursor)?.given ?? 0;
  const request = {
    path: path`/rest/api/content/${id}/child/comment`,
    query: { expand: commentParts, depth: 'all', location: ['footer', 'inline', 'resolved'] },
    item: comment,
    subject: `Page ${id}`,
  };
  const { items } = await fetchMany(send, request);
  const all = inThreadOrder(items).filter(({ thread }) => isWanted(thread, query));
  const end = given + query.limit;
  return {
    items: all.slice(given, end).map(({ wire, thread }) => ({ ...toComment(wire, thread), pageId: id })),
    nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null,
  };
}

interface Threaded {
  wire: CommentWire;
  /** The comment that the thread began with. */
  thread: CommentWire;
}

const locations: CommentLocation[] = ['footer', 'inline'];

function inThreadOrder(wires: CommentWire[]): Threaded[] {
  const known = new Set(wires.map(({ id }) => id));
  const replies = new Map<string | null, CommentWire[]>();
  for (const wire of wires.toSorted(byAge)) {
    const parent = parentOf(wire);
    // A reply whose thread is hidden starts one of its own: it is better out of place than lost.
    const key = parent !== null && known.has(parent) ? parent : null;
    replies.set(key, [...(replies.get(key) ?? []), wire]);
  }
  const withReplies = (wire: CommentWire, thread: CommentWire): Threaded[] => [
    { wire, thread },
    ...(replies.get(wire.id) ?? []).flatMap((reply) => withReplies(reply, thread)),
  ];
  const threads = replies.get(null) ?? [];
  return locations.flatMap((location) =>
    threads.filter((wire) => locationOf(wire) === location).flatMap((wire) => withReplies(wire, wire)),
  );
}

function byAge(a: CommentWire, b: CommentWire): number {
  return ageOf(a) - ageOf(b) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
}

function ageOf({ history, version }: CommentWire): number {
  return Date.parse(history?.createdDate ?? version.when ?? '') || 0;
}

function isWanted(thread: CommentWire, { location, status }: ListQuery): boolean {
  return (location === 'all' || locationOf(thread) === location) && (status === 'all' || statusOf(thread) === status);
}

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

function statusOf(wire: CommentWire): CommentStatus {
  if (locationOf(wire) === 'footer') return 'open';
  const status = wire.extensions?.resolution?.status ?? wire.extensions?.location;
  return status === 'resolved' || status === 'dangling' ? status : 'open';
}

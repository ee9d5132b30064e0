import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import type { Comment, CommentLocation, ContentType, Paged } from '../model.js';
import type { Comments } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { walkComments, type Level, type LoadLevel, type WalkedComment } from './comment-walk.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import { collectionOf, eitherType } from './content-type.js';
import type { GroupContext } from './space-cache.js';
import { fetchList } from './lists.js';
import { authorsOf, toComment } from './to-comment.js';
import { comment } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const commentScopes = {
  list: ['read:comment:confluence'],
  get: ['read:comment:confluence'],
  add: ['write:comment:confluence'],
  update: ['write:comment:confluence'],
  resolve: ['write:comment:confluence'],
  delete: ['delete:comment:confluence'],
} as const satisfies MethodScopes<Comments>;

type ListQuery = Parameters<Comments['list']>[1];

/** Fixed, because a place inside an upstream page means something only while the pages stay the same. */
const upstreamPageSize = 50;

const level = z.object({
  parent: z
    .string()
    .regex(/^\d{1,19}$/)
    .nullable(),
  cursor: z.string().max(2_000).nullable(),
  index: z.number().int().nonnegative(),
  status: z.enum(['open', 'resolved', 'dangling']),
});
const place = z.object({
  type: z.enum(['page', 'blogpost']),
  location: z.enum(['footer', 'inline']),
  levels: z.array(level).min(1).max(50),
});
type Place = z.infer<typeof place>;

/**
 * Footer comments, then inline ones, each thread with its replies. v2 lists roots only, and replies comment by comment,
 * so that a page of comments costs about one request per comment; they run ahead in parallel.
 */
export async function listComments(context: GroupContext, pageId: string, query: ListQuery): Promise<Paged<Comment>> {
  const id = contentId(pageId, 'page_id');
  const list = ['comments', id, query.location, query.status];
  const at = decodeCursor(list, place, query.cursor);
  const read = (type: ContentType, from?: Place): Promise<Gathered> =>
    gather(walkLocations(context, id, type, query, from), query.limit);
  const { found, next } = at === undefined ? await eitherType((type) => read(type)) : await read(at.type, at);
  const authors = await authorsOf(
    context,
    found.map(({ wire }) => wire),
  );
  const items = found.map(({ wire, ...rest }) => toComment(wire, { ...rest, pageId: id, body: wire.body, authors }));
  return { items, nextCursor: next === null ? null : encodeCursor(list, next) };
}

interface Found extends WalkedComment {
  location: CommentLocation;
  next: Place;
}

interface Gathered {
  found: Found[];
  next: Place | null;
}

/** Looks one comment further than the limit, so that a cursor always leads to something. */
async function gather(comments: AsyncGenerator<Found>, limit: number): Promise<Gathered> {
  const found: Found[] = [];
  for await (const one of comments) {
    if (found.length === limit) return { found, next: found.at(-1)?.next ?? null };
    found.push(one);
  }
  return { found, next: null };
}

async function* walkLocations(
  context: GroupContext,
  id: string,
  type: ContentType,
  query: ListQuery,
  from: Place | undefined,
): AsyncGenerator<Found> {
  const locations = locationsOf(query);
  for (const location of from === undefined ? locations : locations.slice(locations.indexOf(from.location))) {
    const start = from?.location === location ? from.levels : roots;
    for await (const walked of walkComments(loader(context, id, type, location, query), location, start)) {
      yield { ...walked, location, next: { type, location, levels: walked.resume } };
    }
  }
}

const roots: Level[] = [{ parent: null, cursor: null, index: 0, status: 'open' }];

/** Footer comments cannot be resolved, so none of them is. */
function locationsOf({ location, status }: ListQuery): CommentLocation[] {
  const asked: CommentLocation[] = location === 'all' ? ['footer', 'inline'] : [location];
  return status === 'resolved' ? asked.filter((one) => one === 'inline') : asked;
}

const resolutionFilter: Record<ListQuery['status'], string[] | undefined> = {
  open: ['open', 'reopened'],
  resolved: ['resolved'],
  all: undefined,
};

function loader(
  { send }: GroupContext,
  id: string,
  type: ContentType,
  location: CommentLocation,
  { status }: ListQuery,
): LoadLevel {
  const common = {
    item: comment,
    scopes: commentScopes.list,
  };
  const sorted = { 'body-format': 'storage', sort: 'created-date' };
  return ({ parent, cursor }) => {
    const request =
      parent === null
        ? {
            path: path`/api/v2/${collectionOf[type]}/${id}/${location}-comments`,
            query: location === 'footer' ? sorted : { ...sorted, 'resolution-status': resolutionFilter[status] },
            subject: `Page ${id}`,
          }
        : { path: path`/api/v2/${location}-comments/${parent}/children`, query: sorted, subject: `Comment ${parent}` };
    return fetchList(send, { ...common, ...request }, upstreamPageSize, cursor);
  };
}

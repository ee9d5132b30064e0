import type { MethodScopes } from '../transport/wire-request.js';
import type { History } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { collectionOf } from './content-type.js';
import type { GroupContext } from './space-cache.js';
import { knownNames } from './users.js';
import { fetchPagedOfEither } from './lists.js';
import { pageVersion } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const historyScopes = {
  list: ['read:page:confluence'],
} as const satisfies MethodScopes<History>;

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/ */
export function createHistory(context: GroupContext): History {
  return {
    list: async (pageId, page) => {
      const id = contentId(pageId, 'page_id');
      const request = {
        query: { sort: '-modified-date' },
        item: pageVersion,
        subject: `Page ${id}`,
        scopes: historyScopes.list,
      };
      const { items, nextCursor } = await fetchPagedOfEither(
        context.send,
        ['versions', id],
        (type) => ({ ...request, path: path`/api/v2/${collectionOf[type]}/${id}/versions` }),
        page,
      );
      const names = await knownNames(
        context,
        items.map(({ authorId }) => authorId),
      );
      const authorOf = (authorId: string) => ({ id: authorId, name: names.get(authorId) ?? authorId, email: null });
      return {
        items: items.map(({ number, authorId, createdAt, message, minorEdit }) => ({
          number,
          author: authorOf(authorId ?? ''),
          createdAt: createdAt ?? null,
          message: message ?? '',
          minor: minorEdit ?? false,
        })),
        nextCursor,
      };
    },
  };
}

import type { History } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { collectionOf } from './either-type.js';
import type { GroupContext } from './group-context.js';
import { knownNames } from './known-names.js';
import { fetchPagedOfEither } from './paged-of-either.js';
import { pageVersion } from './wire.js';

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/ */
export function createHistory(context: GroupContext): History {
  return {
    list: async (pageId, page) => {
      const id = contentId(pageId, 'page_id');
      const request = {
        query: { sort: '-modified-date' },
        item: pageVersion,
        subject: `Page ${id}`,
        scope: 'read:page:confluence',
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

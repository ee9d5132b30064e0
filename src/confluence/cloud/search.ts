import type { Search } from '../port.js';
import { searchHit, toSearchHit } from '../rest/search-hit.js';
import { path } from '../transport/path.js';
import type { MethodScopes } from '../transport/wire-request.js';
import { fetchPaged } from './lists.js';
import type { GroupContext } from './space-cache.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const searchScopes = {
  cql: ['search:confluence', 'read:content-details:confluence'],
} as const satisfies MethodScopes<Search>;

/** v1 `/search`, the only one that runs CQL. Results lag behind writes by seconds. */
export function createSearch({ send, site }: GroupContext): Search {
  return {
    cql: (cql, page) => {
      const request = {
        path: path`/rest/api/search`,
        query: { cql, excerpt: 'highlight_unescaped', expand: 'content.space,content.version' },
        item: searchHit,
        subject: 'The search',
        scopes: searchScopes.cql,
      };
      return fetchPaged(send, request, page, (hit) => toSearchHit(hit, site));
    },
  };
}

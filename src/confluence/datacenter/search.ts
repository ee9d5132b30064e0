import type { Search } from '../port.js';
import { searchHit, toSearchHit } from '../rest/search-hit.js';
import { path } from '../transport/path.js';
import type { GroupContext } from './content.js';
import { fetchPaged } from './lists.js';

/** Runs CQL, in which people are user names. Results lag behind writes by seconds. */
export function createSearch({ send, site }: GroupContext): Search {
  return {
    cql: (cql, page) => {
      const query = { cql, excerpt: 'highlight_unescaped', expand: 'content.space,content.version' };
      const request = { path: path`/rest/api/search`, query, item: searchHit, subject: 'The search' };
      return fetchPaged(send, request, page, (hit) => toSearchHit(hit, site));
    },
  };
}

import { spacesAmong, spacesCql } from '../rest/search-hit.js';
import { createSearch } from './search.js';
import { spaceKey, spaceType } from '../rest/arguments.js';
import type { Space } from '../model.js';
import type { Spaces } from '../port.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import type { GroupContext } from './content.js';
import { fetchPaged } from './lists.js';
import { space, type SpaceWire } from './wire.js';

/** https://developer.atlassian.com/server/confluence/rest/v1000/api-group-space/; names are searched for by CQL. */
export function createSpaces(context: GroupContext): Spaces {
  const { send, site } = context;
  const toSpace = (wire: SpaceWire): Space => {
    const url = site.link(wire._links?.webui, `/display/${encodeURIComponent(wire.key)}`);
    const homepageId = wire.homepage?.id ?? null;
    return { id: wire.id, key: wire.key, name: wire.name, type: wire.type, url, homepageId };
  };
  return {
    list: async ({ type, ...page }) => {
      const query = {
        status: 'current',
        type: type === undefined ? undefined : spaceType(type, spaceTypes),
        expand: 'homepage',
      };
      const request = { path: path`/rest/api/space`, query, item: space, subject: 'Spaces' };
      return fetchPaged(send, request, page, toSpace);
    },
    search: async (words, limit) => {
      const cql = spacesCql(words);
      return cql === undefined ? [] : spacesAmong((await createSearch(context).cql(cql, { limit })).items);
    },
    get: async (key) => toSpace(await fetchSpace(send, key)),
  };
}

/** The space with its homepage. Keys compare without regard to case. */
export function fetchSpace(send: Send, key: string): Promise<SpaceWire> {
  return send({
    method: 'GET',
    path: path`/rest/api/space/${spaceKey(key)}`,
    query: { expand: 'homepage' },
    answer: space,
    subject: `Space ${key}`,
  });
}

const spaceTypes = ['global', 'personal'];

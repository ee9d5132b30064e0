import { spacesAmong, spacesCql } from '../rest/search-hit.js';
import { createSearch } from './search.js';
import { spaceType } from '../rest/arguments.js';
import { spaceScopes } from './space-cache.js';
import type { Space } from '../model.js';
import type { Spaces } from '../port.js';
import { path } from '../transport/path.js';
import type { GroupContext } from './space-cache.js';
import { fetchPaged } from './lists.js';
import { space, type SpaceWire } from './wire.js';

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/ */
export function createSpaces(context: GroupContext): Spaces {
  const { send, site, spaces } = context;
  const toSpace = (wire: SpaceWire): Space => {
    spaces.remember(wire);
    const url = site.link(wire._links?.webui, `/spaces/${encodeURIComponent(wire.key)}`);
    return { id: wire.id, key: wire.key, name: wire.name, type: wire.type, url, homepageId: wire.homepageId ?? null };
  };
  return {
    list: async ({ type, ...page }) => {
      const query = { status: 'current', type: type === undefined ? undefined : spaceType(type, spaceTypes) };
      const request = {
        path: path`/api/v2/spaces`,
        query,
        item: space,
        subject: 'Spaces',
        scopes: spaceScopes.list,
      };
      return fetchPaged(send, request, page, toSpace);
    },
    search: async (words, limit) => {
      const cql = spacesCql(words);
      return cql === undefined ? [] : spacesAmong((await createSearch(context).cql(cql, { limit })).items);
    },
    get: async (key) => toSpace(await spaces.find(send, key)),
  };
}

const spaceTypes = [
  'global',
  'collaboration',
  'knowledge_base',
  'personal',
  'system',
  'onboarding',
  'xflow_sample_space',
];
